"""The questions that the page of annual fees asks: who pays, and which licences."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms.fields.choices import (  # type: ignore[attr-defined]
    SelectChoice,  # The published types are of an earlier version.
)
from wtforms.validators import InputRequired

from market.accounts.models import OrganisationKind
from market.catalogue.fields import DayField, FactField
from market.catalogue.models import Patent
from market.choice_fields import SelectField
from market.formats import current_locale
from pricing.annuities.patent_life import PatentLife
from pricing.annuities.reductions import Opening, Patentees, opening
from pricing.errors import PricingError

__all__ = ["AnnuitiesForm", "annuities_form"]

SEVERAL = (";", "；")
_OWNERS = (
    SelectChoice("sole", _("One patentee")),
    SelectChoice("joint", _("Several patentees")),
)


class AnnuitiesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """Who pays the annual fees, and when open licences would run."""

    class Meta:
        """The form only asks: it is sent by GET and changes nothing."""

        csrf = False

    owners = SelectField(_("Patentees"), choices=_OWNERS, validators=[InputRequired()])
    qualify = FactField(
        _("Each qualifies for the standard reduction"),
        description=_(
            "Public institutions such as universities do; firms and persons below "
            "the income limits."
        ),
    )
    licence_filed = DayField(
        _("A first open licence is filed on"),
        description=_("The day of its filing with CNIPA. Blank: none is filed."),
    )
    licence_ends = DayField(
        _("The last open licence ends on"), description=_("Blank: with the patent.")
    )
    withdrawn = DayField(
        _("The declaration is withdrawn on"), description=_("Blank: it stands.")
    )

    def patentees(self) -> Patentees:
        """Return who pays."""
        return Patentees(
            is_joint=self.owners.data == "joint", qualify=self.qualify.data
        )

    def opening(self, life: PatentLife) -> Opening | None:
        """Return the licences asked for; what is wrong stands beside the field."""
        if self.licence_filed.data is None:
            return None
        try:
            return opening(
                life,
                filed_on=self.licence_filed.data,
                ends_on=self.licence_ends.data,
                withdrawn_on=self.withdrawn.data,
            )
        except PricingError as error:
            is_zh = current_locale() == "zh"
            said = error.message_zh if is_zh else error.message_en
            self.licence_filed.errors = [*self.licence_filed.errors, said]
            return None


def annuities_form(
    typed: MultiDict[str, str], patent: Patent, *, today: date
) -> AnnuitiesForm:
    """Return the form with what was typed, or with what is likely."""
    form = AnnuitiesForm(typed or None, data=_likely(patent, today))
    if typed:
        form.validate()
    return form


def _likely(patent: Patent, today: date) -> dict[str, Any]:
    is_joint = any(sign in patent.patentee for sign in SEVERAL)
    is_institution = patent.organisation.kind is OrganisationKind.INSTITUTION
    return {
        "owners": "joint" if is_joint else "sole",
        # Of the other owners nothing is known.
        "qualify": True if is_institution and not is_joint else None,
        "licence_filed": today,
    }
