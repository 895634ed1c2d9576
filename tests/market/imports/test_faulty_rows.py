"""A long file with three faulty rows in a hundred: each is named, the rest go in."""

from itertools import cycle

import pytest

from market.catalogue.chinese_numbers import check_digit
from market.catalogue.exports import csv_bytes

HEADER = ["专利号", "申请号", "名称", "申请日", "授权公告日", "专利类型"]
FILED, GRANTED = "2021-03-01", "2023-05-09"
FAULTY = (10, 40, 70)  # of each hundred rows


def wrong_check_digit(zl, title):
    other = "1" if zl.endswith("0") else "0"
    return [zl[:-1] + other, "", title, FILED, GRANTED, "发明"]


def no_number(_zl, title):
    return ["", "", title, FILED, GRANTED, "发明"]


def no_known_number(_zl, title):
    return ["见附件", "", title, FILED, GRANTED, "发明"]


def rounded_number(_zl, title):
    return ["2.02110E+11", "", title, FILED, GRANTED, "发明"]


def no_title(zl, _title):
    return [zl, "", " ", FILED, GRANTED, "发明"]


def no_such_day(zl, title):
    return [zl, "", title, "2021-02-30", GRANTED, "发明"]


def granted_before_filed(zl, title):
    return [zl, "", title, FILED, "2020-01-01", "发明"]


def unknown_kind(zl, title):
    return [zl, "", title, FILED, GRANTED, "商标"]


def another_application(zl, title):
    return [zl, "202010722304.4", title, FILED, GRANTED, "发明"]


def too_many_cells(zl, title):
    return [zl, "", title, FILED, GRANTED, "发明", "又一格"]


KINDS = {
    wrong_check_digit: "check digit",
    no_number: "There is no patent, publication or application number",
    no_known_number: "known form",
    rounded_number: "rounded the number",
    no_title: "title is blank",
    no_such_day: "not a day of the calendar",
    granted_before_filed: "before the row's filing date",
    unknown_kind: "no known kind of patent",
    another_application: "another patent than",
    too_many_cells: "cells, but the header",
}


def long_table(count):
    """Return a file of so many rows, and what is wrong by row."""
    wrong, rows, kinds = {}, [], cycle(KINDS)
    for place in range(count):
        digits = f"20211{place:07d}"
        zl, title = f"ZL{digits}.{check_digit(digits)}", f"第{place}号装置"
        row = [zl, "", title, FILED, GRANTED, "发明"]
        if place % 100 in FAULTY:
            kind = next(kinds)
            wrong[place + 2], row = KINDS[kind], kind(zl, title)
        rows.append(row)
    return csv_bytes(HEADER, rows), wrong


@pytest.mark.parametrize(
    "count", [10_000, pytest.param(100_000, marks=pytest.mark.soak)]
)
def test_every_faulty_row_is_named_and_the_rest_go_in(bring, held, count):
    content, wrong = long_table(count)

    outcome = bring(content)

    sound = count - len(wrong)
    assert (
        outcome.summary
        == f"{sound} added, 0 updated, 0 unchanged, {len(wrong)} refused"
    )
    named = {fault.row: fault.reason_en for fault in outcome.faults}
    assert named.keys() == wrong.keys()
    assert [row for row, said in wrong.items() if said not in named[row]] == []
    assert len(held()) == sound
    assert bring(content).summary == (
        f"0 added, 0 updated, {sound} unchanged, {len(wrong)} refused"
    )
