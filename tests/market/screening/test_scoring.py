from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.screening.models import Criterion
from market.screening.reasons import reason
from market.screening.record import APPLICATION, ENDED, GRANTED, UNKNOWN
from market.screening.rules import RULES
from market.screening.scoring import EQUAL_WEIGHTS, scores, weighted_mean
from market.screening.wording import LABELS
from tests.market.screening.facts import COUNTS, DAY, NAMES, best, column, record

RULES_BY_KEY = {rule.key: rule for rules in RULES.values() for rule in rules}
MARK = st.integers(0, 100)


def score_of(facts, marks=None, weights=EQUAL_WEIGHTS):
    return scores(facts, {1: marks or {}}, weights, day=DAY).score(0)


def evidence(facts, key):
    found = score_of(facts).evidence.values()
    return next(each for rules in found for each in rules if each.key == key)


@pytest.mark.parametrize("criterion", Criterion)
def test_what_a_criterion_can_earn_sums_to_100(criterion):
    assert sum(rule.most for rule in RULES[criterion]) == 100


def test_every_piece_of_evidence_has_a_name():
    assert set(RULES_BY_KEY) == set(LABELS)


def test_a_patent_with_everything_earns_everything():
    score = score_of(best())

    assert [score.computed(each) for each in Criterion] == [100] * 4
    assert score.total == 100


def test_what_is_not_known_earns_nothing_and_says_so():
    score = score_of(record())

    known = {e.key for rules in score.evidence.values() for e in rules if e.value == 0}
    assert score.total == 0
    assert known == {"licences", "licensees", "in_force", "talks"}


@pytest.mark.parametrize(
    ("facts", "key", "value", "points"),
    [
        ({"expires_on": date(2036, 11, 25).toordinal()}, "years_left", 10, 20),
        ({"expires_on": date(2020, 1, 1).toordinal()}, "years_left", 0, 0),
        ({"expires_on": UNKNOWN}, "years_left", None, 0),
        ({"cited_by": 4}, "cited_by", 4, 12),
        ({"cited_by": 4000}, "cited_by", 4000, 30),
        ({"licences": 2}, "licences", 2, 20),
        ({"applications": 2}, "applications", 2, 30),
        ({"industries": 2}, "industries", 2, 20),
        ({"status": APPLICATION}, "status", 1, 10),
        ({"status": APPLICATION}, "examined", 0, 0),
        ({"kind": 1, "report": 1}, "examined", 1, 20),
        ({"kind": 1, "report": 2}, "examined", 0, 0),
        ({"kind": 2, "report": UNKNOWN}, "examined", None, 0),
        ({"is_pledged": 1, "pledgee_consents": 1}, "is_free", 1, 15),
        ({"is_pledged": 1, "pledgee_consents": 0}, "is_free", 0, 0),
        ({"is_pledged": 1, "pledgee_consents": UNKNOWN}, "is_free", None, 0),
        ({"is_suspended": UNKNOWN}, "is_free", None, 0),
        ({"is_suspended": UNKNOWN, "has_exclusive_licence": 1}, "is_free", 0, 0),
        ({"claims": 7}, "claims", 7, 7),
        ({"readiness": 1}, "level", 1, 0),
        ({"readiness": 5}, "level", 5, 35),
        ({"readiness": 9}, "level", 9, 70),
        ({"checked_on": (DAY - timedelta(366)).toordinal()}, "checked", 0, 0),
        ({"checked_on": (DAY - timedelta(365)).toordinal()}, "checked", 1, 10),
    ],
)
def test_a_fact_earns_its_points(facts, key, value, points):
    found = evidence(best(**facts), key)

    assert (found.value, found.points) == (value, points)


@given(st.sets(st.sampled_from(sorted({*NAMES} - {"patent_ids", *COUNTS}))))
def test_forgetting_facts_never_earns_points(names):
    all_known = score_of(best())

    score = score_of(best(**dict.fromkeys(names, UNKNOWN)))

    assert all(score.computed(c) <= all_known.computed(c) for c in Criterion)


def test_a_mark_stands_above_the_computed_figure():
    score = score_of(best(), {Criterion.BREADTH: 20})

    assert score.standing(Criterion.BREADTH) == 20
    assert score.computed(Criterion.BREADTH) == 100
    assert score.total == 80


@given(st.fixed_dictionaries(dict.fromkeys(Criterion, MARK)), st.data())
def test_the_total_is_the_weighted_mean_rounded_half_up(marks, data):
    weight = st.fixed_dictionaries(dict.fromkeys(Criterion, MARK))
    weights = data.draw(weight.filter(lambda each: any(each.values())))

    total = score_of(best(), marks, weights).total

    exact = sum(marks[c] * weights[c] for c in Criterion) / sum(weights.values())
    assert exact - 0.5 - 1e-9 < total <= exact + 0.5 + 1e-9
    assert min(marks.values()) <= total <= max(marks.values())


def test_half_a_point_goes_up():
    figures = {
        each: column([1 if each is Criterion.BREADTH else 0]) for each in Criterion
    }
    weights = dict.fromkeys(Criterion, 0) | {
        Criterion.BREADTH: 50,
        Criterion.READINESS: 50,
    }

    assert weighted_mean(figures, weights).tolist() == [1]


def columns(*records):
    return {
        name: np.concatenate([getattr(each, name) for each in records])
        for name in NAMES
    }


def test_lapsed_patents_come_last_and_equal_ones_in_the_order_they_were_added():
    ended = best(patent_ids=1, status=ENDED)
    expired = best(patent_ids=2, expires_on=DAY.toordinal() - 1)
    invalid = best(patent_ids=3, is_invalidated=1)
    plain = [record(patent_ids=4), record(patent_ids=5)]
    good = best(patent_ids=6)
    together = type(good)(**columns(ended, expired, invalid, *plain, good))

    found = scores(together, {}, EQUAL_WEIGHTS, day=DAY)

    in_order = together.patent_ids[found.order].tolist()
    assert in_order[:3] == [6, 4, 5]
    assert set(in_order[3:]) == {1, 2, 3}
    assert found.has_lapsed.tolist() == [True, True, True, False, False, False]


def test_a_patent_that_expires_today_is_still_to_be_offered():
    assert not score_of(best(expires_on=DAY.toordinal())).has_lapsed


def test_a_reason_names_what_lifts_and_what_holds_down_most():
    score = score_of(best(readiness=UNKNOWN, cited_by=0))

    found = reason(score, EQUAL_WEIGHTS)

    assert [part.evidence.key for part in found.lifts] == ["applications", "industries"]
    assert [part.evidence.key for part in found.holds] == ["level", "cited_by"]


def test_a_reason_follows_the_weights():
    score = score_of(best(readiness=UNKNOWN, cited_by=0))
    weights = dict.fromkeys(Criterion, 0) | {Criterion.PROSPECTS: 1}

    found = reason(score, weights)

    assert [part.evidence.key for part in found.lifts] == ["years_left", "licences"]
    assert [part.evidence.key for part in found.holds] == ["cited_by"]


def test_a_mark_is_a_reason_of_its_own():
    found = reason(score_of(best(), {Criterion.READINESS: 10}), EQUAL_WEIGHTS)

    assert found.holds[0].is_mark
    assert found.holds[0].criterion is Criterion.READINESS


def test_counts_of_this_platform_are_always_known():
    assert all(getattr(record(), name)[0] == 0 for name in COUNTS)
    assert evidence(record(status=GRANTED), "licences").value == 0
