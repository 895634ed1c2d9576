"""``flask patents``: read numbers, import files."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from tqdm import tqdm

from market import clock
from market.accounts.models import Organisation
from market.catalogue.faults import Fault, RowFault, Words
from market.catalogue.numbers import read_number
from market.db import session, transaction
from market.errors import MarketError
from market.history import Author, Source
from market.imports import course, mapping, operations, queries, uploads
from market.imports.blocks import FileRead, read_rows
from market.imports.course import Tell
from market.imports.files import read_file
from market.imports.models import ImportFault, PatentImport
from market.imports.sheets import FileUnreadable
from market.imports.tally import Tally

UNREADABLE_EXIT = 2
Said = dict[str, str]

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
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Show a bar; by default on a terminal.",
)
def import_(
    file: Path,
    office: str,
    stated: tuple[str, ...],
    *,
    dry_run: bool,
    progress: bool | None,
) -> None:
    """Import the patents of a FILE (CSV, XLSX or XML) into an office's catalogue.

    Each refused row is named, and the others go in. The exit status is 0 when the
    file was read, whatever was refused, and 2 when nothing of it could be.
    """
    try:
        organisation_id = _office_id(office)
        content = file.read_bytes()
        read, said = _read(content, file.name, organisation_id, stated)
        with _bar(read.total, progress) as tell:
            if dry_run:
                outcome = course.rehearsal(organisation_id, read, tell)
            else:
                found = _recorded(file.name, content, organisation_id, said)
                course.run(found, read, tell, remembered={})
                outcome = _outcome(found.import_id)
    except MarketError as error:
        click.echo(f"{file.name}: {error.en}\n{file.name}：{error.zh}", err=True)
        raise SystemExit(UNREADABLE_EXIT) from error
    for line in _report(read, *outcome):
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


def _read(
    content: bytes, filename: str, organisation_id: int, stated: Sequence[str]
) -> tuple[FileRead, Said]:
    """Read a whole file; what is stated stands above what the office said before."""
    said = _columns(stated)
    session().rollback()  # Holds no snapshot of the database while it reads.
    sheet = read_file(content, filename)
    remembered = mapping.remembered(session(), organisation_id, sheet.header)
    session().rollback()
    free = {
        name: field for name, field in remembered.items() if field not in said.values()
    }
    said = free | said
    return read_rows(sheet, said), said


def _columns(stated: Iterable[str]) -> Said:
    columns: Said = {}
    for text in stated:
        # A column's name may itself contain the sign; a field's never does.
        column, sign, field = (part.strip() for part in text.rpartition("="))
        if not sign:
            raise FileUnreadable(
                f"--map {text} 缺少等号。请写作 列名=字段。",
                f"--map {text} has no equals sign. Write COLUMN=FIELD.",
            )
        if field and field in columns.values():
            raise FileUnreadable(
                f"--map 把两列都读作 {field}。请只保留一列。",
                f"--map reads two columns as {field}. Keep one of them.",
            )
        columns[column] = field
    return columns


def _recorded(
    filename: str, content: bytes, organisation_id: int, said: Said
) -> course.Course:
    author = Author(
        happened_at=clock.now_utc(),
        organisation_id=organisation_id,
        source=Source.COMMAND,
    )
    received = operations.Received(
        token=uploads.new_token(),
        filename=uploads.plain_name(filename),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    with transaction() as writing:
        found = operations.receive_here(writing, received, said, author)
        return course.course_of(found, author)


@contextmanager
def _bar(total: int, is_shown: bool | None) -> Iterator[Tell]:
    """Show how far the rows are, on a terminal or where it is asked for."""
    # The bar itself tells a terminal from a file where it is told None.
    disable = None if is_shown is None else not is_shown
    with tqdm(
        total=total, unit="row", unit_scale=True, file=sys.stderr, disable=disable
    ) as bar:

        def tell(done: int, _total: int) -> None:
            bar.update(done - bar.n)

        yield tell


def _outcome(import_id: int) -> tuple[Tally, list[RowFault]]:
    """Return what the import recorded of itself."""
    found = session().get_one(PatentImport, import_id)
    tally = Tally(
        added=found.added,
        updated=found.updated,
        unchanged=found.unchanged,
        refused=found.refused,
    )
    return tally, [_fault(row) for row in queries.faults_of(session(), import_id)]


def _fault(found: ImportFault) -> RowFault:
    reason = Words(found.reason_zh, found.reason_en)
    mend = Words(found.mend_zh, found.mend_en)
    return RowFault(
        row=found.row,
        column=found.column,
        value=found.value,
        fault=Fault(reason, mend),
        refuses=found.refuses,
    )


def _report(read: FileRead, tally: Tally, faults: Iterable[RowFault]) -> Iterable[str]:
    yield "Columns / 列：" + ", ".join(
        f"{column} = {field}" for column, field in read.columns.items()
    )
    yield from map(_line, faults)
    yield tally.summary


def _line(found: RowFault) -> str:
    verdict = "refused / 拒绝" if found.refuses else "note / 提示"
    reason, mend = found.fault.reason, found.fault.mend
    return (
        f'Row {found.row}, column "{found.column}", value "{found.value}": {verdict}. '
        f"{reason.en} / {reason.zh}. {mend.en} / {mend.zh}."
    )
