"""Every finding has its words, in both languages, and no words lie unused."""

import re
import string
from datetime import date
from pathlib import Path

import pytest
import yaml

from pricing.law import figures
from pricing.law.finding import BETWEEN_LANGUAGES, DOUBTS
from pricing.law.patent_bars import BARS, ORDINARY_BARS

FOLDER = Path(figures.__file__).parent
WORDS = yaml.safe_load((FOLDER / "cn" / "findings.yaml").read_text("utf-8"))
(ENTRIES,) = (dated["value"] for dated in WORDS["values"].values())
CODE = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
HAN = re.compile(r"[一-鿿]")
HALF_WIDTH = re.compile(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]")


def names_in(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def both(entry):
    return (("message_zh", "message_en"), ("mend_zh", "mend_en"))


@pytest.mark.parametrize("code", ENTRIES)
def test_words_are_whole(code):
    entry = ENTRIES[code]

    assert entry["severity"] in {"error", "warning", "notice"}
    article_zh, article_en = entry["article"].split(BETWEEN_LANGUAGES)
    assert HAN.search(article_zh)
    assert not HAN.search(article_en)
    assert entry.get("confidence", "V1") in DOUBTS
    for zh, en in both(entry):
        assert HAN.search(entry[zh])
        assert not HAN.search(entry[en])
        assert entry[en].rstrip('"').endswith((".", "}"))


@pytest.mark.parametrize("code", ENTRIES)
def test_both_languages_say_the_same_facts(code):
    entry = ENTRIES[code]

    for zh, en in both(entry):
        stems_zh = {name.removesuffix("_zh") for name in names_in(entry[zh])}
        stems_en = {name.removesuffix("_en") for name in names_in(entry[en])}
        assert stems_zh == stems_en


@pytest.mark.parametrize("code", ENTRIES)
def test_chinese_has_full_width_punctuation(code):
    entry = ENTRIES[code]

    assert not HALF_WIDTH.search(entry["message_zh"] + entry["mend_zh"])


@pytest.mark.parametrize("code", ENTRIES)
def test_words_are_used(code):
    made = {f"bar.{bar}" for bar in BARS} | {f"patent.{bar}" for bar in ORDINARY_BARS}
    made |= {"cap.net_sales", "cap.profit", "cap.minimum_net_sales"}
    made |= {"cap.minimum_profit"}

    assert f'"{code}"' in CODE or code in made


def test_the_words_hold_from_the_first_patent_law_on():
    assert list(WORDS["values"]) == [date(1985, 4, 1)]
