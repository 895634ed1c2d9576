import json

import numpy as np
import pytest

from simulation.costs import PARTS
from simulation.errors import RunRefused, ScenariosUnlike
from simulation.experiment import compare
from simulation.outcomes import DEPTHS, GROUPS, TOTALS
from simulation.scenario import load
from simulation.tables import json_text


def entries(summary, kind, scenario):
    return [one for one in summary.as_json()[kind] if one["scenario"] == scenario]


@pytest.fixture(scope="module")
def found():
    return compare(
        load("national"),
        [load("free"), load("national")],
        replications=3,
        seed=4,
        firms=300,
    )


def test_levels_and_differences_name_uptake_and_the_six_parts_by_size(found):
    wanted = {
        (metric, size) for metric in (*DEPTHS, *PARTS, *TOTALS) for size in GROUPS
    }

    for kind, scenario in (("levels", "national"), ("differences", "free")):
        here = {(e["metric"], e["size"]) for e in entries(found, kind, scenario)}
        assert wanted <= here


def test_the_baseline_has_no_difference(found):
    assert entries(found, "differences", "national") == []


def test_a_reform_equal_to_the_baseline_differs_by_exactly_nothing(found):
    same = entries(found, "differences", "national (2)")

    assert same
    assert all((e["mean"], e["low"], e["high"]) == (0, 0, 0) for e in same)


def test_the_difference_of_uptake_is_the_difference_of_levels(found):
    level = {
        (e["scenario"], e["size"]): e["mean"]
        for e in found.as_json()["levels"]
        if e["metric"] == "uptake"
    }

    for entry in entries(found, "differences", "free"):
        if entry["metric"] == "uptake":
            size = entry["size"]
            assert entry["mean"] == pytest.approx(
                level["free", size] - level["national", size], abs=2e-6
            )


def test_newcomers_and_always_takers_are_all_who_acquire(found):
    change = {
        e["metric"]: e["mean"]
        for e in entries(found, "differences", "free")
        if e["size"] == "all"
    }
    level = {
        e["metric"]: e["mean"]
        for e in entries(found, "levels", "free")
        if e["size"] == "all"
    }

    assert change["newcomers"] + level["always_takers"] == pytest.approx(
        level["uptake"], abs=2e-6
    )
    assert change["newcomers"] - change["leavers"] == pytest.approx(
        change["uptake"], abs=2e-6
    )


def test_uptake_over_time_never_falls_and_ends_at_its_level(found):
    series = [e for e in entries(found, "series", "free") if e["metric"] == "uptake"]
    means = [e["mean"] for e in series]
    level = next(
        e
        for e in entries(found, "levels", "free")
        if e["metric"] == "uptake" and e["size"] == "all"
    )

    assert [e["month"] for e in series] == list(range(1, 61))
    assert means == sorted(means)
    assert means[-1] == level["mean"]


def test_the_same_seed_gives_the_same_bytes_for_any_number_of_workers():
    def text(workers):
        summary = compare(
            load("national"),
            [load("staged")],
            replications=4,
            seed=9,
            firms=150,
            workers=workers,
        )
        return json_text(summary)

    assert text(1) == text(2) == text(3)


def test_another_seed_gives_other_figures(found):
    other = compare(load("national"), [], replications=2, seed=5, firms=300)

    assert other.as_json()["levels"] != entries(found, "levels", "national")


def test_adding_a_reform_leaves_the_others_unchanged(found):
    alone = compare(load("national"), [load("free")], replications=3, seed=4, firms=300)

    assert entries(alone, "differences", "free") == entries(
        found, "differences", "free"
    )


def test_what_cannot_be_said_is_null_with_a_reason():
    summary = compare(load("national"), [load("free")], replications=1, seed=4, firms=5)
    parsed = json.loads(json_text(summary), parse_constant=pytest.fail)

    unknown = [e for e in parsed["levels"] if e["mean"] is None]
    assert unknown
    assert all(e["reason"] for e in unknown)
    assert all(e["low"] is None and e["reason"] for e in parsed["differences"])


def test_progress_counts_every_replication():
    seen = []

    compare(
        load("national"),
        [],
        replications=3,
        seed=1,
        firms=50,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_progress_callable_raises_ends_the_run(workers):
    def cancel(done, total):
        raise RuntimeError("cancelled")

    with pytest.raises(RuntimeError, match="cancelled"):
        compare(
            load("national"),
            [],
            replications=6,
            seed=1,
            firms=50,
            workers=workers,
            progress=cancel,
        )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("population.months", 24),
        ("search.bound_per_year", 2.0),
        ("finance.riskless_rate", 0.03),
    ],
)
def test_scenarios_that_cannot_be_paired_are_refused_by_key(key, value):
    base, other = load("national"), load("national", {key: value})

    with pytest.raises(ScenariosUnlike, match=key) as caught:
        compare(base, [other], replications=1, seed=1)

    assert key in caught.value.message_zh


@pytest.mark.parametrize(
    ("argument", "value"),
    [("replications", 0), ("seed", -1), ("workers", 0), ("step", "year")],
)
def test_impossible_arguments_are_refused(argument, value):
    asked = {"replications": 1, "seed": 1, argument: value}

    with pytest.raises(RunRefused, match=argument):
        compare(load("national"), [], **asked)


@pytest.mark.parametrize("cheaper", [0.8, 0.5, 0.1])
@pytest.mark.parametrize("name", ["staged", "pay_later", "size_tiered"])
def test_a_lower_price_never_takes_a_firm_out_of_ever_acquired(name, cheaper):
    # Diffusion is frozen, no budget is set, and no desk is ever full.
    calm = {"search.imitation_per_year": 0.0, "offices.officers": 100}

    summary = compare(
        load(name, calm),
        [load(name, {**calm, "offers.price_factor": cheaper})],
        replications=2,
        seed=3,
        firms=400,
    )

    change = {
        e["metric"]: e for e in summary.as_json()["differences"] if e["size"] == "all"
    }
    assert change["leavers"]["high"] == 0
    assert change["newcomers"]["mean"] > 0


def test_free_licences_reach_the_published_order_of_magnitude():
    # The pilot: nearly 8,000 licences for 76,000 firms reached, in 13 months, most
    # of them free. Zhejiang's free batch: 306 for 6,365 firms, in 8 months.
    summary = compare(load("free"), [], replications=4, seed=2, firms=2_000)

    by_month = {
        e["month"]: e["mean"]
        for e in summary.as_json()["series"]
        if e["metric"] == "uptake"
    }
    assert 0.05 < by_month[13] < 0.2
    assert 0.025 < by_month[8] < 0.1


def test_common_draws_make_a_difference_surer_than_separate_runs():
    def uptake(seed, name):
        summary = compare(load(name), [], replications=6, seed=seed, firms=400)
        return summary.levels[len(GROUPS) - 1].interval

    paired = compare(
        load("staged"),
        [load("staged", {"offers.price_factor": 0.9})],
        replications=6,
        seed=1,
        firms=400,
    )
    together = next(
        one.interval
        for one in paired.differences
        if (one.metric, one.size) == ("uptake", "all")
    )
    apart = uptake(1, "staged")

    assert together.high - together.low < (apart.high - apart.low) * np.sqrt(2)
