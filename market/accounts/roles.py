"""Which roles an organisation may give, who gives them, and which stay apart."""

from __future__ import annotations

from collections.abc import Collection

from market.accounts.models import OrganisationKind, RoleName
from market.errors import Refused

LICENSEE_ROLES = (RoleName.LICENSEE_ADMIN, RoleName.LICENSEE_MEMBER)

# The first role of each kind is that of the first member.
ROLES_OF_KIND: dict[OrganisationKind, tuple[RoleName, ...]] = {
    OrganisationKind.INSTITUTION: (
        RoleName.OFFICE_ADMIN,
        RoleName.OFFICE_MEMBER,
        RoleName.FINANCE,
        RoleName.AUDITOR,
        RoleName.INVENTOR,
    ),
    OrganisationKind.ENTERPRISE: LICENSEE_ROLES,
    OrganisationKind.INDIVIDUAL_BUSINESS: LICENSEE_ROLES,
    OrganisationKind.NATURAL_PERSON: (RoleName.LICENSEE_ADMIN,),
    OrganisationKind.GOVERNMENT: (RoleName.POLICYMAKER,),
    OrganisationKind.SERVICE: (RoleName.SERVICE_AGENT,),
    OrganisationKind.PARK: LICENSEE_ROLES,
    OrganisationKind.OPERATOR: (RoleName.OPERATOR,),
}

# Everybody else is somebody whom the operator knows.
SELF_REGISTERED_KINDS = (
    OrganisationKind.ENTERPRISE,
    OrganisationKind.INDIVIDUAL_BUSINESS,
    OrganisationKind.NATURAL_PERSON,
)
LICENSEE_KINDS = (*SELF_REGISTERED_KINDS, OrganisationKind.PARK)

OFFICE_ROLES = frozenset({RoleName.OFFICE_ADMIN, RoleName.OFFICE_MEMBER})
# Whoever makes an offer does not confirm its money, and who audits does neither.
APART: tuple[tuple[frozenset[RoleName], frozenset[RoleName]], ...] = (
    (frozenset({RoleName.FINANCE}), OFFICE_ROLES),
    (frozenset({RoleName.AUDITOR}), OFFICE_ROLES | {RoleName.FINANCE}),
)


def first_role(kind: OrganisationKind) -> RoleName:
    """Return the role of the first member of an organisation."""
    return ROLES_OF_KIND[kind][0]


def require_roles(kind: OrganisationKind, roles: Collection[RoleName]) -> None:
    """Refuse roles that this kind of organisation cannot give to one person.

    Raises
    ------
    Refused
        If there is none, one belongs to another kind, or two must stay apart.
    """
    wanted = frozenset(roles)
    if not wanted or not wanted <= frozenset(ROLES_OF_KIND[kind]):
        raise Refused(
            "所选角色不适用于这类机构。请从列出的角色中选择。",
            "These roles are not of this kind of organisation. "
            "Choose among the roles that are listed.",
        )
    for one, other in APART:
        if one & wanted and other & wanted:
            raise Refused(
                "财务、审计与技术转移岗位必须由不同的人担任。请分别邀请。",
                "Finance, audit and the transfer office must be different persons. "
                "Invite one person for each.",
            )
