import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from pricing.valuation.normal_integrals import bivariate_below, brownian_below


@pytest.mark.parametrize("a", [-3.0, -0.5, 0.0, 0.7, 4.0])
@pytest.mark.parametrize("b", [-2.0, 0.0, 1.3])
@pytest.mark.parametrize("rho", [-0.6, 0.0, 0.5, 0.99])
def test_two_dimensions_equal_an_integral(a, b, rho):
    root = np.sqrt(1 - rho**2)

    def density(x):
        return norm.pdf(x) * norm.cdf((b - rho * x) / root)

    steep = [b / rho] if rho and -10 < b / rho < a else None
    expected, _ = quad(
        density, -10, a, epsabs=1e-13, epsrel=1e-12, limit=500, points=steep
    )

    assert float(bivariate_below(a, b, rho)) == pytest.approx(expected, abs=1e-11)


def test_infinite_limits_leave_the_other_alone():
    assert float(bivariate_below(np.inf, 0.3, 0.5)) == pytest.approx(norm.cdf(0.3))
    assert float(bivariate_below(-np.inf, 0.3, 0.5)) == 0
    assert float(brownian_below([0.3, np.inf, np.inf], [1, 2, 3])) == pytest.approx(
        norm.cdf(0.3), abs=1e-13
    )


@pytest.mark.parametrize("years", [(1, 2, 4), (0.1, 5, 5.01), (2, 2.001, 2.002)])
def test_three_halves_equal_the_angle_formula(years):
    pairs = ((0, 1), (0, 2), (1, 2))
    angles = [np.arcsin(np.sqrt(years[i] / years[j])) for i, j in pairs]
    expected = 1 / 8 + sum(angles) / (4 * np.pi)

    assert float(brownian_below([0, 0, 0], years)) == pytest.approx(expected, abs=1e-13)


def test_four_dimensions_equal_an_integral_over_three():
    limits, years = [0.3, -0.2, 1.1, 0.5], [0.5, 0.6, 3.0, 3.1]

    def given_first(x):
        start = x * np.sqrt(years[0])
        later = [
            (limit * np.sqrt(year) - start) / np.sqrt(year - years[0])
            for limit, year in zip(limits[1:], years[1:], strict=True)
        ]
        rest = [year - years[0] for year in years[1:]]
        return norm.pdf(x) * float(brownian_below(later, rest))

    expected, _ = quad(given_first, -9, 0.3, epsabs=1e-11, points=[-0.6, -0.2, 0.0])

    assert float(brownian_below(limits, years)) == pytest.approx(expected, abs=1e-9)


def test_many_limits_at_once_equal_one_at_a_time():
    first = np.array([[-1.0, 0.2], [0.9, 3.0]])

    together = brownian_below([first, 0.5, first - 0.1], [1, 2, 3])

    alone = [
        [float(brownian_below([x, 0.5, x - 0.1], [1, 2, 3])) for x in r] for r in first
    ]
    assert np.allclose(together, alone, atol=1e-14)
