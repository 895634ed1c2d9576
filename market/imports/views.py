"""The office's pages of imports: send a file, look at it, import it, mend its rows."""

from __future__ import annotations

import hashlib

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock
from market.accounts.policies import OFFICE, acting, acting_organisation, policy
from market.catalogue.exports import csv_bytes
from market.db import MarketSession, session, transaction
from market.errors import Refused
from market.history import Author
from market.i18n import locale
from market.imports import mapping, operations, pages, queries, uploads
from market.imports.forms import MappingForm, UploadForm, form_of
from market.imports.models import ImportFault, PatentImport
from market.imports.operations import Received

bp = Blueprint("imports", __name__)
pages.register(bp)

ADDRESS = "/office/patents/import/<token>"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get("/office/patents/import")
@policy(OFFICE)
def upload() -> ResponseReturnValue:
    """Ask for a file, and list those that came before."""
    return _upload_page(UploadForm())


@bp.post("/office/patents/import")
@policy(OFFICE)
def receive() -> ResponseReturnValue:
    """Store a file for the worker; nothing of it is read here."""
    form = UploadForm()
    if not form.validate():
        return _upload_page(form), 422
    content = form.file.data.read()
    if not content:
        form.file.errors = [_("The file is empty. Choose another one.")]
        return _upload_page(form), 422
    author = _author()
    token = uploads.new_token()
    uploads.keep(acting_organisation().id, token, content)
    received = Received(
        token=token,
        filename=uploads.plain_name(form.file.data.filename),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    try:
        with transaction() as writing:
            operations.receive(writing, received, author)
    except Refused as refused:
        uploads.discard(acting_organisation().id, token)
        form.file.errors = [refused.message(locale())]
        return _upload_page(form), 422
    return _to_page(token)


@bp.get(ADDRESS)
@policy(OFFICE)
def show(token: str) -> ResponseReturnValue:
    """Show how far a file is, what it would do, or what it did."""
    found = _import(token)
    return _page(found, form_of(pages.columns_of(found)))


@bp.get(f"{ADDRESS}/progress")
@policy(OFFICE)
def progress(token: str) -> ResponseReturnValue:
    """Answer a waiting page: the bar, or the order to load what came of it."""
    found = _import(token)
    if pages.is_at_work(found):
        return render_template("imports/_progress.html", **pages.waiting(found))
    return Response(headers={"HX-Refresh": "true"})


@bp.post(ADDRESS)
@policy(OFFICE)
def run(token: str) -> ResponseReturnValue:
    """Import a rehearsed file; sent twice, it is imported once."""
    _require_file(token)
    with transaction() as writing:
        operations.begin(writing, _locked(writing, token), asked_at=clock.now_utc())
    return _to_page(token)


@bp.post(f"{ADDRESS}/columns")
@policy(OFFICE)
def columns(token: str) -> ResponseReturnValue:
    """Rehearse a file again, with its columns as a person states them."""
    found = _import(token)
    form = form_of(pages.columns_of(found))
    if not form.validate():
        return _page(found, form), 422
    _require_file(token)
    now = clock.now_utc()
    stated = form.stated()
    with transaction() as writing:
        found = _locked(writing, token)
        operations.read_again(writing, found, stated, asked_at=now)
        mapping.remember(
            writing, found.organisation_id, form.names, stated, chosen_at=now
        )
    return _to_page(token)


@bp.post(f"{ADDRESS}/again")
@policy(OFFICE)
def again(token: str) -> ResponseReturnValue:
    """Go on after a failure from where it stopped, or rehearse a stopped file anew."""
    _require_file(token)
    now = clock.now_utc()
    with transaction() as writing:
        found = _locked(writing, token)
        if found.state in operations.UNFINISHED:
            operations.go_on(writing, found, asked_at=now)
        else:
            operations.read_again(writing, found, None, asked_at=now)
    return _to_page(token)


@bp.post(f"{ADDRESS}/cancel")
@policy(OFFICE)
def cancel(token: str) -> ResponseReturnValue:
    """Stop a file; the blocks that are done stay."""
    with transaction() as writing:
        found = _locked(writing, token)
        operations.cancel(writing, found, cancelled_at=clock.now_utc())
    return _to_page(token)


@bp.get(f"{ADDRESS}/refused.<kind>")
@policy(OFFICE)
def refused(token: str, kind: str) -> ResponseReturnValue:
    """Give the refused rows as a file to mend and to import again."""
    found = _import(token)
    content = uploads.mending_of(found.organisation_id, token, locale(), kind)
    return _download(content, kind, f"refused-rows-{found.id}.{kind}")


@bp.get(f"{ADDRESS}/findings.csv")
@policy(OFFICE)
def findings(token: str) -> ResponseReturnValue:
    """Give every finding as a table, refusals and notices."""
    found = _import(token)
    header = [_("Row"), _("Column"), _("Value"), _("Verdict"), _("Reason"), _("Mend")]
    rows = map(_finding_row, queries.faults_of(session(), found.id))
    return _download(csv_bytes(header, rows), "csv", f"findings-{found.id}.csv")


def _upload_page(form: UploadForm) -> str:
    return render_template(
        "imports/upload.html",
        form=form,
        imports=queries.imports_of(session(), acting_organisation().id),
    )


def _page(found: PatentImport, form: MappingForm) -> str:
    if pages.is_at_work(found):
        return render_template("imports/waiting.html", **pages.waiting(found))
    shown = pages.shown(session(), found, request.args)
    return render_template("imports/import.html", form=form, **shown)


def _import(token: str) -> PatentImport:
    return queries.import_of(session(), acting_organisation().id, token)


def _locked(writing: MarketSession, token: str) -> PatentImport:
    return queries.import_of(writing, acting_organisation().id, token, locked=True)


def _require_file(token: str) -> None:
    """Refuse to work on a file that was removed, in the words of the page."""
    found = _import(token)
    is_done = found.state not in (*operations.UNFINISHED, *operations.READ_AGAIN)
    if not is_done and not uploads.is_kept(found.organisation_id, token):
        raise Refused(
            f"上传的文件已在 {uploads.KEPT_DAYS} 天后清除，请重新上传。",
            f"The file was removed after {uploads.KEPT_DAYS} days. Upload it again.",
        )


def _download(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content,
        content_type=MEDIA_TYPES[kind],
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _to_page(token: str) -> ResponseReturnValue:
    return redirect(url_for("imports.show", token=token), 303)


def _author() -> Author:
    return Author(
        happened_at=clock.now_utc(),
        organisation_id=acting_organisation().id,
        user_id=acting().user.id,
        address=request.remote_addr or "",
    )


def _finding_row(found: ImportFault) -> list[object]:
    is_chinese = locale() == "zh"
    return [
        found.row,
        found.column,
        found.value,
        _("Refused") if found.refuses else _("Notice"),
        found.reason_zh if is_chinese else found.reason_en,
        found.mend_zh if is_chinese else found.mend_en,
    ]
