"""Form fields that understand what people type: one line of text, a code, an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_security.proxies import _security
from wtforms import Field, Form, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length

from market import i18n
from market.accounts import credit_code
from market.errors import MarketError
from market.typed_amounts import plain_amount
from pricing.half_width import composed

# Thirteen digits of yuan are more than any firm turns over.
_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,2}))?")


NEEDED = lazy_gettext("Please fill this in.")


def needed() -> DataRequired:
    """Ask for a text that is not blank, in our words."""
    return DataRequired(NEEDED)


def number_needed() -> InputRequired:
    """Ask for a number; nought is one."""
    return InputRequired(NEEDED)


def at_most(length: int) -> Length:
    """Bound a text by what the database keeps [characters]."""
    return Length(max=length, message=lazy_gettext("At most %(max)d characters."))


def choices(names: Mapping[Any, Any], *, blank: bool = True) -> list[Any]:
    """Offer words by their names; `blank` begins with none of them chosen."""
    offered = [SelectChoice(str(word), name) for word, name in names.items()]
    return [SelectChoice("", ""), *offered] if blank else offered


def one_line(text: str | None) -> str:
    """Return a text without control characters and with single spaces."""
    plain = composed(text or "")
    kept = "".join(" " if sign.isspace() else sign for sign in plain)
    return " ".join("".join(s for s in kept if s.isprintable()).split())


def lines(text: str | None) -> str:
    """Return a text of several lines, each without control characters."""
    return "\n".join(one_line(line) for line in (text or "").splitlines()).strip()


class LineField(StringField):
    """One line of text, cleaned."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take what was typed without what nobody can see."""
        if valuelist:
            self.data = one_line(str(valuelist[0]))


class LinesField(TextAreaField):
    """Several lines of text, cleaned."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take what was typed without what nobody can see."""
        if valuelist:
            self.data = lines(str(valuelist[0]))


class YuanField(StringField):
    """An amount in yuan; `fen` is the exact amount once it is valid [fen]."""

    fen: int | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Read the amount, in whatever way it is written out."""
        del form
        if not (self.data or "").strip():
            return
        self.fen = self.amount_fen()
        if self.fen is None:
            raise ValidationError(
                _("Write an amount in yuan with at most two decimals, such as 1250000.")
            )

    def amount_fen(self) -> int | None:
        """Return the amount as it stands, valid or not yet looked at [fen]."""
        plain = plain_amount(str(self.data or ""))
        match = _AMOUNT.fullmatch(plain)
        if match is None:
            return None
        return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def address(_form: Form, field: Field) -> None:
    """Check an e-mail address and bring it into its one spelling."""
    try:
        field.data = _security.mail_util.normalize(field.data or "").lower()
    except ValueError as error:
        raise ValidationError(
            _("This is not an e-mail address. It looks like name@company.cn.")
        ) from error


def good_password(_form: Form, field: Field) -> None:
    """Check a new password and bring it into its normal form."""
    faults, normal = _security.password_util.validate(field.data or "", True)
    if faults:
        raise ValidationError(" ".join(str(fault) for fault in faults))
    field.data = normal


def credit_code_of_firm(_form: Form, field: Field) -> None:
    """Check a unified social credit code and bring it into its one spelling."""
    if not field.data:
        return
    try:
        field.data = credit_code.normalised(field.data)
    except MarketError as error:
        raise ValidationError(error.message(i18n.locale())) from error
