"""Read bibliographic data and search results of the EPO's Open Patent Services."""

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

# In which language a title and an abstract are taken, where there are several.
LANGUAGES = ("zh", "en", "")
_BIBLIO = "{*}bibliographic-data"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def patents(root: Element) -> Iterator[Mapping[str, str]]:
    """Yield the patents of a document by field; a search result tells only numbers."""
    documents = list(root.iter("{http://www.epo.org/exchange}exchange-document"))
    for document in documents:
        yield _patent(document)
    if documents:
        return
    for hit in root.iter("{http://ops.epo.org}publication-reference"):
        yield {"publication_number": _number(hit)}


def _patent(document: Element) -> Mapping[str, str]:
    number = "".join(
        document.get(name, "") for name in ("country", "doc-number", "kind")
    )
    head = document.find(_BIBLIO)
    if head is None:
        return {"publication_number": number}
    titles = {_language(each): text_of(each) for each in _all(head, "invention-title")}
    title = _preferred(titles)
    title_en = titles.get("en", "")
    return {
        "publication_number": number,
        "title": title,
        "title_en": "" if title_en == title else title_en,
        "abstract": _preferred(
            {
                _language(each): paragraphs_of(each)
                for each in document.findall("{*}abstract")
            }
        ),
        "ipc": _classes(head),
        "filed_on": day(_dated(head, "application-reference")),
        "granted_on": day(_dated(head, "publication-reference"))
        if document.get("kind", "")[:1] in ("B", "C")
        else "",
        "patentee": _names(head, "applicant"),
        "inventors": _names(head, "inventor"),
        "cites": _cited(head),
    }


def _all(head: Element, name: str) -> list[Element]:
    return head.findall(f"{{*}}{name}")


def _language(element: Element) -> str:
    return element.get("lang") or element.get(_XML_LANGUAGE) or ""


def _preferred(texts: Mapping[str, str]) -> str:
    known = [texts[language] for language in LANGUAGES if texts.get(language)]
    return (known or [*texts.values(), ""])[0]


def _number(reference: Element) -> str:
    for document in reference.findall("{*}document-id"):
        if document.get("document-id-type") in ("docdb", None):
            names = ("country", "doc-number", "kind")
            return "".join(found_text(document, f"{{*}}{name}") for name in names)
    return ""


def _dated(head: Element, name: str) -> str:
    dates = (text_of(each) for each in head.findall(f"{{*}}{name}//{{*}}date"))
    return next((text for text in dates if text), "")


def _classes(head: Element) -> str:
    ipc = [
        written_symbol(found_text(each, "{*}text"))
        for each in head.findall("{*}classifications-ipcr/{*}classification-ipcr")
    ]
    cpc = [
        part_symbol(each)
        for each in head.findall("{*}patent-classifications/{*}patent-classification")
        if _scheme(each).startswith("CPC")
    ]
    return classes_of(ipc, cpc)


def _scheme(element: Element) -> str:
    scheme = element.find("{*}classification-scheme")
    return "" if scheme is None else scheme.get("scheme", "")


def _names(head: Element, role: str) -> str:
    """Return names as the documents print them, or else in the EPO's own capitals."""
    parties = head.findall(f"{{*}}parties/{{*}}{role}s/{{*}}{role}")
    for data_format in ("original", "docdb", "epodoc"):
        found = listed(
            found_text(party, f"{{*}}{role}-name/{{*}}name")
            for party in parties
            if party.get("data-format") == data_format
        )
        if found:
            return found
    return ""


def _cited(head: Element) -> str:
    cited = head.findall("{*}references-cited/{*}citation/{*}patcit")
    return listed(map(_number, cited))
