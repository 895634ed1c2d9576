"""The forms of accounts; labels are translated when they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_security import LoginForm
from flask_security.utils import get_message, validate_redirect_url
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    IntegerField,
    PasswordField,
    ValidationError,
)
from wtforms.validators import DataRequired, EqualTo, NumberRange, Optional

from market import clock
from market.accounts.derived_size import DerivedSize, derived_size
from market.accounts.facts import OrganisationFacts, SizeStatement
from market.accounts.fields import (
    LineField,
    YuanField,
    address,
    at_most,
    choices,
    credit_code_of_firm,
    good_password,
    needed,
    number_needed,
)
from market.accounts.models import (
    Industry,
    OrganisationKind,
    QualityClass,
    SizeClass,
)
from market.accounts.names import (
    INDUSTRIES,
    PROVINCE_NAMES,
    QUALITY_CLASSES,
    SIZES,
)
from market.choice_fields import RadioField, SelectField

MOST_STAFF = 10_000_000
YEARS_BACK = 3

DIFFERENT = _("The two passwords differ. Type the same one twice.")


class SignInForm(LoginForm):
    """Sign in; no cookie that outlives the browser."""

    remember = None  # type: ignore[assignment]  # takes the field away

    def validate_next(self, field: Field) -> None:
        """Leave out an address that is not of this site; the sign-in goes on."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""

    def validate(self, **given: object) -> bool:
        """Tell who knows the password that the address waits for confirmation."""
        if super().validate(**given):
            return True
        if self.requires_confirmation:
            self.email.errors = []
            self.form_errors.append(get_message("CONFIRMATION_REQUIRED")[0])
        return False


class PersonForm(FlaskForm):  # type: ignore[misc]
    """A new person: name, password, and the consent that we store."""

    name = LineField(
        _("Your name"),
        [needed(), at_most(100)],
        render_kw={"autocomplete": "name"},
    )
    password = PasswordField(
        _("Password"),
        [needed(), good_password],
        description=_("At least 12 characters; a sentence is good."),
        render_kw={"autocomplete": "new-password"},
    )
    password_confirm = PasswordField(
        _("The same password again"),
        [
            needed(),
            EqualTo(
                "password", _("The two passwords differ. Type the same one twice.")
            ),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    consent = BooleanField(
        _("I agree to the privacy notice and accept the terms of use."),
        [DataRequired(_("Without your consent we may not store your data."))],
    )


class RegistrationForm(PersonForm):
    """A natural person who licenses in that person's own name."""

    email = EmailField(
        _("E-mail address"),
        [needed(), at_most(255), address],
        description=_("We send a link there; you sign in with it."),
        render_kw={"autocomplete": "email"},
    )

    def facts(self, kind: OrganisationKind) -> OrganisationFacts:
        """Return the licensee that the form describes."""
        return OrganisationFacts(kind=kind, name_zh=self.name.data or "")


def _is_personal(field: Field) -> bool:
    return hasattr(RegistrationForm, field.short_name)


class SizeForm(FlaskForm):  # type: ignore[misc]
    """The size and the classes that a licensee states of itself."""

    industry = SelectField(
        _("Industry"), [needed()], choices=choices(INDUSTRIES), default=""
    )
    staff = IntegerField(
        _("Employed persons"),
        [number_needed(), NumberRange(0, MOST_STAFF, _("A whole number of persons."))],
        render_kw={"inputmode": "numeric"},
    )
    revenue = YuanField(
        _("Operating revenue of that year"),
        [needed()],
        render_kw={"inputmode": "decimal"},
    )
    assets = YuanField(
        _("Total assets at the end of that year"),
        [Optional()],
        description=_("Only in construction, real estate, and leasing and services."),
        render_kw={"inputmode": "decimal"},
    )
    size_year = IntegerField(
        _("Year of these figures"),
        [number_needed()],
        render_kw={"inputmode": "numeric"},
    )
    size_class = SelectField(
        _("Size class by the standard of 2011"),
        [needed()],
        choices=choices(SIZES),
        default="",
        description=_(
            "By your own statement (工信部联企业〔2011〕300号). It decides which price "
            "applies to you and is frozen on each licence."
        ),
    )
    quality_class = SelectField(
        _("Class among good small and medium enterprises"),
        [Optional()],
        choices=choices(QUALITY_CLASSES),
        default="",
        description=_("As the province or the ministry has recognised it."),
    )
    province = SelectField(
        _("Province of registration"),
        [Optional()],
        choices=choices(PROVINCE_NAMES),
        default="",
    )

    def validate_size_year(self, field: Field) -> None:
        """Take figures of the last years only; older ones say little."""
        newest = clock.today().year
        if field.data is None or not newest - YEARS_BACK <= field.data <= newest:
            raise ValidationError(
                gettext(
                    "Give a year from %(first)s to %(last)s.",
                    first=newest - YEARS_BACK,
                    last=newest,
                )
            )

    def derived(self) -> DerivedSize | None:
        """Return the size that the figures in the form give."""
        return derived_size(
            self.industry.data or None,
            day=clock.today(),
            staff=self.staff.data,
            revenue_fen=self.revenue.amount_fen(),
            assets_fen=self.assets.amount_fen(),
        )

    def size(self) -> SizeStatement:
        """Return the statement of a valid form."""
        quality = self.quality_class.data
        return SizeStatement(
            size_class=SizeClass(self.size_class.data),
            industry=Industry(self.industry.data),
            staff=self.staff.data or 0,
            revenue_fen=self.revenue.fen or 0,
            size_year=self.size_year.data or 0,
            assets_fen=self.assets.fen,
            quality_class=QualityClass(quality) if quality else None,
            province=self.province.data or None,
        )


class FirmRegistrationForm(RegistrationForm, SizeForm):
    """A firm or an individual business, with the person who registers it."""

    name_zh = LineField(
        _("Registered name"),
        [needed(), at_most(200)],
        description=_("As it stands in the business licence."),
        render_kw={"autocomplete": "organization"},
    )
    name_en = LineField(_("Name in English"), [Optional(), at_most(200)])
    credit_code = LineField(
        _("Unified social credit code"),
        [credit_code_of_firm],
        description=_("Eighteen digits and letters; needed in mainland China."),
        render_kw={"maxlength": "40"},
    )
    outside_mainland = BooleanField(
        _("Registered outside mainland China, so there is no such code")
    )

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields as the page shows them: the firm, then the person."""
        return iter(sorted(super().__iter__(), key=_is_personal))

    def validate(self, **given: object) -> bool:
        """Ask for the code of everybody who has one."""
        sound = bool(super().validate(**given))
        if bool(self.credit_code.data) != bool(self.outside_mainland.data):
            return sound
        if not self.credit_code.errors:
            self.credit_code.errors = [
                gettext("Give the code, or tick that there is none; not both.")
            ]
        return False

    def facts(self, kind: OrganisationKind) -> OrganisationFacts:
        """Return the licensee that the form describes."""
        return OrganisationFacts(
            kind=kind,
            name_zh=self.name_zh.data or "",
            name_en=self.name_en.data or "",
            credit_code=self.credit_code.data or None,
            outside_mainland=bool(self.outside_mainland.data),
            size=self.size(),
        )


class AccountForm(FlaskForm):  # type: ignore[misc]
    """What a person may change of the person's own account."""

    name = LineField(
        _("Your name"), [needed(), at_most(100)], render_kw={"autocomplete": "name"}
    )
    locale = RadioField(
        _("Language of our mail to you"),
        [needed()],
        choices=choices({"zh": "中文", "en": "English"}, blank=False),
    )
