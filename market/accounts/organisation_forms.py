"""The forms about an organisation, for its admins, its finance and the operator."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, ValidationError, widgets
from wtforms.validators import Optional

from market import i18n
from market.accounts.facts import OrganisationFacts, Payee
from market.accounts.fields import (
    LineField,
    LinesField,
    address,
    at_most,
    choices,
    credit_code_of_firm,
    needed,
)
from market.accounts.forms import SizeForm
from market.accounts.models import OrganisationKind, RoleName
from market.accounts.names import KINDS, ROLES
from market.accounts.roles import ROLES_OF_KIND, require_roles
from market.choice_fields import SelectField, SelectMultipleField
from market.errors import Refused


class AboutForm(FlaskForm):  # type: ignore[misc]
    """What an organisation says of itself."""

    name_en = LineField(_("Name in English"), [Optional(), at_most(200)])
    contact = LinesField(
        _("Contact"),
        [Optional(), at_most(2000)],
        description=_(
            "Person, telephone, e-mail and postal address for the other side."
        ),
    )


class LicenseeForm(AboutForm, SizeForm):
    """The same, with the size that a licensee states."""


class PayeeForm(FlaskForm):  # type: ignore[misc]
    """The bank account that licensees pay to."""

    payee_name = LineField(_("Account holder"), [needed(), at_most(200)])
    payee_bank = LineField(_("Bank and branch"), [needed(), at_most(200)])
    payee_account = LineField(
        _("Account number"),
        [needed(), at_most(64)],
        render_kw={"inputmode": "numeric"},
    )

    def payee(self) -> Payee:
        """Return the account of a valid form."""
        return Payee(
            payee_name=self.payee_name.data or "",
            payee_bank=self.payee_bank.data or "",
            payee_account=self.payee_account.data or "",
        )


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """Whom to invite, and as what; `offer` must come before `validate`."""

    kind: OrganisationKind

    email = EmailField(_("E-mail address"), [needed(), at_most(255), address])
    roles = SelectMultipleField(
        _("Roles"),
        [needed()],
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )

    def offer(self, kind: OrganisationKind) -> None:
        """Offer the roles of a kind of organisation, and choose the only one."""
        self.kind = kind
        roles = ROLES_OF_KIND[kind]
        self.roles.choices = choices({role: ROLES[role] for role in roles}, blank=False)
        if len(roles) == 1 and not self.roles.data:
            self.roles.data = [roles[0].value]

    def validate_roles(self, _field: Field) -> None:
        """Refuse roles that must stay apart."""
        try:
            require_roles(self.kind, self.wanted())
        except Refused as error:
            raise ValidationError(error.message(i18n.locale())) from error

    def wanted(self) -> frozenset[RoleName]:
        """Return the roles of a valid form."""
        known = [role for role in self.roles.data or [] if role in list(RoleName)]
        return frozenset(RoleName(role) for role in known)


class OrganisationForm(AboutForm):
    """An organisation that the operator creates, with its first member."""

    nonce = HiddenField()
    kind = SelectField(_("Kind"), [needed()], choices=choices(KINDS))
    name_zh = LineField(_("Registered name"), [needed(), at_most(200)])
    credit_code = LineField(
        _("Unified social credit code"), [Optional(), credit_code_of_firm]
    )
    code = LineField(
        _("Office code"),
        [Optional(), at_most(32)],
        description=_(
            "For institutions: a short name in capital letters and digits that "
            "imports use, such as THU."
        ),
    )
    email = EmailField(
        _("E-mail address of the first member"),
        [needed(), at_most(255), address],
        description=_("The first member becomes admin and gets a link by mail."),
    )

    def validate_code(self, field: Field) -> None:
        """Ask for an office code of every institution, in letters a command takes."""
        field.data = (field.data or "").upper()
        if field.data and not (field.data.isascii() and field.data.isalnum()):
            raise ValidationError(gettext("Only letters A to Z and digits."))

    def facts(self) -> OrganisationFacts:
        """Return the organisation of a valid form."""
        return OrganisationFacts(
            kind=OrganisationKind(self.kind.data),
            name_zh=self.name_zh.data or "",
            name_en=self.name_en.data or "",
            code=self.code.data or None,
            credit_code=self.credit_code.data or None,
            contact=self.contact.data or "",
        )
