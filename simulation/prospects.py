"""What firms see: the patents they examine on an occasion, and what they believe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.course import Course, course_of, profit_factor
from simulation.draws import Draws, Purpose, normal
from simulation.options import NODE_POINTS
from simulation.parameters import Parameters
from simulation.population import FEN_PER_YUAN, Firms, Patents
from simulation.scenario import Scenario
from simulation.tariffs import Tariff, tariff

EXAMINED_MOST = 8  # slots of patents per occasion, a frozen part of the addresses

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Firms and the patents they examine, one row each pair, firm by firm.

    `profit_fen` is what the patent would truly earn the firm in a full first year,
    `nodes_fen` what the firm thinks it may earn, at the nodes of its belief.
    """

    firm: Ints
    patent: Ints
    size: Ints
    wealth_fen: Floats
    credit_fen: Floats
    profit_fen: Floats
    nodes_fen: Floats
    mean_fen: Floats


class Market:
    """Firms, patents and prices of one replication, as firms see them."""

    def __init__(self, scenario: Scenario, firms: Firms, patents: Patents) -> None:
        self.parameters = scenario.parameters
        self.firms, self.patents = firms, patents
        self.course: Course = course_of(scenario.parameters)
        self.posted: Tariff = tariff(scenario.posted, self.course)
        self.negotiated: Tariff = tariff(scenario.negotiated, self.course)
        self.profit_factor = profit_factor(self.course)


def examine(market: Market, draws: Draws, occasion: int, firms: Ints) -> Pairs:
    """Return the patents that firms examine on one occasion, and what they think."""
    examined = market.parameters.search.examined
    slots = occasion * EXAMINED_MOST + np.arange(examined)
    who = np.repeat(firms, examined)
    when = np.tile(slots, len(firms))
    patent = _picked(market, draws.u(Purpose.PATENT_PICKED, who, when), who)
    log_profit = _log_profit(market, draws, patent, (who, when))
    noise = normal(draws.u(Purpose.EVALUATION, who, when))
    return _pairs(market, who, patent, log_profit=log_profit, noise=noise)


def _picked(market: Market, u: Floats, who: Ints) -> Ints:
    """Return the patents shown: those pushed to reached firms, any to others."""
    patents, pushed = len(market.patents), market.patents.pushed
    anywhere = np.minimum((u * patents).astype(np.int64), patents - 1)
    among = np.minimum((u * len(pushed)).astype(np.int64), len(pushed) - 1)
    return np.where(market.firms.is_reached[who], pushed[among], anywhere)


def _log_profit(
    market: Market, draws: Draws, patent: Ints, at: tuple[Ints, Ints]
) -> Floats:
    traits = market.parameters.patents
    match = traits.match_log_sd * normal(draws.u(Purpose.MATCH, *at))
    median_fen = traits.median_profit_yuan * FEN_PER_YUAN
    return np.asarray(np.log(median_fen) + market.patents.log_value[patent] + match)


def _pairs(
    market: Market, who: Ints, patent: Ints, *, log_profit: Floats, noise: Floats
) -> Pairs:
    """Form beliefs: a lognormal value seen with noise, shrunk towards its mean."""
    traits, firms = market.parameters.firms, market.firms
    revenue = firms.revenue_fen[who]
    most = traits.capacity_share * revenue
    mean, spread = _belief(market.parameters, log_profit, noise)
    nodes = np.exp(mean[:, np.newaxis] + spread * NODE_POINTS)
    return Pairs(
        firm=who,
        patent=patent,
        size=firms.size[who],
        wealth_fen=traits.wealth_share * revenue,
        credit_fen=traits.credit_share * revenue,
        profit_fen=np.minimum(np.exp(log_profit), most),
        nodes_fen=np.minimum(nodes, most[:, np.newaxis]),
        mean_fen=np.minimum(np.exp(mean + spread**2 / 2), most),
    )


def _belief(
    parameters: Parameters, log_profit: Floats, noise: Floats
) -> tuple[Floats, float]:
    """Return mean and standard deviation of the log profit after evaluation."""
    patents, blur = parameters.patents, parameters.search.evaluation_log_sd
    prior_mean = np.log(patents.median_profit_yuan * FEN_PER_YUAN)
    variance = patents.sigma_log_value**2 + patents.match_log_sd**2
    if variance == 0:
        return np.full(len(log_profit), prior_mean), 0.0
    weight = variance / (variance + blur**2)
    seen = log_profit + blur * noise
    return prior_mean + weight * (seen - prior_mean), float(np.sqrt(weight) * blur)
