import io
from datetime import date

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from market.catalogue import portfolio_export
from market.catalogue.chinese_numbers import check_digit
from market.catalogue.models import Patent, PatentStatus
from market.catalogue.operations import write_block
from market.catalogue.record import COLUMNS
from market.db import session as market_session
from market.db import transaction
from market.history import Author
from market.imports.columns import map_columns
from market.imports.files import read_file
from market.imports.rows import read_patents
from market.imports.sheets import Record, Sheet
from tests.market.factories import NOON

ODD = [
    "=1+1",
    "'=1+1",
    "''-1",
    "'70s lamp",
    "＝公式",
    "-",
    "+86",
    "@x",
    '"quoted", and more',
    "a\nb\n\nc",
    "_x0041_ and _x005F_",
    "0012",
    "1/2",
    "2021-03-01",
    "𠮷野家；、|",
]
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40))
HEADER = [
    "number",
    "title",
    "title_en",
    "abstract",
    "summary_zh",
    "ipc",
    "patentee",
    "inventors",
    "status",
    "filed",
    "expiry",
    "claims",
    "cites",
    "cited by",
    "industries",
    "applications",
    "trl",
    "case number",
]


def number(n):
    digits = f"2021{1 + n % 3}{n:07d}"
    return f"ZL{digits}.{check_digit(digits)}"


@st.composite
def cells(draw, n):
    return [
        number(n),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(st.sampled_from(["", "甲大学 60%；乙公司 40%", "A, Ltd;B", "甲 1/3;乙"])),
        draw(TEXTS),
        draw(st.sampled_from(["", "授权", "失效", "状态不明"])),
        draw(st.sampled_from(["", "2021-03-01"])),
        draw(st.sampled_from(["", "2030-01-02"])),
        draw(st.sampled_from(["", "8"])),
        draw(st.sampled_from(["", "CN101000001A; US 7,844,851 B2", "EP1A,"])),
        draw(st.sampled_from(["", "0", "12"])),
        draw(st.sampled_from(["", "C26", "A01; 农业; C17"])),
        draw(st.sampled_from(["", "02", "24; 02"])),
        draw(st.sampled_from(["", "6"])),
        draw(TEXTS),
    ]


PORTFOLIOS = st.integers(1, 4).flatmap(
    lambda count: st.tuples(*(cells(n) for n in range(count)))
)


def write(app, office, sheet):
    reading = read_patents(sheet, map_columns(sheet.header))
    author = Author(happened_at=NOON, organisation_id=office)
    with app.app_context(), transaction() as writing:
        plan = write_block(writing, office, reading.rows, taken={}, author=author)
    return plan, reading


def exported(app, office, kind, locale="zh"):
    with app.app_context():
        current = market_session()
        if kind == "xlsx":
            return portfolio_export.workbook(current, office, locale)
        return b"".join(portfolio_export.csv_pieces(current, office, locale))


def records(app, office):
    with app.app_context():
        query = sa.select(Patent).where(Patent.organisation_id == office)
        return {
            patent.number: {name: getattr(patent, name) for name in COLUMNS}
            | {"owners": [(owner.name, owner.share_ppm) for owner in patent.owners]}
            for patent in market_session().scalars(query)
        }


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=PORTFOLIOS, kind=st.sampled_from(["csv", "xlsx"]), words=st.booleans())
def test_an_export_imports_unchanged_and_equal_elsewhere(app, make, rows, kind, words):
    office, other = make.office(), make.office()
    sheet = Sheet(HEADER, [Record(n, row) for n, row in enumerate(rows, 2)], [])
    write(app, office, sheet)
    content = exported(app, office, kind, "zh" if words else "en")
    held = records(app, office)

    assume(held)
    again, reading = write(app, office, read_file(content, f"a.{kind}"))
    new, _reading = write(app, other, read_file(content, f"a.{kind}"))

    assert [fault for fault in reading.faults if fault.refuses] == []
    assert (again.added, again.updated, again.unchanged) == ([], [], len(held))
    assert len(new.added) == len(held)
    assert records(app, other) == held


@pytest.fixture
def office(make):
    return make.office(code="U1")


@pytest.fixture
def member(make, office, sign_in):
    return sign_in(make.user(office, "office_member"))


def test_a_workbook_keeps_numbers_as_text_and_days_as_days(make, office, member):
    make.patent(office, number=number(7), title="=1+1", claims_count=8)

    answer = member.get("/office/patents/export.xlsx")

    assert answer.status_code == 200
    assert 'filename="U1-' in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    (cells,) = book.active.iter_rows(min_row=2)
    told = {name.value: cell for name, cell in zip(book.active[1], cells, strict=True)}
    assert told["Patent number"].data_type == "s"
    assert told["Filing date"].value.date() == date(2021, 3, 1)
    assert told["Title"].value == "'=1+1"
    assert told["Claims"].value == 8
    # Read back it would count as stated.
    assert told["Expiry date"].value is None
    assert told["Computed expiry"].value.date() == date(2041, 3, 1)


def test_a_table_has_a_byte_order_mark_and_the_own_patents_alone(make, office, member):
    make.patent(office, title="自己的", status=PatentStatus.UNKNOWN)
    make.patent(make.office(), title="别家的")

    content = member.get("/office/patents/export.csv").data

    assert content.startswith(b"\xef\xbb\xbf")
    assert "自己的" in content.decode()
    assert "别家的" not in content.decode()


def test_an_empty_portfolio_is_a_header_alone(member):
    assert member.get("/office/patents/export.csv").data.count(b"\n") == 1
    assert member.get("/office/patents/export.pdf").status_code == 404
