"""Records of a patent for the tests: everything known and good, or nothing known."""

from dataclasses import fields, replace
from datetime import date

import numpy as np

from market.screening.record import GRANTED, INVENTION, UNKNOWN, Record

DAY = date(2026, 11, 24)
COUNTS = ("licences", "licensees", "in_force", "talks")
NAMES = [field.name for field in fields(Record)]


def record(**values):
    """Return a record of one patent of which only these facts are known."""
    blank = {name: 0 if name in COUNTS else UNKNOWN for name in NAMES}
    given = blank | {"patent_ids": 1} | values
    return Record(**{name: column(given[name]) for name in NAMES})


def column(value):
    return np.atleast_1d(np.array(value, dtype=np.int64))


def best(**values):
    """Return a record that earns every point, save what is given."""
    facts = {
        "status": GRANTED,
        "kind": INVENTION,
        "expires_on": date(2046, 1, 1).toordinal(),
        "claims": 12,
        "cited_by": 40,
        "industries": 5,
        "applications": 3,
        "readiness": 9,
        "annual_fee_paid": 1,
        "has_exclusive_licence": 0,
        "is_suspended": 0,
        "is_pledged": 0,
        "co_owners_consent": 1,
        "is_invalidated": 0,
        "checked_on": DAY.toordinal(),
        "licences": 3,
        "licensees": 2,
        "in_force": 1,
        "talks": 3,
    }
    return record(**facts | values)


def changed(given, **values):
    """Return a record with other columns."""
    return replace(given, **{name: column(value) for name, value in values.items()})
