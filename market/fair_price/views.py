"""The page on which an office works out a fair price, and begins a draft from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from market import clock, submissions
from market.accounts.policies import OFFICE, acting_organisation, policy
from market.catalogue.models import Patent
from market.catalogue.queries import by_id
from market.db import MarketSession, session
from market.errors import Unacceptable
from market.fair_price.forms import (
    FIRST_KEYS,
    FURTHER_KEYS,
    form_of,
    message_of,
    typed_texts,
)
from market.fair_price.page import row_list, view_of
from market.fair_price.queries import Given, licences_given
from market.fair_price.question import Subjects, question_of
from market.fair_price.swings import told_swings
from market.fair_price.table import MOST_BYTES, table_of
from market.i18n import locale
from market.licensing import operations, queries
from market.licensing.pages import act, sent_once
from pricing.errors import PricingError, TermsUnreadable
from pricing.terms import read_terms
from pricing.valuation.asked import Asked
from pricing.valuation.comparable_table import Table
from pricing.valuation.fee_ladder import LadderReport
from pricing.valuation.staging import staged_beside_one_off
from pricing.valuation.starting_terms import FORMS
from pricing.valuation.suggestion import FairPrice, suggest

bp = Blueprint("fair_price", __name__)

LARGEST_ID = 2**63 - 1
# The same page twice shows the same range.
SEED, DRAWS = 1, 20_000


@dataclass(slots=True)
class _Answer:
    """What a request comes to."""

    texts: dict[str, str]
    errors: dict[str, PricingError]
    patent: Patent | None = None
    table: Table | None = None
    file_error: str = ""
    fair: FairPrice | None = None
    ladder: LadderReport | None = None
    no_ladder: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether something has to be corrected first."""
        return bool(self.errors or self.file_error)

    @property
    def asked_again(self) -> dict[str, str]:
        """The part of the address that asks the same again."""
        return {key: text for key, text in self.texts.items() if text}


@bp.route("/office/fair-price", methods=["GET", "POST"])
@policy(OFFICE)
def fair_price() -> ResponseReturnValue:
    """Work out a fair price; a loaded table of comparables is read, never stored."""
    is_sent = request.method == "POST"
    arguments = request.form if is_sent else request.args
    texts = typed_texts(arguments)
    if not is_sent and not any(texts.values()):
        return _page(_Answer(_prefilled(texts), {}))
    answer = _Answer(texts, {})
    answer.patent = _patent(answer)
    if is_sent:
        _load(answer)
    _work_out(answer, with_ladder=is_sent or "ladder" in arguments)
    return _page(answer), 422 if answer.is_wrong else 200


@bp.post("/office/fair-price/draft")
@policy(OFFICE)
def draft() -> ResponseReturnValue:
    """Begin a draft with terms that a fair price suggested."""
    doing = act()
    number = request.form.get("number", "")
    patent = queries.patent_numbered(session(), doing.organisation_id, number=number)
    if patent is None:
        raise Unacceptable(
            "您的专利中没有这个号码，无法起草。请在表单中填写专利号后重新测算。",
            "None of your patents has this number, so nothing was drafted. "
            "Work the price out again with a patent.",
        )
    try:
        terms = read_terms(request.form.get("terms", ""))
    except TermsUnreadable as error:
        raise Unacceptable(error.message_zh, error.message_en) from error
    patent_id = patent.id

    def effect(writing: MarketSession) -> str:
        offer = operations.draft(writing, doing, patent_id=patent_id, terms=terms)
        return url_for("licensing.editor", offer_id=offer.id)

    return redirect(sent_once(effect), 303)


def _prefilled(texts: dict[str, str]) -> dict[str, str]:
    """Return empty boxes with the patent from which the page was opened."""
    patent_id = request.args.get("patent_id", type=int)
    if patent_id is None or abs(patent_id) > LARGEST_ID:
        return texts
    patent = by_id(session(), acting_organisation().id, patent_id)
    return texts | {"number": patent.number}


def _patent(answer: _Answer) -> Patent | None:
    number = answer.texts["number"]
    if not number:
        return None
    office_id = acting_organisation().id
    found = queries.patent_numbered(session(), office_id, number=number)
    if found is None:
        answer.errors["number"] = PricingError(
            "None of your patents has this number.",
            "您的专利中没有这个号码。",
            mend_en="Copy it from your list, or leave it empty.",
            mend_zh="请从专利列表复制，或留空。",
        )
    return found


def _load(answer: _Answer) -> None:
    """Read the sent table."""
    content = b""
    if sent := request.files.get("file"):
        # One byte more than a table may have, so that a longer one is refused as such.
        content = sent.read(MOST_BYTES + 1)
        sent.close()
    number = "" if answer.patent is None else answer.patent.number
    try:
        answer.table = table_of(content, latest=clock.today().year, patent=number)
    except Unacceptable as error:
        answer.file_error = error.message(locale())


def _work_out(answer: _Answer, *, with_ladder: bool) -> None:
    question = question_of(answer.texts, _subjects(answer), on=clock.today())
    answer.errors |= question.errors
    if answer.is_wrong or question.asked is None:
        return
    answer.fair = _suggested(question.asked)
    if with_ladder:
        try:
            answer.ladder = staged_beside_one_off(answer.fair)
        except PricingError as error:
            answer.no_ladder = message_of(error)


def _subjects(answer: _Answer) -> Subjects:
    patent, table = answer.patent, answer.table
    given: Given = licences_given(session(), None if patent is None else patent.id)
    rows = table.used if table else ()
    return Subjects(
        expires_on=None if patent is None else patent.expires_on,
        ipc="" if patent is None else patent.ipc or "",
        comparables=(*rows, *given.rows),
        free_count=given.free_count + (table.free_count if table else 0),
    )


def _suggested(asked: Asked) -> FairPrice:
    return suggest(asked, np.random.default_rng(SEED), count=DRAWS)


def _page(answer: _Answer) -> str:
    fair, table = answer.fair, answer.table
    return render_template(
        "fair_price/fair_price.html",
        answer=answer,
        form=form_of(answer.texts, answer.errors),
        first_keys=FIRST_KEYS,
        further_keys=FURTHER_KEYS,
        view=view_of(fair) if fair else None,
        swings=told_swings(answer.ladder) if answer.ladder else (),
        rows=row_list(table, fair.asked.subject) if table and fair else (),
        nonces=[submissions.new_nonce() for _form in FORMS],
    )
