"""The key terms that a licensee confirms one by one before it gives notice."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

# Code of the term, its short name, and what it means in full.
KEY_TERMS: dict[str, tuple[LazyString, LazyString]] = {
    "non_exclusive": (
        _("Ordinary licence; competitors can have one too"),
        _(
            "The licence is not exclusive: the patentee may use the invention and may "
            "license it to others, also to competitors, under the same terms."
        ),
    ),
    "mainland_only": (
        _("Within China only"),
        _(
            "The licence covers use within the territory where the Chinese patent has "
            "effect. Use or sale abroad may need other rights."
        ),
    ),
    "no_sublicence": (
        _("No sublicences"),
        _(
            "The licensee may not let others use the patent. Its suppliers may make "
            "for the licensee only as far as the terms allow."
        ),
    ),
    "no_warranty_of_freedom": (
        _("No warranty that other patents are not infringed"),
        _(
            "The licensor does not warrant that using this patent leaves the patents "
            "of others untouched. Check that before you invest."
        ),
    ),
    "invalidation": (
        _("If the patent is invalidated or lapses (Patent Law art. 47)"),
        _(
            "By law an invalidation does not reach back to what has been performed: "
            "fees paid are not returned, unless keeping them would plainly be unfair "
            "or the patentee acted in bad faith. Nothing falls due for the time after. "
            "The terms can give you more than that."
        ),
    ),
    "maintenance": (
        _("The licensor keeps the patent in force"),
        _(
            "The licensor pays the annual fees and defends the patent's validity for "
            "the term of the licence."
        ),
    ),
    "improvements": (
        _("Who owns later improvements (Civil Code art. 875)"),
        _(
            "Without another agreement an improvement belongs to the party that made "
            "it; the other party has no share in it."
        ),
    ),
    "disputes": (
        _("Settling disputes"),
        _(
            "First by negotiation; the CNIPA may be asked to mediate disputes over an "
            "open licence (Patent Law art. 52); a court may be asked at any time."
        ),
    ),
}
CODES = tuple(KEY_TERMS)


def confirmed(codes: list[str]) -> Iterator[str]:
    """Yield the names of the key terms that a licence confirms."""
    for code in codes:
        if code in KEY_TERMS:
            yield str(KEY_TERMS[code][0])
