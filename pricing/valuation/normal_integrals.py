"""Normal probabilities in two and more dimensions, accurate to about 1e-14.

SciPy's multivariate normal is a random sum with an error near 1e-5, too rough for a
price; these are closed form (two dimensions) and Gauss-Legendre sums (more).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray
from scipy.special import ndtr, owens_t

__all__ = ["bivariate_below", "brownian_below"]

Floats = NDArray[np.float64]

# Beyond nine standard deviations lies less than 1e-18.
_FAR = 9.0
_POINTS, _WEIGHTS = leggauss(16)
# Where a later limit makes the integrand steep, in widths of the step.
_STEEP = np.array([-8.0, -5.0, -3.0, -1.5, 0.0, 1.5, 3.0, 5.0, 8.0])


def bivariate_below(a: Floats | float, b: Floats | float, rho: float) -> Floats:
    """Return the probability that two standard normals lie below two limits.

    Parameters
    ----------
    a, b : array or float
        The limits; infinite ones are allowed [standard deviations].
    rho : float
        Correlation, between -1 and 1 and neither of them [1].

    Returns
    -------
    array
        Probabilities [1].

    Notes
    -----
    Owen, D. B. (1956), Tables for computing bivariate normal probabilities,
    Annals of Mathematical Statistics 27, 1075-1090: two values of his T function.

    Examples
    --------
    >>> round(float(bivariate_below(0.0, 0.0, 0.5)), 12)
    0.333333333333
    """
    first, second = _finite(a), _finite(b)
    root = np.sqrt((1 - rho) * (1 + rho))
    below = (
        0.5 * (ndtr(first) + ndtr(second))
        - owens_t(first, (second / first - rho) / root)
        - owens_t(second, (first / second - rho) / root)
        - np.where((first < 0) != (second < 0), 0.5, 0.0)
    )
    return np.asarray(np.clip(below, 0.0, 1.0))


def _finite(limit: Floats | float) -> Floats:
    """Bring limits to where ratios of them are finite; probabilities stay the same."""
    clipped = np.clip(np.asarray(limit, dtype=np.float64), -40.0, 40.0)
    return np.where(np.abs(clipped) < 1e-100, 1e-100, clipped)


def brownian_below(limits: Sequence[Floats | float], years: Sequence[float]) -> Floats:
    """Return the probability that a Brownian motion lies below a limit at each time.

    Parameters
    ----------
    limits : sequence of array or float
        Limit at each time, in standard deviations of that time [1].
    years : sequence of float
        The times, rising and above 0 [years].

    Returns
    -------
    array
        Probabilities [1].

    Notes
    -----
    The normals have the correlations ``sqrt(t_i / t_j)``. More than two are
    conditioned on the first, which is summed over by Gauss-Legendre; each further
    time costs some hundred times as much.

    Examples
    --------
    >>> round(float(brownian_below([0.0, 0.0, 0.0], [1.0, 2.0, 4.0])), 12)
    0.291666666667
    """
    if len(limits) == 1:
        return np.asarray(ndtr(limits[0]))
    if len(limits) == 2:
        rho = float(np.sqrt(years[0] / years[1]))
        return bivariate_below(limits[0], limits[1], rho)
    arrays = np.broadcast_arrays(*[np.asarray(one, np.float64) for one in limits])
    nodes, weights = _nodes(arrays, years)
    later = [
        (one[..., np.newaxis] * np.sqrt(year) - nodes * np.sqrt(years[0]))
        / np.sqrt(year - years[0])
        for one, year in zip(arrays[1:], years[1:], strict=True)
    ]
    given = brownian_below(later, [year - years[0] for year in years[1:]])
    return np.asarray((weights * given).sum(axis=-1))


def _nodes(limits: Sequence[Floats], years: Sequence[float]) -> tuple[Floats, Floats]:
    """Return points below the first limit, and their weights under the normal."""
    top = np.clip(limits[0], -_FAR, _FAR)[..., np.newaxis]
    shares = np.linspace(0.0, 1.0, 7)
    breaks = [-_FAR + (top + _FAR) * shares]
    for limit, year in zip(limits[1:], years[1:], strict=True):
        centre = limit[..., np.newaxis] * np.sqrt(year / years[0])
        width = np.sqrt((year - years[0]) / years[0])
        breaks.append(np.clip(centre + width * _STEEP, -_FAR, top))
    bounds = np.sort(np.concatenate(breaks, axis=-1), axis=-1)
    half = np.diff(bounds, axis=-1)[..., np.newaxis] / 2
    points = bounds[..., :-1, np.newaxis] + half * (1 + _POINTS)
    density = np.exp(-(points**2) / 2) / np.sqrt(2 * np.pi)
    shape = (*top.shape[:-1], -1)
    return points.reshape(shape), (half * _WEIGHTS * density).reshape(shape)
