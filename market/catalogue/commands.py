"""``flask patents``: read numbers, import files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from market.accounts.models import Organisation
from market.catalogue.faults import RowFault
from market.catalogue.imports import Outcome, import_file
from market.catalogue.numbers import read_number
from market.db import session
from market.errors import MarketError
from market.imports.sheets import FileUnreadable

UNREADABLE_EXIT = 2

patents_commands = AppGroup("patents", help="Patents: numbers and files.")


@patents_commands.command("number", context_settings={"ignore_unknown_options": True})
@click.argument("texts", nargs=-1, required=True, type=click.UNPROCESSED)
def number(texts: tuple[str, ...]) -> None:
    """Say what each TEXT is as a patent number, one JSON line each."""
    for text in texts:
        found = read_number(text)
        told = {
            "input": text,
            "normalised": found.normalised,
            "type": found.kind,
            "valid": found.valid,
        }
        # ASCII: any terminal can show it, and any bytes of a command line survive.
        click.echo(json.dumps(told))


@patents_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--office", required=True, help="Code of the office that holds them.")
@click.option(
    "--map",
    "stated",
    multiple=True,
    metavar="COL=FIELD",
    help="Read column COL as FIELD; an empty FIELD leaves the column out.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
def import_(file: Path, office: str, stated: tuple[str, ...], dry_run: bool) -> None:
    """Import the patents of a CSV FILE (UTF-8 or GB18030) into an office's catalogue.

    Each refused row is named, and the others go in. The exit status is 0 when the
    file was read, whatever was refused, and 2 when nothing of it could be.
    """
    try:
        outcome = import_file(
            file.read_bytes(),
            _office_id(office),
            columns=_columns(stated),
            is_rehearsal=dry_run,
        )
    except MarketError as error:
        click.echo(f"{file.name}: {error.en}\n{file.name}：{error.zh}", err=True)
        raise SystemExit(UNREADABLE_EXIT) from error
    for line in _report(outcome):
        click.echo(line)


def _office_id(code: str) -> int:
    found = session().scalar(
        sa.select(Organisation.id).where(Organisation.code == code)
    )
    if found is None:
        raise FileUnreadable(
            f"没有代码为 {code} 的机构。请核对 --office。",
            f"There is no office with the code {code}. Check --office.",
        )
    return found


def _columns(stated: Iterable[str]) -> dict[str, str]:
    columns = {}
    for text in stated:
        # A column's name may itself contain the sign; a field's never does.
        column, sign, field = text.rpartition("=")
        if not sign:
            raise FileUnreadable(
                f"--map {text} 缺少等号。请写作 列名=字段。",
                f"--map {text} has no equals sign. Write COLUMN=FIELD.",
            )
        columns[column] = field.strip()
    return columns


def _report(outcome: Outcome) -> Iterable[str]:
    yield "Columns / 列：" + ", ".join(
        f"{column} = {field}" for column, field in outcome.columns.items()
    )
    yield from map(_line, outcome.faults)
    yield outcome.summary


def _line(found: RowFault) -> str:
    verdict = "refused / 拒绝" if found.refuses else "note / 提示"
    reason, mend = found.fault.reason, found.fault.mend
    return (
        f'Row {found.row}, column "{found.column}", value "{found.value}": {verdict}. '
        f"{reason.en} / {reason.zh}. {mend.en} / {mend.zh}."
    )
