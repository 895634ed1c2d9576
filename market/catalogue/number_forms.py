"""What a patent number says of itself: its office, its stage, its kind."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from market.catalogue.faults import Fault, Words
from market.catalogue.models import PatentKind


class NumberForm(enum.StrEnum):
    """At which stage an office gives this number."""

    GRANT = "grant"
    PUBLICATION = "publication"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentNumber:
    """A number as one writes it once, and what it says.

    Attributes
    ----------
    normalised : str or None
        The one spelling; None where no office's form was recognised.
    form : NumberForm or None
        Grant, publication or application.
    jurisdiction : str or None
        Country of the office: "CN", "US"; "WO" for an international number.
    kind : PatentKind or None
        None where the number does not tell.
    is_granted : bool or None
        What the number tells of a grant; an application number tells nothing.
    application_number : str or None
        The application's number where this number contains it.
    fault : Fault or None
        Why the number is not valid.
    """

    normalised: str | None = None
    form: NumberForm | None = None
    jurisdiction: str | None = None
    kind: PatentKind | None = None
    is_granted: bool | None = None
    application_number: str | None = None
    fault: Fault | None = None

    @property
    def valid(self) -> bool:
        """Say whether form and check digit are right."""
        return self.fault is None


UNREADABLE = PatentNumber(
    fault=Fault(
        Words(
            "不是可识别的专利号、公开号或申请号",
            "It is not a patent, publication or application number of a known form",
        ),
        Words(
            "请按 ZL202111029984.2、CN111950393B、US8930553 或 13/033,085 的写法填写",
            "Write it like ZL202111029984.2, CN111950393B, US8930553 or 13/033,085",
        ),
    )
)
