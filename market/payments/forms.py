"""What a licensee reports and what finance reads off a bank statement."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, HiddenField, ValidationError
from wtforms.validators import InputRequired, Optional

from market import clock
from market.accounts.fields import LineField, YuanField, at_most, needed
from market.payments.names import statement_number
from pricing.money import MAX_FEN

# A day that lies further back is a slip of the pen.
MOST_DAYS_BACK = 366


class ReportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """The licensee says that it has transferred the money."""

    nonce = HiddenField()
    transferred_on = DateField(
        _("Day of the transfer"), [InputRequired(_("Give the day of the transfer."))]
    )
    bank_reference = LineField(
        _("Number of the bank's receipt"), [Optional(), at_most(100)]
    )

    def validate_transferred_on(self, field: Field) -> None:
        """Refuse a day to come or long past."""
        refuse_strange_day(field.data)


class TransferForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """One line of the bank statement."""

    nonce = HiddenField()
    bank = LineField(_("Our bank"), [needed(), at_most(100)])
    statement_number = LineField(
        _("Statement number of the line"),
        [needed(), at_most(64)],
        description=_("As the bank prints it, with every digit (流水号)."),
        render_kw={"autocomplete": "off"},
    )
    value_on = DateField(
        _("Value date"),
        [InputRequired(_("Give the value date of the line."))],
        description=_("The day on which the money counts; the licence begins then."),
    )
    amount = YuanField(
        _("Amount received"),
        [needed()],
        description=_("As the statement gives it, to the fen."),
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    payer_name = LineField(
        _("Payer's name"),
        [needed(), at_most(200)],
        description=_("As the statement gives it."),
        render_kw={"autocomplete": "off"},
    )
    as_unapplied = BooleanField(
        _(
            "The statement says just that. Book the money as not yet applied; it "
            "pays nothing."
        )
    )

    def validate_statement_number(self, field: Field) -> None:
        """Refuse what a spreadsheet made of a long number."""
        number = statement_number(field.data or "")
        if number is None:
            raise ValidationError(
                gettext(
                    "This is no statement number. A spreadsheet turns 18 digits into "
                    "1.23E+17 and loses the last ones: copy the number from the bank "
                    "itself, as text."
                )
            )
        field.data = number

    def validate_value_on(self, field: Field) -> None:
        """Refuse a day to come or long past."""
        refuse_strange_day(field.data)

    def validate_amount(self, field: YuanField) -> None:
        """Refuse nothing, and more than the ledger carries."""
        if field.fen is not None and not 0 < field.fen <= MAX_FEN:
            raise ValidationError(
                gettext("The amount must be above 0 and at most 90,000,000,000 yuan.")
            )


def refuse_strange_day(day: date | None) -> None:
    """Refuse a day that cannot be that of a transfer already made.

    Raises
    ------
    ValidationError
        For a day in the future, or more than a year ago.
    """
    today = clock.today()
    if day is not None and day > today:
        raise ValidationError(gettext("This day is still to come. Check the date."))
    if day is not None and day < today - timedelta(days=MOST_DAYS_BACK):
        raise ValidationError(
            gettext("This day is more than a year ago. Check the year.")
        )
