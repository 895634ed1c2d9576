"""What a licence is worth to a firm that learns at gates and may stop.

The technology works for the firm or does not. Trial and pilot each bring good or bad
news, right with a known probability; the firm updates by Bayes and goes on only when
that is worth more to it than stopping. Payoffs are shares of the firm's wealth. The
firm cannot lose more than it has, and weighs risk with constant absolute aversion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

NODES = 16
MOST = 50.0  # payoffs above fifty times the wealth weigh the same

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_points, _weights = hermegauss(NODES)
NODE_POINTS: Floats = np.asarray(_points)
NODE_WEIGHTS: Floats = np.asarray(_weights) / np.sqrt(2 * np.pi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payoffs:
    """Payoffs of n licences by where they end; `good` has one for each value node."""

    stop_trial: Floats
    stop_pilot: Floats
    fail: Floats
    good: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Beliefs:
    """Probability that the technology works, by licence, and how right news is."""

    works: Floats
    trial_accuracy: float
    pilot_accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What n licences are worth, and at which news the firm goes on.

    `goes_on_after_trial` is n x 2 by the news of the trial, bad first;
    `goes_on_after_pilot` is n x 2 x 2 by the news of trial and pilot.
    """

    certainty_equivalent: Floats
    expected: Floats
    goes_on_after_trial: Bools
    goes_on_after_pilot: Bools


@dataclass(frozen=True, slots=True)
class _Value:
    """Utility and expected payoff that belong together."""

    utility: Floats
    expected: Floats


def worth(payoffs: Payoffs, beliefs: Beliefs, aversion: float) -> Worth:
    """Return certainty equivalent, expected payoff and plan of n licences.

    Parameters
    ----------
    payoffs : Payoffs
        Shares of wealth; losses are cut at all of it.
    beliefs : Beliefs
        Before the trial.
    aversion : float
        Absolute risk aversion times wealth; 0 is risk-neutral [1].
    """
    ends = _values(payoffs, aversion)
    after_trial: list[_Value] = []
    goes_on_trial, goes_on_pilot = [], []
    for news in (False, True):
        belief = posterior(beliefs.works, beliefs.trial_accuracy, news=news)
        going, plans = _pilot(ends, belief, beliefs.pilot_accuracy)
        goes_on = going.utility > ends["stop_trial"].utility
        after_trial.append(_pick(goes_on, going, ends["stop_trial"]))
        goes_on_trial.append(goes_on)
        goes_on_pilot.append(plans)
    chance = probability_of_good_news(beliefs.works, beliefs.trial_accuracy)
    value = _mix(chance, after_trial[1], after_trial[0])
    return Worth(
        certainty_equivalent=_certain(value.utility, aversion),
        expected=value.expected,
        goes_on_after_trial=np.stack(goes_on_trial, axis=1),
        goes_on_after_pilot=np.stack(goes_on_pilot, axis=1),
    )


def probability_of_good_news(works: Floats, accuracy: float) -> Floats:
    """Return the probability that the next test looks good."""
    return works * accuracy + (1 - works) * (1 - accuracy)


def posterior(works: Floats, accuracy: float, *, news: bool) -> Floats:
    """Return the probability that the technology works, after news, by Bayes.

    Examples
    --------
    >>> round(float(posterior(np.array([0.5]), 0.8, news=True)[0]), 12)
    0.8
    """
    if_works, if_not = (accuracy, 1 - accuracy) if news else (1 - accuracy, accuracy)
    joint = works * if_works
    return np.asarray(joint / np.maximum(joint + (1 - works) * if_not, 1e-300))


def _values(payoffs: Payoffs, aversion: float) -> dict[str, _Value]:
    plain = {
        name: _value(getattr(payoffs, name), aversion)
        for name in ("stop_trial", "stop_pilot", "fail")
    }
    good = _value(payoffs.good, aversion)
    averaged = _Value(_over_nodes(good.utility), _over_nodes(good.expected))
    return {**plain, "good": averaged}


def _over_nodes(values: Floats) -> Floats:
    # A plain sum: a matrix product may round otherwise with other numbers of threads.
    return np.asarray((values * NODE_WEIGHTS).sum(axis=1))


def _value(payoff: Floats, aversion: float) -> _Value:
    limited = np.clip(payoff, -1.0, MOST)
    if aversion == 0:
        return _Value(limited, limited)
    return _Value(-np.expm1(-aversion * limited) / aversion, limited)


def _pilot(
    ends: dict[str, _Value], works: Floats, accuracy: float
) -> tuple[_Value, Bools]:
    """Return the value of entering the pilot, and the plan after it by its news."""
    after, plans = [], []
    for news in (False, True):
        belief = posterior(works, accuracy, news=news)
        going = _mix(belief, ends["good"], ends["fail"])
        goes_on = going.utility > ends["stop_pilot"].utility
        after.append(_pick(goes_on, going, ends["stop_pilot"]))
        plans.append(goes_on)
    chance = probability_of_good_news(works, accuracy)
    return _mix(chance, after[1], after[0]), np.stack(plans, axis=1)


def _mix(chance: Floats, one: _Value, other: _Value) -> _Value:
    return _Value(
        chance * one.utility + (1 - chance) * other.utility,
        chance * one.expected + (1 - chance) * other.expected,
    )


def _pick(first: Bools, one: _Value, other: _Value) -> _Value:
    return _Value(
        np.where(first, one.utility, other.utility),
        np.where(first, one.expected, other.expected),
    )


def _certain(utility: Floats, aversion: float) -> Floats:
    if aversion == 0:
        return utility
    return np.asarray(-np.log1p(-aversion * utility) / aversion)
