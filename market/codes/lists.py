"""Read the lists beside this module: once, each with its source and date inside."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

DATA = Path(__file__).with_name("data")


class Names(NamedTuple):
    """The name of one code in both languages."""

    zh: str
    en: str

    def in_words(self, locale: str) -> str:
        """Return the name in a language, "zh" or "en"."""
        return self.zh if locale.startswith("zh") else self.en


def read_rows(filename: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV list; lines that begin with # tell where it is from."""
    with (DATA / filename).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def read_tree(filename: str) -> dict[str, Any]:
    """Return a YAML list."""
    tree: dict[str, Any] = yaml.safe_load((DATA / filename).read_text("utf-8"))
    return tree
