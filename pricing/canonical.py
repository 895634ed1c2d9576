"""The one text of terms, whose SHA-256 freezes what a licence is priced by.

Two writings of the same terms give the same text: keys are sorted and every
default is written out.
"""

from __future__ import annotations

import hashlib
import json

from pricing.terms import Terms

__all__ = ["canonical_json", "terms_sha256"]

_JOINED_LATER = ("quality_tiers", "regional_tiers")


def canonical_json(terms: Terms) -> str:
    """Return the one text of terms: sorted keys, no blanks, defaults written out.

    A key that joined the language after its first terms were frozen is left out
    while it says nothing, so that what was frozen keeps its SHA-256.

    Parameters
    ----------
    terms : Terms
        Terms as they were read, in whatever order and with whatever left out.

    Returns
    -------
    str
        JSON on one line, which `pricing.terms.read_terms` reads back to the same
        terms.
    """
    tree = terms.model_dump(mode="json", by_alias=True)
    for key in _JOINED_LATER:
        if getattr(terms, key) == Terms.model_fields[key].default:
            del tree[key]
    return json.dumps(
        tree,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def terms_sha256(terms: Terms) -> str:
    """Return the SHA-256 of the canonical text.

    Parameters
    ----------
    terms : Terms
        Terms as they were read.

    Returns
    -------
    str
        64 small hexadecimal digits, taken over the text in UTF-8.
    """
    return hashlib.sha256(canonical_json(terms).encode()).hexdigest()
