"""Read grants and applications of the United States Patent and Trademark Office.

Document types us-patent-grant and us-patent-application, versions 4.0 to 4.7
(2004 to now).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from market.imports.xml_parts import (
    classes_of,
    day,
    found_text,
    listed,
    paragraphs_of,
    part_symbol,
    text_of,
    written_symbol,
)

_KINDS = {"design": "design", "utility": "invention", "reissue": "invention"}
_APPLICANTS = (
    "us-parties/us-applicants/us-applicant",
    "parties/applicants/applicant",
)


def patents(root: Element) -> Iterator[Mapping[str, str]]:
    """Yield the one patent of a document, by field."""
    is_grant = root.tag == "us-patent-grant"
    head = root.find(f"us-bibliographic-data-{'grant' if is_grant else 'application'}")
    if head is None:
        yield {}
        return
    publication = head.find("publication-reference/document-id")
    application = head.find("application-reference")
    number = _number(publication)
    yield {
        "grant_publication_number" if is_grant else "publication_number": number,
        "application_number": found_text(head, "application-reference//doc-number"),
        "kind": _KINDS.get(application.get("appl-type", ""), "")
        if application is not None
        else "",
        "title": found_text(head, "invention-title"),
        "abstract": paragraphs_of(root.find("abstract")),
        "ipc": _classes(head),
        "filed_on": day(found_text(head, "application-reference//date")),
        "granted_on": day(found_text(head, "publication-reference//date"))
        if is_grant
        else "",
        "patentee": _holders(head),
        "inventors": _inventors(head),
        "claims_count": _claims(root, head),
        "cites": _cited(head),
    }


def _number(document: Element | None) -> str:
    if document is None:
        return ""
    return "".join(
        found_text(document, name) for name in ("country", "doc-number", "kind")
    )


def _classes(head: Element) -> str:
    modern = [part_symbol(each) for each in head.iter("classification-ipcr")]
    older = [
        written_symbol(text_of(each))
        for path in ("main-classification", "further-classification")
        for each in head.findall(f"classification-ipc/{path}")
    ]
    cpc = [part_symbol(each) for each in head.iter("classification-cpc")]
    return classes_of([*modern, *older], cpc)


def _holders(head: Element) -> str:
    """Return the assignees; without any the applicants hold it themselves."""
    assignees = [_name(each) for each in head.findall("assignees/assignee")]
    return listed(assignees) or listed(map(_name, _applicants(head)))


def _applicants(head: Element) -> list[Element]:
    return [each for path in _APPLICANTS for each in head.findall(path)]


def _inventors(head: Element) -> str:
    named = [
        each for each in head.iter("inventor") if each.find("addressbook") is not None
    ]
    # Before 2012 inventors applied themselves.
    applied = [
        each
        for each in _applicants(head)
        if each.get("app-type") == "applicant-inventor"
    ]
    return listed(map(_name, named or applied))


def _name(party: Element) -> str:
    book = party.find("addressbook")
    if book is None:
        book = party
    organisation = found_text(book, "orgname")
    if organisation:
        return organisation
    names = (found_text(book, name) for name in ("first-name", "last-name"))
    return " ".join(name for name in names if name)


def _claims(root: Element, head: Element) -> str:
    stated = found_text(head, "number-of-claims")
    return stated or str(len(root.findall("claims/claim")) or "")


def _cited(head: Element) -> str:
    return listed(_number(each.find("document-id")) for each in head.iter("patcit"))
