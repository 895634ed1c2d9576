"""Every random number of a run, addressed by purpose, id and occasion.

A number depends on the seed, the replication and its address alone, so two policies
compared under one seed meet the same chances, and no order of work, number of workers
or resumed run can change a draw. Purposes are frozen numbers: a new one takes a new
number, and the number of a retired one is never given away again.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.random import Philox, SeedSequence
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

BLOCK = 4096
CACHED_BLOCKS = 2048  # 64 MiB, enough for a run of 10,000 firms


class Purpose(IntEnum):
    """What a random number is for; a stage has its own purpose."""

    FIRM_SIZE = 1
    FIRM_REVENUE = 2
    FIRM_ABSORPTION = 3
    FIRM_REACHED = 4
    PATENT_VALUE_RANK = 10
    PATENT_OFFICE = 11
    PATENT_SIGNAL = 12
    PATENT_LISTED = 13
    CANDIDATE_GAP = 20
    CANDIDATE_KEPT = 21
    PATENT_PICKED = 30
    MATCH = 31
    EVALUATION = 32
    DESK_RANK_NEGOTIATION = 40
    DESK_RANK_FILING = 41
    WORK_NEGOTIATION = 42
    WORK_FILING = 43
    NEGOTIATION_TIME = 44
    BREAKDOWN = 45
    LICENCE_UNUSED = 50
    TECHNOLOGY_WORKS = 51
    NEWS_TRIAL = 52
    NEWS_PILOT = 53


class Draws:
    """The random numbers of one replication.

    Parameters
    ----------
    seed : int
        Seed of the whole experiment.
    replication : int
        Number of the replication, from 0.
    """

    def __init__(self, seed: int, replication: int) -> None:
        first = SeedSequence(seed).generate_state(1, np.uint64)[0]
        self._key = np.array([first, replication], dtype=np.uint64)
        self._block = lru_cache(maxsize=CACHED_BLOCKS)(self._uniform_block)

    def words(self, purpose: Purpose, block: int, occasion: int) -> NDArray[np.uint64]:
        """Return the 4,096 raw words of one block of ids on one occasion."""
        counter = np.array([0, occasion, block, purpose], dtype=np.uint64)
        return Philox(counter=counter, key=self._key).random_raw(BLOCK)

    def u(
        self, purpose: Purpose, ids: ArrayLike, occasions: ArrayLike
    ) -> NDArray[np.float64]:
        """Return uniforms strictly between 0 and 1, one for each id and occasion.

        Parameters
        ----------
        purpose : Purpose
            What the numbers are for.
        ids, occasions : array of int
            Addresses, broadcast against each other [1].
        """
        who, when = np.broadcast_arrays(np.asarray(ids), np.asarray(occasions))
        out = np.empty(who.shape, dtype=np.float64)
        blocks, slots = who // BLOCK, who % BLOCK
        for occasion in np.unique(when):
            for block in np.unique(blocks[when == occasion]):
                here = (when == occasion) & (blocks == block)
                words = self._block(purpose, int(block), int(occasion))
                out[here] = words[slots[here]]
        return out

    def row(
        self, purpose: Purpose, count: int, occasion: int = 0
    ) -> NDArray[np.float64]:
        """Return the uniforms of ids 0 to `count` - 1 on one occasion."""
        blocks = range(-(-count // BLOCK))
        parts = [self._block(purpose, block, occasion) for block in blocks]
        return np.concatenate(parts)[:count]

    def one(self, purpose: Purpose, number: int, occasion: int) -> float:
        """Return one uniform, the one that `u` gives at this address."""
        block = self._block(purpose, number // BLOCK, occasion)
        return float(block[number % BLOCK])

    def _uniform_block(
        self, purpose: Purpose, block: int, occasion: int
    ) -> NDArray[np.float64]:
        words = self.words(purpose, block, occasion)
        return ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def exponential(u: ArrayLike) -> NDArray[np.float64]:
    """Return exponential variates of mean 1 by inverse distribution function."""
    return np.asarray(-np.log1p(-np.asarray(u)))


def normal(u: ArrayLike) -> NDArray[np.float64]:
    """Return standard normal variates by inverse distribution function."""
    return np.asarray(ndtri(np.asarray(u, dtype=np.float64)))


def lognormal_of_mean_one(u: ArrayLike, log_sd: float) -> NDArray[np.float64]:
    """Return lognormal variates of mean 1 [1]; a spread of 0 gives exactly 1."""
    return np.asarray(np.exp(log_sd * normal(u) - log_sd**2 / 2))
