"""What screening reads of patents: facts as columns of whole numbers.

All patents of an office are scored at once, so that a portfolio of tens of thousands
is ranked while one waits; a single patent is a record of length one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from market.catalogue.models import EvaluationReport, PatentKind, PatentStatus

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

UNKNOWN = -1
ENDED, APPLICATION, GRANTED = range(3)
INVENTION = 0
NO_REPORT, POSITIVE = range(2)

# How a value of the database stands in a column; yes is 1, no is 0.
NUMBERS: Mapping[object, int] = {
    None: UNKNOWN,
    PatentStatus.UNKNOWN: UNKNOWN,
    PatentStatus.ENDED: ENDED,
    PatentStatus.APPLICATION: APPLICATION,
    PatentStatus.GRANTED: GRANTED,
    PatentKind.INVENTION: INVENTION,
    PatentKind.UTILITY_MODEL: 1,
    PatentKind.DESIGN: 2,
    EvaluationReport.NONE: NO_REPORT,
    EvaluationReport.POSITIVE: POSITIVE,
    EvaluationReport.NEGATIVE: 2,
}


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Facts of patents; the columns have one length, and UNKNOWN is "not known".

    Attributes
    ----------
    patent_ids : array
        Whose facts these are.
    status, kind, report : array
        The words of the catalogue as `NUMBERS` writes them.
    expires_on, checked_on : array
        Days as proleptic Gregorian ordinals.
    industries, applications : array
        Divisions of GB/T 4754 and fields of application, stated or read from the
        IPC [1].
    claims, cited_by : array
        Claims, and later patents that cite it [1].
    readiness : array
        Technology readiness from 1 to 9.
    licences, licensees, in_force, talks : array
        Licences given on this platform, to how many, how many in force, and how many
        firms began to negotiate [1].
    """

    patent_ids: Ints
    status: Ints
    kind: Ints
    expires_on: Ints
    claims: Ints
    cited_by: Ints
    industries: Ints
    applications: Ints
    readiness: Ints
    annual_fee_paid: Ints
    has_exclusive_licence: Ints
    is_suspended: Ints
    is_pledged: Ints
    pledgee_consents: Ints
    report: Ints
    co_owners_consent: Ints
    is_invalidated: Ints
    checked_on: Ints
    licences: Ints
    licensees: Ints
    in_force: Ints
    talks: Ints


def has_lapsed(record: Record, day: date) -> Bools:
    """Say of each whether nothing is left to offer: ended, invalid, or expired."""
    expired = (record.expires_on >= 0) & (record.expires_on < day.toordinal())
    lapsed: Bools = (record.status == ENDED) | (record.is_invalidated == 1) | expired
    return lapsed
