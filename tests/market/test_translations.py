"""Both languages say everything, and Chinese has Chinese punctuation."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

MARKET = Path(__file__).resolve().parents[2] / "market"
CATALOGUE = MARKET / "translations" / "zh" / "LC_MESSAGES" / "messages.po"
METHODS = [
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "lazy_ngettext": (1, 2)}
# A Chinese character beside an ASCII mark of punctuation.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!]|[,;!][\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def messages():
    found = {}
    for file, line, message, _, _ in extract_from_dir(
        MARKET, METHODS, keywords=KEYWORDS
    ):
        for one in message if isinstance(message, tuple) else (message,):
            found.setdefault(one, f"{file}:{line}")
    return found


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh")


def test_every_message_has_its_chinese(catalogue):
    missing = [
        f"{place}: {message}"
        for message, place in messages().items()
        if message not in catalogue or not catalogue[message].string
    ]

    assert missing == []


def test_no_chinese_is_kept_for_a_message_that_is_gone(catalogue):
    used = messages()

    gone = [str(entry.id) for entry in catalogue if entry.id and entry.id not in used]

    assert gone == []


def test_a_translation_keeps_every_placeholder(catalogue):
    broken = [
        str(entry.id)
        for entry in catalogue
        if set(PLACEHOLDER.findall(str(entry.id)))
        != set(PLACEHOLDER.findall(str(entry.string)))
    ]

    assert broken == []


def test_chinese_has_full_width_punctuation(catalogue):
    half = [
        str(entry.string) for entry in catalogue if HALF_WIDTH.search(str(entry.string))
    ]

    assert half == []


@pytest.mark.parametrize("room", ["market", "pricing", "simulation"])
def test_chinese_in_code_has_full_width_punctuation(room):
    half = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted((MARKET.parent / room).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if HALF_WIDTH.search(line)
    ]

    assert half == []
