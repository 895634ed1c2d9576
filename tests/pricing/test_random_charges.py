from collections import Counter

import numpy as np
import pytest

from tests.pricing.random_charges import (
    by_arrays,
    differing,
    periods_of,
    random_batch,
    read,
)

CHARGES = 50_000


def batches(seed, charges):
    chance, left = np.random.default_rng(seed), charges
    while left > 0:
        batch = random_batch(chance)
        left -= len(batch)
        yield batch


@pytest.mark.parametrize("seed", range(5))
def test_random_charges_equal_the_oracle_to_the_fen(seed):
    for batch in batches(seed, CHARGES // 5):
        assert differing(batch) == 0, batch


def test_every_step_of_the_order_decides_some_random_charges():
    played = Counter()
    for batch in batches(5, CHARGES):
        played.update(steps_in(batch))

    rare = {step: count for step, count in played.items() if count < CHARGES // 100}
    assert not rare
    assert len(played) == 15


def steps_in(batch):
    """How many charges of a batch each step has a part in."""
    royalty, factor_ppm = read(batch)
    rule, counts = royalty.rule, Counter()
    for to_date, charge in periods_of(batch):
        at_least = charge.royalty
        if charge.minimum is not None:
            counts["minimum"] += (charge.minimum > charge.royalty).sum()
            at_least = np.maximum(charge.royalty, charge.minimum)
        counts["deductions"] += (to_date.deductions > 0).sum()
        counts["holiday"] += (to_date.holiday != 0).sum()
        counts["floor"] += (to_date.base < to_date.deductions).sum()
        counts["factor"] += (factor_ppm != 1_000_000).sum()
        counts["cap_year"] += (charge.due < at_least).sum()
        counts["cap_total"] += (charge.total < charge.due).sum()
        counts["kept"] += (charge.total > charge.due).sum()
        counts["taken back"] += (charge.amount < 0).sum()
        counts["charged before"] += (charge.total != charge.amount).sum()
        if to_date.earlier is not None:
            counts["earlier"] += (to_date.earlier > 0).sum()
        if rule.bands.up_to:
            over = charge.charged_base > rule.bands.up_to[0]
            counts[rule.bands.mode] += over.sum()
        if royalty.rule.bands.scale != 1_000_000:
            counts["units"] += (charge.royalty > 0).sum()
    counts["credit"] += (by_arrays(batch)[1] > 0).sum()
    return counts
