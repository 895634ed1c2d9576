"""Who talks about licences, and who reads along on either side."""

from __future__ import annotations

from market.accounts.models import RoleName
from market.accounts.policies import only

# An office's proposal binds nobody before its own approval, a firm's only its admin.
TALKS = only(RoleName.OFFICE_MEMBER, RoleName.OFFICE_ADMIN, RoleName.LICENSEE_ADMIN)
READS = only(*TALKS.roles, RoleName.LICENSEE_MEMBER, RoleName.AUDITOR)
