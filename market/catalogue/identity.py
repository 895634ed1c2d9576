"""Which patent a row is: one identity out of all the numbers that it gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from market.catalogue.faults import Fault, RowRefused, Words
from market.catalogue.models import PatentKind, PatentStatus
from market.catalogue.number_forms import NumberForm, PatentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCell:
    """A number and the cell that gives it."""

    column: str
    value: str
    number: PatentNumber

    @property
    def rank(self) -> int:
        """Return how well the number names a patent."""
        return rank(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What the numbers of a row say together."""

    number: str
    jurisdiction: str
    application_number: str | None
    publication_number: str | None
    kind: PatentKind | None
    is_granted: bool

    @property
    def implied_status(self) -> PatentStatus:
        """Return the legal state where the file does not state it."""
        return PatentStatus.GRANTED if self.is_granted else PatentStatus.APPLICATION


def rank(number: PatentNumber) -> int:
    """Return how well a number names a patent: grant, publication, application."""
    if number.form is NumberForm.GRANT:
        return 3
    if number.form is NumberForm.PUBLICATION:
        return 2 if number.is_granted else 1
    return 0


def identify(
    numbers: Sequence[NumberCell], kind: PatentKind | None, *, column: str
) -> Identity:
    """Return one identity out of the numbers of a row.

    Parameters
    ----------
    numbers : sequence of NumberCell
        All that the row gives; blank cells are left out.
    kind : PatentKind or None
        What the row says of the kind in words.
    column : str
        The column to name when there is no number at all.

    Raises
    ------
    RowRefused
        When there is no number, or when two of them cannot be one patent.
    """
    if not numbers:
        raise RowRefused(column, "", _NO_NUMBER)
    ordered = sorted(numbers, key=lambda cell: -cell.rank)
    for other in ordered[1:]:
        _check_same(ordered[0], other)
    best = ordered[0].number
    return Identity(
        number=str(best.normalised),
        jurisdiction=best.jurisdiction or "",
        application_number=_first(cell.number.application_number for cell in ordered),
        publication_number=_first(
            cell.number.normalised
            for cell in ordered
            if cell.number.form is NumberForm.PUBLICATION
        ),
        kind=_agreed_kind(ordered, kind),
        is_granted=any(cell.number.is_granted for cell in ordered),
    )


def _first(found: Iterable[str | None]) -> str | None:
    return next((one for one in found if one is not None), None)


def _check_same(best: NumberCell, other: NumberCell) -> None:
    """Refuse two numbers that cannot belong to one patent.

    A publication says nothing of its application's number, and an international
    number nothing of the national one; those are believed.
    """
    one, two = best.number, other.number
    if "WO" in (one.jurisdiction, two.jurisdiction):
        return
    if one.jurisdiction != two.jurisdiction:
        raise RowRefused(other.column, other.value, _contradicts(best))
    if one.form is two.form and not _is_earlier_stage(one, two):
        same = one.normalised == two.normalised
    else:
        applications = {one.application_number, two.application_number} - {None}
        same = len(applications) < 2
    if not same:
        raise RowRefused(other.column, other.value, _contradicts(best))


def _is_earlier_stage(granted: PatentNumber, published: PatentNumber) -> bool:
    """Say whether one is the publication of an application, one that of its grant."""
    return (
        granted.form is NumberForm.PUBLICATION
        and granted.is_granted is not published.is_granted
    )


def _agreed_kind(
    numbers: Sequence[NumberCell], stated: PatentKind | None
) -> PatentKind | None:
    kind = stated
    for cell in numbers:
        if kind and cell.number.kind and cell.number.kind is not kind:
            raise RowRefused(cell.column, cell.value, _OTHER_KIND)
        kind = kind or cell.number.kind
    return kind


def _contradicts(best: NumberCell) -> Fault:
    return Fault(
        Words(
            f"与“{best.column}”列的 {best.value.strip()} 不是同一件专利",
            f"It is another patent than {best.value.strip()} in column {best.column}",
        ),
        Words(
            "请核对两个号码，改正或清空错误的一个",
            "Compare the two numbers, and correct or clear the wrong one",
        ),
    )


_NO_NUMBER = Fault(
    Words(
        "没有专利号、公开号或申请号，无法辨认是哪一件专利",
        "There is no patent, publication or application number to know it by",
    ),
    Words("请至少填写其中一个号码", "Fill in at least one of them"),
)
_OTHER_KIND = Fault(
    Words(
        "号码表示的专利类型与该行的其他内容不符",
        "Its kind of patent is not that which the row says elsewhere",
    ),
    Words(
        "请核对号码与专利类型",
        "Compare the number with the kind of patent",
    ),
)
