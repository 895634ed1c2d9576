"""What is known of an organisation and of a person before they are stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4

from market.accounts.models import (
    Industry,
    OrganisationKind,
    QualityClass,
    SizeClass,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeStatement:
    """A licensee's own statement of its size (工信部联企业〔2011〕300号) and classes.

    Attributes
    ----------
    size_class : SizeClass
        The class that the licensee states.
    industry : Industry
        The industry whose thresholds it used.
    staff : int
        Employed persons [1].
    revenue_fen : int
        Operating revenue of the year [fen].
    size_year : int
        The year that the figures are of.
    assets_fen : int or None
        Total assets at the end of that year, where the industry asks for them [fen].
    quality_class : QualityClass or None
        Its class among good small and medium enterprises; None where not stated.
    province : str or None
        Two digits of GB/T 2260; None abroad or not stated.
    """

    size_class: SizeClass
    industry: Industry
    staff: int
    revenue_fen: int
    size_year: int
    assets_fen: int | None = None
    quality_class: QualityClass | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """The bank account that a licensor is paid on (对公账户)."""

    payee_name: str
    payee_bank: str
    payee_account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """An organisation to create; `code` is an office's short name in imports."""

    kind: OrganisationKind
    name_zh: str
    name_en: str = ""
    code: str | None = None
    credit_code: str | None = None
    outside_mainland: bool = False
    contact: str = ""
    size: SizeStatement | None = None
    payee: Payee | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person to create; the password comes hashed, as hashing takes time.

    Attributes
    ----------
    uniquifier : str
        What sessions and links hold on to; known before the row, so that a link is
        ready before the database is locked.
    privacy_version : str or None
        The privacy notice that the person agreed to.
    """

    email: str
    name: str
    password_hash: str
    locale: str
    privacy_version: str | None = None
    uniquifier: str = field(default_factory=lambda: uuid4().hex)
