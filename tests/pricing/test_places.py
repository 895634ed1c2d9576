"""A place is named in the reader's language; a path needs no language."""

import pytest

from pricing.errors import Place


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        ("line 3, column 7", "第 3 行第 7 列", "line 3, column 7"),
        ("stages[2].fees[1]", "stages[2].fees[1]", "stages[2].fees[1]"),
    ],
)
def test_a_place_is_named_in_the_readers_language(where, zh, en):
    place = Place(where, "缺括号。", "A bracket is missing.", "请补上。", "Add it.")

    assert place.line("zh") == f"{zh}：缺括号。请补上。"
    assert place.line("en") == f"{en}: A bracket is missing. Add it."
