"""Downloads of files that are evidence: never shown in the page, never a stranger's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, stream_with_context
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from market import clock
from market.accounts.policies import OFFICE_READS, acting_organisation, policy
from market.approval.case_file import entries_of_case, index_of
from market.approval.overview import case_of
from market.approval.pages import CASE_READERS, LARGEST_ID, OFFER, own_case
from market.approval.zip_stream import streamed
from market.attachments import Attachment, own_attachment
from market.db import session
from market.errors import NotFound
from market.licensing.queries import office_offer

bp = Blueprint("attachments", __name__)

ATTACHMENT = f"<int(max={LARGEST_ID}):attachment_id>"


@bp.get(f"/office/attachments/{ATTACHMENT}")
@policy(OFFICE_READS)
def download(attachment_id: int) -> ResponseReturnValue:
    """Give a file of the reader's own office."""
    office_id = acting_organisation().id
    return as_download(own_attachment(session(), office_id, attachment_id))


@bp.get(f"/office/offers/{OFFER}/case/files/{ATTACHMENT}")
@policy(CASE_READERS)
def of_case(offer_id: int, attachment_id: int) -> ResponseReturnValue:
    """Give a file of a case to whoever may see the case."""
    case = case_of(session(), own_case(offer_id), day=clock.today())
    for file in case.files():
        if file.id == attachment_id:
            return as_download(file)
    raise NotFound("本案卷没有这个附件。", "This case has no such file.")


def as_download(file: Attachment) -> Response:
    """Return a file that a browser saves and does not show, whatever it holds."""
    answer = Response(file.content, content_type=file.media_type)
    answer.headers["Content-Disposition"] = disposition(file.filename)
    return answer


def disposition(filename: str) -> str:
    """Return the header that has a file saved under a name in any script.

    Examples
    --------
    >>> disposition("a.pdf"), disposition("书.pdf")
    ('attachment; filename=a.pdf', "attachment; filename*=UTF-8''%E4%B9%A6.pdf")
    """
    if filename.isascii():
        return dump_options_header("attachment", {"filename": filename})
    return f"attachment; filename*=UTF-8''{quote(filename, safe='')}"


@bp.get(f"/office/offers/{OFFER}/case.zip")
@policy(OFFICE_READS)
def case_file(offer_id: int) -> ResponseReturnValue:
    """Give the whole case as one file, written as it is sent."""
    own_case(offer_id)
    pieces = _pieces(acting_organisation().id, offer_id)
    answer = Response(stream_with_context(pieces), mimetype="application/zip")
    answer.headers["Content-Disposition"] = disposition(f"case-{offer_id}.zip")
    return answer


def _pieces(organisation_id: int, offer_id: int) -> Iterator[bytes]:
    """Yield the file; all is read here, in the session that lives while it is sent."""
    reading = session()
    offer = office_offer(reading, organisation_id, offer_id=offer_id)
    case = case_of(reading, offer, day=clock.today())
    entries = entries_of_case(reading, offer, case)
    yield from streamed(entries, partial(index_of, offer))
