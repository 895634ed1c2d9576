"""An office edits the terms of an offer box by box, without JavaScript."""

import pytest
import sqlalchemy as sa

from market.licensing.models import Lane, Offer, OfferVersion
from market.licensing.queries import terms_of
from pricing.patterns import PATTERNS


def terms(session):
    return terms_of(session.query(Offer).one().version)


def test_saving_what_was_not_changed_keeps_the_terms(edit, draft, session):
    for name in PATTERNS:
        offer_id = draft(name)
        edit.use(offer_id)

        assert edit.send().status_code == 303, name

        first, second = session.get(Offer, offer_id).versions
        assert (second.number, second.terms_sha256) == (2, first.terms_sha256)


def fee(session, stage, number):
    return terms(session).stages[stage].fees[number]


SAVED = [
    ("stages[0].label_zh", "先试", lambda t: t.stages[0].label_zh == "先试"),
    ("stages[0].label_en", "Try", lambda t: t.stages[0].label_en == "Try"),
    ("stages[0].months", " ９ ", lambda t: t.stages[0].months == 9),
    ("stages[1].may_stop", None, lambda t: not t.stages[1].may_stop),
    ("stages[0].sales_allowed", "y", lambda t: t.stages[0].sales_allowed),
    (
        "stages[0].fees[0].amount",
        "1,234.5",
        lambda t: t.stages[0].fees[0].amount_fen == 123_450,
    ),
    (
        "stages[0].fees[0].credited_to",
        "",
        lambda t: t.stages[0].fees[0].credited_to is None,
    ),
    (
        "stages[1].fees[0].if_stopped",
        "waived",
        lambda t: t.stages[1].fees[0].if_stopped == "waived",
    ),
    (
        "stages[2].fees[1].bands[0].rate",
        "3.5",
        lambda t: t.stages[2].fees[1].bands[0].rate_ppm == 35_000,
    ),
    (
        "stages[2].fees[1].holiday_months",
        "12",
        lambda t: t.stages[2].fees[1].holiday_months == 12,
    ),
    (
        "stages[2].fees[1].minimum_per_year",
        "10000",
        lambda t: t.stages[2].fees[1].minimum_per_year_fen == 1_000_000,
    ),
    (
        "stages[2].fees[1].cap_per_year",
        "30万",
        lambda t: t.stages[2].fees[1].cap_per_year_fen == 30_000_000,
    ),
    (
        "stages[2].fees[1].cap_total",
        "",
        lambda t: t.stages[2].fees[1].cap_total_fen is None,
    ),
    ("size_tiers.micro", "50", lambda t: t.size_tiers.micro_ppm == 500_000),
    ("reporting.period", "quarter", lambda t: t.reporting.period == "quarter"),
    ("reporting.due_days", "45", lambda t: t.reporting.due_days == 45),
    ("late.grace_days", "10", lambda t: t.late.grace_days == 10),
    ("late.rate_per_day", "0.05", lambda t: t.late.rate_per_day_ppm == 500),
    ("late.ceiling", "20", lambda t: t.late.ceiling_ppm == 200_000),
    ("fee_basis_zh", "参照同类许可。", lambda t: t.fee_basis_zh == "参照同类许可。"),
    ("fee_basis_en", "Like others.", lambda t: t.fee_basis_en == "Like others."),
    ("ends_on", "2030-06-30", lambda t: t.ends_on.year == 2030),
    ("lane", "open", lambda t: t.lane == "open"),
    ("tax.price_includes_vat", None, lambda t: not t.tax.price_includes_vat),
    ("mode", "negotiated", lambda t: t.mode == "negotiated"),
    ("quality_tiers.srdi", "50", lambda t: t.quality_tiers.srdi_ppm == 500_000),
    (
        "base_definition.deductions",
        ["returns", "vat"],
        lambda t: t.base_definition.deductions == ("returns", "vat"),
    ),
    (
        "base_definition.tax_excluded",
        None,
        lambda t: not t.base_definition.tax_excluded,
    ),
    (
        "base_definition.text_zh",
        "一\r\n二",
        lambda t: t.base_definition.text_zh == "一\n二",
    ),
    ("records_years", "8", lambda t: t.records_years == 8),
    ("inspection.allowed", None, lambda t: not t.inspection.allowed),
    ("inspection.notice_days", "15", lambda t: t.inspection.notice_days == 15),
    (
        "after_stop.sell_off_months",
        "3",
        lambda t: t.after_stop.sell_off_months == 3,
    ),
    (
        "after_stop.duties",
        ["final_report", "secrecy"],
        lambda t: t.after_stop.duties == ("final_report", "secrecy"),
    ),
    ("refund_on_invalidation", "none", lambda t: t.refund_on_invalidation == "none"),
    ("payee.name", "示例大学", lambda t: t.payee.name == "示例大学"),
    ("payee.bank", "工商银行", lambda t: t.payee.bank == "工商银行"),
    ("payee.account", "6222 02", lambda t: t.payee.account == "6222 02"),
]


def test_every_box_is_saved(edit, session):
    answer = edit.post({box: typed for box, typed, _ in SAVED} | {"do": "save"})

    assert answer.status_code == 303
    saved = terms(session)
    assert [box for box, _, holds in SAVED if not holds(saved)] == []


def test_a_fee_can_be_paid_in_instalments(edit, session):
    at = "stages[1].fees[0]"
    edit.post({f"{at}.instalments": "2", f"{at}.every_months": "6", "do": "save"})

    assert (fee(session, 1, 0).instalments, fee(session, 1, 0).every_months) == (2, 6)


def test_a_fee_can_fall_due_on_a_stated_result(edit, session, form):
    at = "stages[1].fees[0]"
    first = edit.post({f"{at}.due": "result", f"{at}.months": "6", "do": "save"})
    assert first.status_code == 422

    edit.data = form(first, "sheet")
    named = {f"{at}.result_zh": "通过验收", f"{at}.result_en": "Passed", "do": "save"}
    assert edit.post(named).status_code == 303
    assert fee(session, 1, 0).result_zh == "通过验收"


def test_a_part_is_added_without_losing_what_was_typed(edit, form, session):
    answer = edit.post({"stages[0].label_zh": "改过", "do": "add-stage:1"})

    kept = form(answer, "sheet")
    assert answer.status_code == 200
    assert kept["stages[0].label_zh"] == "改过"
    assert kept["stages[1].label_en"] == "New stage"
    assert kept["stages[3].label_en"] == "Production"
    assert "Not saved yet" in answer.text
    assert session.query(OfferVersion).count() == 1


def test_a_stage_added_and_saved_is_there(edit, form, session):
    edit.data = form(edit.send(do="add-stage:1"), "sheet")

    assert edit.send().status_code == 303
    assert [stage.name for stage in terms(session).stages][1] == "stage_1"


def test_checking_saves_nothing_and_says_what_the_law_says(edit, session):
    answer = edit.post(
        {"lane": "open", "stages[2].fees[1].bands[0].rate": "22", "do": "check"}
    )

    assert answer.status_code == 200
    assert "20%" in answer.text.replace(" ", "")
    assert session.query(OfferVersion).count() == 1


def test_the_editor_shows_what_three_firms_pay(edit):
    page = edit.client.get(edit.url).text

    assert "What three firms pay" in page
    assert "CN¥3,000,000 of sales a year" in page
    assert "Innovative SME" not in page[page.index('id="review"') :]


def test_the_three_firms_say_their_class_where_it_changes_the_price(edit, form):
    edit.data = form(edit.send(do="add-region"), "sheet")
    at = "regional_tiers[0]"
    tiers = {f"{at}.provinces": ["51"], f"{at}.factor": "80"}

    page = edit.post(tiers | {"quality_tiers.srdi": "50", "do": "check"}).text

    assert page.count("Small firm · Innovative SME · Sichuan") == 2
    assert "Medium firm · SRDI SME" in page


def test_an_unknown_change_or_a_damaged_form_is_refused(edit, session):
    assert edit.send(do="remove-stage:9").status_code == 422
    assert edit.post({"frame": "{"}).status_code == 422
    assert edit.post({"nonce": ""}).status_code == 422
    assert edit.client.post(edit.url).status_code == 422
    assert session.query(OfferVersion).count() == 1


def test_a_double_click_saves_one_version(edit, session):
    answers = [edit.send(stages="x") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert session.query(OfferVersion).count() == 2


def test_a_stale_editor_keeps_both_texts(edit, form, session, office, sign_in):
    other = sign_in(office.admin)
    other_form = form(other.get(edit.url), "sheet")
    other.post(edit.url, data=other_form | {"stages[0].months": "8", "do": "save"})

    answer = edit.post({"stages[0].months": "9", "do": "save"})

    assert answer.status_code == 409
    assert "version 2 was saved since" in answer.text
    rows = answer.text[answer.text.index("Yours and what was saved") :]
    assert rows.index(">9<") < rows.index(">8<")
    assert terms(session).stages[0].months == 8
    kept = form(answer, "sheet")
    assert kept["stages[0].months"] == "9"
    assert edit.client.post(edit.url, data=kept | {"do": "save"}).status_code == 303
    assert terms(session).stages[0].months == 9


@pytest.mark.parametrize("path", ["", "/text", "/opening", "/redraft"])
def test_another_offices_offer_is_not_there(edit, make, sign_in, session, path):
    stranger = sign_in(make.user(make.office(), "office_admin"))

    if path != "/redraft":
        assert stranger.get(edit.url + path).status_code == 404
    answer = stranger.post(edit.url + path, data=edit.data | {"text": "{}"})
    assert answer.status_code == 404
    assert session.query(OfferVersion).count() == 1


def test_versions_are_never_changed(app, edit, session):
    for statement in (
        "UPDATE offer_version SET terms_json = '{}'",
        "DELETE FROM offer_version",
    ):
        with (
            pytest.raises(sa.exc.DBAPIError, match="kept for ever"),
            app.extensions["engine"].begin() as connection,
        ):
            connection.exec_driver_sql(statement)


def test_the_lane_of_a_draft_follows_its_terms(edit, session):
    edit.send(lane="open")

    assert session.query(Offer).one().lane == Lane.OPEN
