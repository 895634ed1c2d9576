"""The offers of a zone as a table: what was announced of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from market.catalogue.models import PatentKind
from market.formats import current_locale
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from market.licensing.shapes import first_price
from market.licensing.wording import kind_name, lane_words
from market.search.filters import Filters
from market.search.queries import ids_of, offers_of
from pricing.fixed_fee import FixedFee
from pricing.terms import Terms
from pricing.wording.explanation import explain

# More than the largest zone that one download gives; the newest come first.
MOST_ROWS = 20_000
AT_ONCE = 500
# Both languages, so that one file serves whoever gets it.
HEADER = (
    "专利号 Patent number",
    "名称 Title",
    "英文名称 English title",
    "专利权人 Patentee",
    "专利类型 Kind of patent",
    "国际专利分类 IPC",
    "许可方式 Kind of licence",
    "声明编号 Declaration number",
    "公告日 Announced on",
    "许可起始日 Term from",
    "许可截止日 Term to",
    "首笔固定费用（元） First fixed fee (CNY)",
    "价格 Price",
    "使用费支付方式 How fees are paid",
    "联系方式 Contact",
    "许可人 Licensor",
)


def rows(session: Session, slug: str, *, day: date) -> Iterator[Sequence[object]]:
    """Yield the offers of a public zone that can be taken up on a day."""
    ids = ids_of("", Filters(zones=frozenset({slug})), limit=MOST_ROWS)
    for start in range(0, len(ids), AT_ONCE):
        for offer in offers_of(session, ids[start : start + AT_ONCE], day=day):
            yield row(offer)
        session.expunge_all()  # A large zone does not fit the memory at once.


def row(offer: Offer) -> Sequence[object]:
    """Return the cells of one offer, as `HEADER` names them."""
    patent, terms = offer.patent, terms_of(offer.version)
    organisation = offer.organisation
    return (
        patent.number,
        patent.title,
        patent.title_en,
        patent.patentee,
        kind_name(PatentKind(patent.kind) if patent.kind else None),
        patent.ipc.replace("|", "; "),
        lane_words(offer),
        offer.declaration_number,
        offer.announced_on,
        terms.starts_on,
        terms.ends_on,
        first_fixed_yuan(terms),
        first_price(terms),
        explain(terms, current_locale()),
        organisation.contact,
        organisation.name(current_locale()),
    )


def first_fixed_yuan(terms: Terms) -> int | str | None:
    """Return the first fixed amount that the terms name, in yuan where it is whole.

    A part of a yuan goes as text: a spreadsheet would keep it as a binary fraction.
    """
    fees = (fee for stage in terms.stages for fee in stage.fees)
    fen = next((fee.amount_fen for fee in fees if isinstance(fee, FixedFee)), None)
    if fen is None:
        return None
    return fen // 100 if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02}"
