"""What kinds, roles and the classes of firms are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.accounts.models import (
    Industry,
    OrganisationKind,
    RoleName,
    SizeClass,
)
from market.formats import current_locale, province_name, quality_name
from pricing.tiers import PROVINCES, QUALITIES


def _now(name: Callable[[str, str], str], word: str) -> str:
    return name(word, current_locale())


KINDS = {
    OrganisationKind.INSTITUTION: _("University or institute"),
    OrganisationKind.ENTERPRISE: _("Enterprise"),
    OrganisationKind.INDIVIDUAL_BUSINESS: _("Individual business"),
    OrganisationKind.NATURAL_PERSON: _("Natural person"),
    OrganisationKind.GOVERNMENT: _("Government body"),
    OrganisationKind.SERVICE: _("Service organisation"),
    OrganisationKind.PARK: _("Park or incubator"),
    OrganisationKind.OPERATOR: _("Operator of the platform"),
}
ROLES = {
    RoleName.LICENSEE_ADMIN: _("Licensee, binding (gives notice, invites)"),
    RoleName.LICENSEE_MEMBER: _("Licensee, preparing"),
    RoleName.OFFICE_ADMIN: _("Office, admin (publishes, invites)"),
    RoleName.OFFICE_MEMBER: _("Office, member"),
    RoleName.FINANCE: _("Finance"),
    RoleName.AUDITOR: _("Audit (reads only)"),
    RoleName.INVENTOR: _("Inventor"),
    RoleName.SERVICE_AGENT: _("Agent under a power of attorney"),
    RoleName.POLICYMAKER: _("Policymaker"),
    RoleName.OPERATOR: _("Operator"),
}
SIZES = {
    SizeClass.MICRO: _("Micro firm"),
    SizeClass.SMALL: _("Small firm"),
    SizeClass.MEDIUM: _("Medium firm"),
    SizeClass.LARGE: _("Large firm"),
}
INDUSTRIES = {
    Industry.MANUFACTURING: _("Industry (mining, manufacturing, utilities)"),
    Industry.SOFTWARE: _("Software and IT services"),
    Industry.TELECOM: _("Information transmission"),
    Industry.AGRICULTURE: _("Agriculture, forestry, animal husbandry, fishery"),
    Industry.CONSTRUCTION: _("Construction"),
    Industry.WHOLESALE: _("Wholesale"),
    Industry.RETAIL: _("Retail"),
    Industry.TRANSPORT: _("Transport"),
    Industry.WAREHOUSING: _("Warehousing"),
    Industry.POST: _("Postal services"),
    Industry.ACCOMMODATION: _("Accommodation"),
    Industry.CATERING: _("Catering"),
    Industry.REAL_ESTATE: _("Real estate development"),
    Industry.PROPERTY: _("Property management"),
    Industry.LEASING: _("Leasing and business services"),
    Industry.OTHER: _("Other industries"),
}
QUALITY_CLASSES = {word: LazyString(_now, quality_name, word) for word in QUALITIES}
PROVINCE_NAMES = {code: LazyString(_now, province_name, code) for code in PROVINCES}
