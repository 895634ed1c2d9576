from datetime import date

import pytest

from pricing.errors import FactMissing
from pricing.fact_notes import expiry_notes, size_note
from pricing.law.sizes import size_of


@pytest.mark.parametrize(
    ("stated", "code"),
    [(None, "size_derived"), ("micro", "size_agrees"), ("large", "size_differs")],
)
def test_a_size_stated_is_held_against_the_standard(stated, code):
    day = date(2027, 1, 1)
    derived = size_of("manufacturing", staff=19, day=day)

    note = size_note(stated, derived)

    assert note.code == code
    assert derived.reason_zh in note.zh
    assert derived.reason_en in note.en


def test_a_size_that_could_not_be_checked_names_what_is_missing():
    with pytest.raises(FactMissing) as missing:
        size_of("manufacturing", staff=500, day=date(2027, 1, 1))

    note = size_note("medium", missing.value)

    assert note.code == "size_unchecked"
    assert "revenue" in note.en
    assert "营业收入" in note.zh


@pytest.mark.parametrize(
    ("expires_on", "codes"),
    [
        (date(2026, 12, 31), ["patent_expired"]),
        (date(2027, 1, 1), ["patent_expires"]),
        (date(2030, 12, 30), ["patent_expires"]),
        (date(2030, 12, 31), []),
    ],
)
def test_a_patent_that_ends_within_the_licence_is_told(expires_on, codes):
    span = (date(2027, 1, 1), date(2030, 12, 31))

    assert [note.code for note in expiry_notes(*span, expires_on)] == codes
