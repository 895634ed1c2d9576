"""How long a portfolio takes to come in, by the command that an office runs."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import openpyxl
import sqlalchemy as sa
from alembic import command

from benchmarks import Figure, Scale, at_most
from benchmarks.listings import NOON, Row, patents
from market.accounts.models import Organisation, OrganisationKind
from market.db import make_engine
from market.migrate import configuration

CSV_ROWS = {"small": 5_000, "full": 100_000}
XLSX_ROWS = {"small": 1_000, "full": 20_000}
CSV_BOUND_S = 120.0
OFFICE = "BENCH"
HEADER = (
    "专利号",
    "名称",
    "专利类型",
    "法律状态",
    "申请日",
    "授权公告日",
    "IPC分类号",
    "专利权人",
    "发明人",
    "摘要",
)
KINDS = {"invention": "发明", "utility_model": "实用新型", "design": "外观设计"}


class NotImported(Exception):
    """The command did not bring every row in."""


def figures(scale: Scale) -> Iterator[Figure]:
    """Yield how long files take, the progress bar shown, on SQLite."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        whole = _csv(path / "portfolio.csv", CSV_ROWS[scale])
        bound = CSV_BOUND_S if scale == "full" else None
        took_s = imported_s(path, whole, CSV_ROWS[scale])
        yield at_most(f"import: CSV of {CSV_ROWS[scale]:,} rows", took_s, "s", bound)
        again_s = imported_s(path, whole, CSV_ROWS[scale], is_again=True)
        yield Figure("import: the same file again", again_s, "s")
        table = _xlsx(path / "portfolio.xlsx", XLSX_ROWS[scale])
        took_s = imported_s(path, table, XLSX_ROWS[scale])
        yield Figure(f"import: XLSX of {XLSX_ROWS[scale]:,} rows", took_s, "s")


def imported_s(
    folder: Path, file: Path, count: int, *, is_again: bool = False
) -> float:
    """Import a file into a new database, or again into the same; return how long [s].

    Parameters
    ----------
    folder : Path
        Where the database lies.
    file : Path
        What is imported.
    count : int
        How many rows it has, which all go in [1].
    is_again : bool
        Whether the file is in the database already.

    Raises
    ------
    NotImported
        When the command refuses the file or a row.
    """
    database = folder / f"{file.suffix[1:]}.sqlite"
    if not is_again:
        _office(f"sqlite:///{database}")
    begun = perf_counter()
    done = subprocess.run(  # noqa: S603  the project's own command
        [
            *(sys.executable, "-m", "flask", "--app", "app", "patents", "import"),
            *(str(file), "--office", OFFICE, "--progress"),
        ],
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{database}",
            "INSTANCE_DIR": str(folder / "instance"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    took_s = perf_counter() - begun
    added, unchanged = (0, count) if is_again else (count, 0)
    expected = f"{added} added, 0 updated, {unchanged} unchanged, 0 refused"
    last = done.stdout.strip().rpartition("\n")[2]
    if last != expected:
        raise NotImported(f"{expected!r} was expected, not {last!r}. {done.stderr}")
    return took_s


def _office(url: str) -> None:
    engine = make_engine(url)
    command.upgrade(configuration(engine), "head")
    office = {
        "kind": OrganisationKind.INSTITUTION,
        "code": OFFICE,
        "name_zh": "示例大学",
        "created_at": NOON,
    }
    with engine.begin() as connection:
        connection.execute(sa.insert(Organisation), office)
    engine.dispose()


def _csv(file: Path, count: int) -> Path:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(_rows(count))
    return file


def _xlsx(file: Path, count: int) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for row in _rows(count):
        sheet.append(row)
    book.save(file)
    return file


def _rows(count: int) -> Iterator[Sequence[str]]:
    chance = np.random.default_rng(20_270_405)
    return map(_row, patents(chance, 1, count))


def _row(patent: Row) -> Sequence[str]:
    return (
        patent["number"],
        patent["title"],
        KINDS[patent["kind"]],
        "授权",
        patent["filed_on"].isoformat(),
        patent["granted_on"].isoformat(),
        patent["ipc"],
        patent["patentee"],
        "张三; 李四",
        patent["abstract"],
    )
