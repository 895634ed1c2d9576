"""The office's pages of imports: upload, rehearsal, import, findings to download."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock
from market.accounts.policies import OFFICE, acting_organisation, policy
from market.catalogue import uploads
from market.catalogue.exports import csv_bytes
from market.catalogue.faults import RowFault
from market.catalogue.fields import one_line
from market.catalogue.forms import UploadForm
from market.catalogue.imports import import_file
from market.catalogue.uploads import Report
from market.catalogue.wording import FIELD_NAMES
from market.i18n import locale
from market.imports.sheets import FileUnreadable

bp = Blueprint("imports", __name__)

SHOWN_FAULTS = 100
LONGEST_NAME = 120
ADDRESS = "/office/patents/import/<token>"


@bp.get("/office/patents/import")
@policy(OFFICE)
def upload() -> ResponseReturnValue:
    """Ask for a file."""
    return _upload_page(UploadForm())


@bp.post("/office/patents/import")
@policy(OFFICE)
def rehearse() -> ResponseReturnValue:
    """Store a file and say what it would do; nothing is imported yet."""
    form = UploadForm()
    if not form.validate():
        return _upload_page(form), 422
    organisation_id = acting_organisation().id
    content = form.file.data.read()
    try:
        uploads.require_few_rows(content)
        outcome = import_file(content, organisation_id, is_rehearsal=True)
    except FileUnreadable as unreadable:
        form.file.errors = [unreadable.message(locale())]
        return _upload_page(form), 422
    name = one_line(form.file.data.filename)[-LONGEST_NAME:]
    report = Report(filename=name, is_imported=False, outcome=outcome)
    uploads.sweep(clock.now_utc())
    token = uploads.keep(organisation_id, content, report)
    return redirect(url_for("imports.report", token=token), 303)


@bp.get(ADDRESS)
@policy(OFFICE)
def report(token: str) -> ResponseReturnValue:
    """Show what a file would do, or did."""
    found = uploads.report_of(acting_organisation().id, token)
    return render_template(
        "catalogue/report.html",
        report=found,
        outcome=found.outcome,
        token=token,
        shown=SHOWN_FAULTS,
    )


@bp.post(ADDRESS)
@policy(OFFICE)
def run(token: str) -> ResponseReturnValue:
    """Import a rehearsed file; sent twice, it is imported once."""
    organisation_id = acting_organisation().id
    found = uploads.report_of(organisation_id, token)
    content = uploads.content_of(organisation_id, token)
    # Without its content the file was imported before, or a moment ago.
    if content is not None:
        outcome = import_file(content, organisation_id)
        done = Report(filename=found.filename, is_imported=True, outcome=outcome)
        uploads.record(organisation_id, token, done)
        uploads.discard(organisation_id, token)
    return redirect(url_for("imports.report", token=token), 303)


@bp.get(f"{ADDRESS}/findings.csv")
@policy(OFFICE)
def findings(token: str) -> ResponseReturnValue:
    """Give the findings as a file, to mend the rows by."""
    found = uploads.report_of(acting_organisation().id, token)
    header = [_("Row"), _("Column"), _("Value"), _("Verdict"), _("Reason"), _("Mend")]
    content = csv_bytes(header, map(_finding_row, found.outcome.faults))
    name = "findings.csv"
    return Response(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _upload_page(form: UploadForm) -> str:
    return render_template("catalogue/upload.html", form=form, fields=FIELD_NAMES)


def _finding_row(found: RowFault) -> list[object]:
    words = locale()
    return [
        found.row,
        found.column,
        found.value,
        _("Refused") if found.refuses else _("Notice"),
        found.fault.reason.read_in(words),
        found.fault.mend.read_in(words),
    ]
