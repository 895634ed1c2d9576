"""The actions that can be done on many patents at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from market.bulk import forms, steps
from market.bulk.forms import BulkForm
from market.bulk.steps import Doing

Step = Callable[[Session, Doing, int], int | None]


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its name, what it means, what is typed for it, what it does."""

    title: LazyString
    lead: LazyString
    form: type[BulkForm]
    does: Step


ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "draft": Action(
            _("Draft offers from a pattern"),
            _("Each patent without a living offer gets a draft of its own."),
            forms.DraftForm,
            steps.draft,
        ),
        "copy": Action(
            _("Draft offers with the terms of another"),
            _("Each patent without a living offer gets a draft with these terms."),
            forms.CopyForm,
            steps.copy,
        ),
        "check": Action(
            _("Check the offers"),
            _("Each is held against the law and the consents of its co-owners."),
            BulkForm,
            steps.check,
        ),
        "send": Action(
            _("Send the offers for approval"),
            _("Each checked offer begins a round of approval of its own."),
            forms.SendForm,
            steps.send_for_approval,
        ),
        "approve": Action(
            _("Approve the offers"),
            _("Each step that is yours to decide is decided and recorded singly."),
            forms.ApproveForm,
            steps.approve,
        ),
        "post": Action(
            _("Open the approved ordinary offers"),
            _("An admin of the office opens them; everyone finds them at once."),
            BulkForm,
            steps.post,
        ),
        "declare": Action(
            _("Record the lodging of the open licences"),
            _("Lodge the declarations with CNIPA first, then enter the day here."),
            forms.DeclareForm,
            steps.declare,
        ),
        "withdraw": Action(
            _("Withdraw the ordinary offers"),
            _("Nobody takes them up any more; licences already given go on."),
            forms.WithdrawForm,
            steps.withdraw,
        ),
        "checked": Action(
            _("Record that the legal status was looked up"),
            _("The legal status stays as recorded; the day is new."),
            forms.CheckedForm,
            steps.record,
        ),
        "fee": Action(
            _("Record whether the annual fee is paid"),
            _("The same answer goes into the record of each patent."),
            forms.FeeForm,
            steps.record,
        ),
        "use": Action(
            _("Record fields of use and readiness"),
            _("What you choose here replaces what the records say."),
            forms.UseForm,
            steps.record,
        ),
    }
)
