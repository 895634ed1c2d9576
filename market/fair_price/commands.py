"""``flask price suggest``: a fair price as a range, with its reasons.

Exit status: 0 suggested, 2 unreadable input, its option on the error output.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click
import numpy as np
from flask.cli import AppGroup, with_appcontext

from market import clock
from market.catalogue.annuity_commands import annuities_command
from market.catalogue.models import Patent
from market.db import session
from market.errors import Unacceptable
from market.fair_price.plain_text import (
    ladder_lines,
    price_lines,
    row_weight,
    table_lines,
)
from market.fair_price.queries import Given, licences_given
from market.fair_price.question import KEYS, Subjects, question_of
from market.fair_price.table import MOST_BYTES, table_of
from market.licensing.command_input import (
    day_given,
    recorded_patent,
    refuse,
    refuse_file,
)
from market.licensing.command_options import as_json_option, lang_option, print_json
from pricing.errors import PricingError
from pricing.valuation.comparable_table import Table
from pricing.valuation.fee_ladder import LadderReport
from pricing.valuation.quantities import QUANTITIES
from pricing.valuation.report_json import as_json
from pricing.valuation.staging import staged_beside_one_off
from pricing.valuation.suggestion import MOST_DRAWS, FairPrice, suggest

__all__ = ["price_commands"]

DEFAULT_SEED, MOST_SEED = 1, 2**63 - 1
DEFAULT_DRAWS, FEWEST_DRAWS = 20_000, 100
Command = Callable[..., None]
_WHOLE = re.compile(r"[0-9]{1,19}")

_HELP = {
    "sales": "Yearly net sales of a typical licensee once it sells, in yuan: one "
    "number, low..high, low..likely..high, pert:low..likely..high or "
    "lognormal:median..P90.",
    "readiness": "lab, prototype, pilot (default) or proven.",
    "months": "Term of the licence, 60 by default, never past the patent's end.",
    "lane": "open (default), where the law's limits apply, or ordinary.",
    "licensor": "university (default), institute, enterprise or person.",
    "ipc": "Class of the patent, such as C02F, to weigh comparables by.",
    "industry": "Industry in GB/T 4754, such as C26, to weigh comparables by.",
}


def _boxes(command: Command) -> Command:
    """Give a command one option for each box of the question."""
    for key in reversed(KEYS):
        told = _HELP.get(key) or f"{QUANTITIES[key].label.en}; written as --sales is."
        name = f"--{key.replace('_', '-')}"
        command = click.option(name, key, default="", metavar="TEXT", help=told)(
            command
        )
    return command


@click.command("suggest")
@click.option("--patent", "number", help="Number of a patent in the catalogue.")
@click.option(
    "--comparables",
    "source",
    metavar="FILE.csv",
    help="Table of licences already given; - for standard input.",
)
@_boxes
@click.option("--seed", default=str(DEFAULT_SEED), metavar="N", help="Of the draws.")
@click.option("--draws", default=str(DEFAULT_DRAWS), metavar="N", help="How many.")
@click.option(
    "--on",
    "day",
    metavar="YYYY-MM-DD",
    help="First day of the licence, by default today.",
)
@lang_option
@as_json_option
@with_appcontext
def suggest_command(**given: str | None) -> None:
    """Suggest a fair price as a range, by this project's own method.

    The five headings are those of the estimation guide of 2022; its formulas were
    not available. The same inputs, day and seed give the same answer.
    """
    asking = _Asking(given)
    fair = asking.suggested()
    if given["as_json"]:
        print_json(asking.as_json(fair))
    else:
        click.echo("\n".join(asking.lines(fair)))


class _Asking:
    """One call of the command."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given
        self._lang: str = given["lang"]
        self._on: date = day_given(given["day"], self._lang) or clock.today()
        self._seed = self._whole("seed", 0, MOST_SEED)
        self._draws = self._whole("draws", FEWEST_DRAWS, MOST_DRAWS)
        self._patent = self._recorded()
        self._table = self._loaded()

    def suggested(self) -> FairPrice:
        question = question_of(
            {key: self._given[key] for key in KEYS}, self._subjects(), on=self._on
        )
        for key, error in question.errors.items():
            self._refuse_option(key, error)
        assert question.asked is not None  # noqa: S101  # without errors there is one
        rng = np.random.default_rng(self._seed)
        return suggest(question.asked, rng, count=self._draws)

    def as_json(self, fair: FairPrice) -> dict[str, Any]:
        subject, table = fair.asked.subject, self._table
        ladder, why_not = _ladder(fair)
        return as_json(fair) | {
            "seed": self._seed,
            "patent": None if self._patent is None else self._patent.number,
            "rows": [
                {
                    "row": row.row,
                    "used": row.comparable is not None,
                    "weight": row.comparable and row_weight(row.comparable, subject),
                    "reason": row.reason._asdict(),
                }
                for row in (table.rows if table else ())
            ],
            "columns_not_used": list(table.ignored) if table else [],
            "fee_ladder": None if ladder is None else ladder.as_dict(),
            "fee_ladder_missing": why_not and _said(why_not),
        }

    def lines(self, fair: FairPrice) -> list[str]:
        found = list(price_lines(fair, self._lang))
        if self._table:
            found += table_lines(self._table, fair.asked.subject, self._lang)
        ladder, why_not = _ladder(fair)
        if ladder is not None:
            found += ladder_lines(ladder, self._lang)
        elif why_not is not None:
            found += ["", _said(why_not)[self._lang]]
        return found

    def _subjects(self) -> Subjects:
        rows = self._table.used if self._table else ()
        free = self._table.free_count if self._table else 0
        if self._patent is None:
            return Subjects(comparables=rows, free_count=free)
        market = self._market()
        return Subjects(
            expires_on=self._patent.expires_on,
            ipc=self._patent.ipc or "",
            comparables=(*rows, *market.rows),
            free_count=free + market.free_count,
        )

    def _market(self) -> Given:
        assert self._patent is not None  # noqa: S101  # its one caller has seen to it
        return licences_given(session(), self._patent.id)

    def _recorded(self) -> Patent | None:
        number = self._given["number"]
        return None if number is None else recorded_patent(number, self._lang)

    def _loaded(self) -> Table | None:
        source = self._given["source"]
        if source is None:
            return None
        number = "" if self._patent is None else self._patent.number
        try:
            return table_of(_content(source), latest=self._on.year, patent=number)
        except Unacceptable as error:
            told = PricingError(error.en, error.zh)
            refuse(told, self._lang, f'"{source}"：', f'"{source}": ')
        except (OSError, ValueError) as error:
            refuse_file(error, source, self._lang)

    def _whole(self, key: str, least: int, most: int) -> int:
        text = str(self._given[key])
        if not (_WHOLE.fullmatch(text) and least <= int(text) <= most):
            told = PricingError(
                "This is no whole number in range.",
                "不是范围内的整数。",
                mend_en=f"Write one from {least} to {most}.",
                mend_zh=f"请填写 {least} 至 {most} 的整数。",
            )
            self._refuse_option(key, told)
        return int(text)

    def _refuse_option(self, key: str, error: PricingError) -> NoReturn:
        option = f"--{key.replace('_', '-')}"
        refuse(error, self._lang, f"{option}：", f"{option}: ")


def _ladder(fair: FairPrice) -> tuple[LadderReport | None, PricingError | None]:
    try:
        return staged_beside_one_off(fair), None
    except PricingError as error:
        return None, error


def _said(error: PricingError) -> dict[str, str]:
    return {
        "zh": f"{error.message_zh}{error.mend_zh}",
        "en": f"{error.message_en} {error.mend_en}".rstrip(),
    }


def _content(source: str) -> bytes:
    # One byte more than a table may have, so that a longer one is refused as such.
    if source == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    with Path(source).open("rb") as file:
        return file.read(MOST_BYTES + 1)


price_commands = AppGroup("price", help="Prices: fair ones, and annual fees.")
price_commands.add_command(annuities_command)
price_commands.add_command(suggest_command)
