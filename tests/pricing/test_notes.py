import re

import pytest

from pricing import fact_notes, quote_notes, tax_notes
from pricing.comparison import notes as comparison_notes
from pricing.notes import Note

HALF_WIDTH = re.compile(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]")
TEXTS = [
    pytest.param(text, id=code)
    for module in (quote_notes, fact_notes, tax_notes, comparison_notes)
    for code, text in module._TEXTS.items()
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_note_speaks_both_languages(text):
    zh, en = text

    assert not HALF_WIDTH.search(zh)
    assert en.isascii()
    assert zh.endswith(("。", "）", "}"))


def test_a_note_is_told_in_the_readers_language():
    note = Note("late", "逾期。", "Late.")

    assert (note.text("zh"), note.text("en")) == ("逾期。", "Late.")
