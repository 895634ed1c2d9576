import numpy as np
import pytest
from scipy.stats import ttest_1samp

from simulation.intervals import interval, ratio_values

NAN = float("nan")


def test_an_interval_is_that_of_students_t():
    values = np.array([3.0, 5.0, 8.0, 4.0])

    found = interval(values)

    expected = ttest_1samp(values, 0).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_replications_that_say_nothing_are_left_out():
    found = interval(np.array([NAN, 1.0, NAN, 3.0]))

    assert (found.mean, found.replications) == (2.0, 2)


@pytest.mark.parametrize(("values", "mean"), [([NAN, NAN], None), ([NAN, 4.0], 4.0)])
def test_without_two_replications_there_is_a_reason_and_no_interval(values, mean):
    found = interval(np.array(values))

    assert (found.mean, found.low, found.high) == (mean, None, None)
    assert found.reason


def test_a_ratio_is_that_of_totals_however_few_stand_below_the_line():
    spent, licences = np.array([90.0, 110.0, 100.0]), np.array([1.0, 9.0, 0.0])

    values = ratio_values(spent, licences)

    assert values.mean() == pytest.approx(300 / 10)
    assert values.std() > 0


def test_a_ratio_of_nothing_is_not_known():
    assert np.isnan(ratio_values(np.ones(3), np.zeros(3))).all()
