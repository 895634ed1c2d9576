"""Who there is: firms, patents and offices, as arrays.

Patent values are strata of the lognormal with their exact means, shuffled over the
patents, so that a few lucky draws of a very skewed law cannot carry a result.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from simulation.draws import Draws, Purpose, lognormal_of_mean_one, normal
from simulation.parameters import Parameters

FEN_PER_YUAN = 100
STEPS_PER_DECADE = 10  # posted prices are round: ten preferred numbers to a decade

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Firms:
    """Firms: index of size, yearly revenue [fen], absorptive capacity [1], push."""

    size: Ints
    revenue_fen: Floats
    absorption: Floats
    is_reached: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of firms."""
        return len(self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patents:
    """Patents: value over the median, office, what shows of the value, price step.

    `pushed` lists the patents that a campaign shows, those of the better signal.
    """

    log_value: Floats
    office: Ints
    signal: Floats
    is_listed: NDArray[np.bool_]
    price_step: Ints
    pushed: Ints

    def __len__(self) -> int:
        """Return the number of patents."""
        return len(self.office)


def draw_firms(parameters: Parameters, draws: Draws) -> Firms:
    """Draw the firms of one replication."""
    traits, count = parameters.firms, parameters.population.firms
    edges = np.cumsum(traits.size_share)[:-1]
    size = np.searchsorted(edges, draws.row(Purpose.FIRM_SIZE, count), side="right")
    spread = lognormal_of_mean_one(
        draws.row(Purpose.FIRM_REVENUE, count), traits.revenue_log_sd
    )
    mean_fen = np.array(traits.revenue_yuan)[size] * FEN_PER_YUAN
    return Firms(
        size=size.astype(np.int64),
        revenue_fen=mean_fen * spread,
        absorption=lognormal_of_mean_one(
            draws.row(Purpose.FIRM_ABSORPTION, count), traits.absorption_log_sd
        ),
        is_reached=_first(
            draws.row(Purpose.FIRM_REACHED, count), parameters.policy.reached
        ),
    )


def draw_patents(parameters: Parameters, draws: Draws) -> Patents:
    """Draw the patents of one replication."""
    count, traits = parameters.population.patents, parameters.patents
    ranks = _ranks(draws.row(Purpose.PATENT_VALUE_RANK, count))
    log_value = np.log(stratum_means(count, traits.sigma_log_value))[ranks]
    signal = _signal(parameters, draws, log_value)
    offices = parameters.population.offices
    listed = round(parameters.offers.listed_share * count)
    return Patents(
        log_value=log_value,
        office=_whole(draws.row(Purpose.PATENT_OFFICE, count) * offices, offices),
        signal=signal,
        is_listed=_first(draws.row(Purpose.PATENT_LISTED, count), listed),
        price_step=_price_steps(parameters, signal),
        pushed=_best(signal, parameters.policy.selected_share),
    )


def stratum_means(count: int, sigma: float) -> Floats:
    """Return the means of equally likely strata of a lognormal with median 1.

    Parameters
    ----------
    count : int
        Number of strata [1].
    sigma : float
        Standard deviation of the log [1].

    Returns
    -------
    array of float
        Rising; their mean is that of the lognormal, exp(sigma^2 / 2).

    Examples
    --------
    >>> means = stratum_means(1_000, 2.145966)
    >>> round(float(means.mean()), 3)
    10.0
    >>> round(float(means[-10:].sum() / means.sum()), 4)
    0.4284
    """
    edges = ndtri(np.linspace(0, 1, count + 1))
    # Upper tails, so that the highest strata keep their digits.
    above = ndtr(sigma - edges)
    return np.asarray(-np.diff(above) * count * np.exp(sigma**2 / 2))


def _signal(parameters: Parameters, draws: Draws, log_value: Floats) -> Floats:
    traits = parameters.patents
    shows = traits.signal_correlation
    standard = log_value / traits.sigma_log_value if traits.sigma_log_value else 0.0
    noise = normal(draws.row(Purpose.PATENT_SIGNAL, len(log_value)))
    return np.asarray(shows * standard + np.sqrt(1 - shows**2) * noise)


def _price_steps(parameters: Parameters, signal: Floats) -> Ints:
    """Return round price steps that follow the value expected from the signal."""
    traits = parameters.patents
    expected = traits.signal_correlation * traits.sigma_log_value * signal
    follows = parameters.offers.value_following * expected
    steps: Ints = np.rint(follows / np.log(10) * STEPS_PER_DECADE).astype(np.int64)
    return steps


def _ranks(u: Floats) -> Ints:
    ranks: Ints = np.empty(len(u), dtype=np.int64)
    ranks[np.argsort(u, kind="stable")] = np.arange(len(u))
    return ranks


def _first(u: Floats, chosen: int) -> NDArray[np.bool_]:
    """Choose the lowest draws, so that a larger number keeps those of a smaller."""
    return np.asarray(_ranks(u) < chosen)


def _best(signal: Floats, share: float) -> Ints:
    kept = max(1, round(share * len(signal)))
    order = np.argsort(-signal, kind="stable")
    return order[:kept].astype(np.int64)


def _whole(scaled: Floats, count: int) -> Ints:
    whole: Ints = np.minimum(scaled.astype(np.int64), count - 1)
    return whole
