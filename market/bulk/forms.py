"""What is typed once for all patents of a bulk action."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from market import clock
from market.catalogue.fields import FactField
from market.catalogue.queries import newest_offer
from market.catalogue.wording import FACT_NAMES, FIELD_NAMES
from market.choice_fields import SelectField, SelectMultipleField
from market.codes import applications, industries
from market.db import session
from market.formats import current_locale
from market.licensing import life_forms
from market.licensing.forms import NewOffer, cleaned, printable
from market.licensing.queries import patent_numbered
from pricing.errors import PricingError

LONGEST_TEXT = 20_000
LONGEST_OPINION = 2_000
_DAY = _("Give the day, such as 2026-11-20.")
AS_IT_IS = "as_it_is"


class BulkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """An action that asks for nothing more."""

    office_id = 0

    def argument(self) -> dict[str, Any]:
        """Return what a valid form states, as plain JSON."""
        return {
            field.name: _plain(field.data)
            for field in self
            if field.type != "CSRFTokenField"
        }


class DraftForm(BulkForm, NewOffer):
    """A pattern, a lane and a term for all."""

    number = None  # type: ignore[assignment]  # WTForms' way to leave a field out
    ends_on = DateField(
        _("Last day"),
        validators=[InputRequired(_("Give the day, such as 2032-12-31."))],
        description=_("Where a patent expires before, its offer ends with it."),
    )

    def validate_pattern(self, field: SelectField) -> None:
        """Refuse days that terms cannot have."""
        first, last = self.starts_on.data, self.ends_on.data
        if first is None or last is None or first > last or not self.lane.data:
            return  # Said beside the other boxes.
        try:
            self.terms()
        except PricingError as error:
            is_zh = current_locale() == "zh"
            raise ValidationError(
                error.message_zh if is_zh else error.message_en
            ) from error


class CopyForm(BulkForm):
    """The patent whose offer is copied."""

    number = StringField(
        _("Patent whose offer is copied"),
        validators=[DataRequired(_("Type the number of one of your patents."))],
        description=_("As your list of patents shows it."),
        filters=[cleaned],
    )
    offer_id: int | None = None

    def validate_number(self, field: StringField) -> None:
        """Look up the offer, and refuse a patent that has none."""
        patent = patent_numbered(session(), self.office_id, number=field.data or "")
        if patent is None:
            raise ValidationError(
                _("None of your patents has this number. Copy it from your list.")
            )
        offer = newest_offer(session(), patent.id)
        if offer is None:
            raise ValidationError(_("This patent has no offer. Choose another one."))
        self.offer_id = offer.id

    def argument(self) -> dict[str, Any]:
        """Return which offer is copied."""
        return {"offer_id": self.offer_id}


class SendForm(BulkForm):
    """One dossier for all, and the statements of interest."""

    basis = TextAreaField(
        _("Pricing dossier for each of them"),
        validators=[Length(max=LONGEST_TEXT)],
        description=_("Blank: each keeps the dossier that it has."),
        filters=[printable],
    )
    drafter_states_none = BooleanField(
        _("I drafted these offers, and I have no interest in any of the cases."),
        description=_("Recorded where you are the drafter and stated nothing yet."),
    )
    inventors_state_none = BooleanField(
        _("The inventors told the office that they have no interest in the cases."),
        description=_("Recorded for each inventor of whom nothing is stated yet."),
    )


class ApproveForm(BulkForm):
    """What the approver says of all."""

    opinion = TextAreaField(
        _("Opinion"), validators=[Length(max=LONGEST_OPINION)], filters=[printable]
    )
    minutes_number = StringField(
        _("Number of the minutes"), validators=[Length(max=60)], filters=[printable]
    )
    approver_states_none = BooleanField(
        _("I have no interest in any of these cases."),
        description=_("Recorded for each case in which you stated nothing yet."),
    )


class DeclareForm(BulkForm, life_forms.Day):
    """The one day of lodging."""


class WithdrawForm(BulkForm, life_forms.Ending):
    """The day and the reason of a withdrawal."""


class CheckedForm(BulkForm):
    """The day on which the legal states were looked up."""

    on = DateField(_("Looked up on"), validators=[InputRequired(_DAY)])

    def validate_on(self, field: DateField) -> None:
        """Refuse a day to come."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day lies in the future."))

    def argument(self) -> dict[str, Any]:
        """Return the fact to record."""
        return {"values": {"legal_status_checked_on": _plain(self.on.data)}}


class FeeForm(BulkForm):
    """Whether the annual fees are paid."""

    annual_fee_paid = FactField(FACT_NAMES["annual_fee_paid"])

    def argument(self) -> dict[str, Any]:
        """Return the fact to record."""
        return {"values": {"annual_fee_paid": self.annual_fee_paid.data}}


class UseForm(BulkForm):
    """What the patents are good for; what is left blank stays as it is."""

    industries = SelectMultipleField(
        FIELD_NAMES["industries"], description=_("None chosen: as it is.")
    )
    applications = SelectMultipleField(
        FIELD_NAMES["applications"], description=_("None chosen: as it is.")
    )
    readiness = SelectField(
        FIELD_NAMES["readiness"],
        choices=[
            SelectChoice(AS_IT_IS, _("As it is")),
            *(SelectChoice(str(level), f"TRL {level}") for level in range(1, 10)),
        ],
        default=AS_IT_IS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(*args, **kwargs)
        words = current_locale()
        self.industries.choices = [
            SelectChoice(code, f"{code} {industries.name(code, words)}")
            for code in industries.DIVISIONS
        ]
        self.applications.choices = [
            SelectChoice(code, applications.name(code, words))
            for code in applications.APPLICATIONS
        ]

    def argument(self) -> dict[str, Any]:
        """Return the facts to record."""
        values: dict[str, Any] = {}
        if self.industries.data:
            values["industries"] = list(self.industries.data)
        if self.applications.data:
            values["applications"] = list(self.applications.data)
        if self.readiness.data != AS_IT_IS:
            values["readiness"] = int(self.readiness.data)
        return {"values": values}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
