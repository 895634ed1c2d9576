"""The boxes of a fair price, with what was typed and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm

from market.choice_fields import SelectField
from market.fair_price.question import DEFAULTS, KEYS, LANES, LICENSORS
from market.formats import current_locale
from market.typed_amounts import plain_amount
from pricing.errors import PricingError
from pricing.half_width import half_width
from pricing.valuation.quantities import MONEY, QUANTITIES
from pricing.valuation.readiness import READINESS
from pricing.valuation.uncertain import SEPARATOR

__all__ = ["FIRST_KEYS", "FURTHER_KEYS", "form_of", "typed_texts"]

LONGEST = 120
# What a page asks first; the rest has defaults and stands folded.
FIRST_KEYS = ("number", "sales", "readiness", "months", "licensees")
FURTHER_KEYS = tuple(key for key in KEYS if key not in FIRST_KEYS)
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")


def typed_texts(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in each box, in half-width letters, without commas.

    Amounts are plain numbers of yuan, each by itself.
    """
    return {key: _plain(key, arguments.get(key, "")) for key in ("number", *KEYS)}


def _plain(key: str, text: str) -> str:
    half = half_width(text)[:LONGEST]
    if key in QUANTITIES and QUANTITIES[key].unit in MONEY:
        shape, colon, numbers = half.rpartition(":")
        amounts = [plain_amount(number) for number in numbers.split(SEPARATOR)]
        return shape + colon + SEPARATOR.join(amounts)
    return _GROUPED.sub(lambda match: match[0].replace(",", ""), half)


def form_of(texts: Mapping[str, str], errors: Mapping[str, PricingError]) -> BaseForm:
    """Return the boxes in the reader's language.

    Parameters
    ----------
    texts : mapping of str to str
        What was typed.
    errors : mapping of str to PricingError
        What is wrong, by key.
    """
    form = BaseForm({key: _field(key) for key in ("number", *KEYS)})
    form.process(
        data={key: texts.get(key) or DEFAULTS.get(key) for key in form._fields}
    )
    for key, error in errors.items():
        form[key].errors = [*form[key].errors, message_of(error)]
    return form


def message_of(error: PricingError) -> str:
    """Return an error with its mend in the reader's language."""
    if current_locale() == "zh":
        return f"{error.message_zh}{error.mend_zh}"
    return f"{error.message_en} {error.mend_en}".rstrip()


def _field(key: str) -> Any:  # noqa: ANN401  # typed as bound, which it is not yet
    choices = _choices().get(key)
    label = _labels().get(key) or _told(QUANTITIES[key].label)
    if choices is not None:
        offered = [SelectChoice(value, text) for value, text in choices]
        return SelectField(label, choices=offered, id=key)
    return StringField(
        label,
        id=key,
        description=_hints().get(key, ""),
        render_kw={
            "autocomplete": "off",
            "maxlength": LONGEST,
            "placeholder": _placeholder(key),
        },
    )


def _placeholder(key: str) -> str:
    return (key in QUANTITIES and QUANTITIES[key].default) or ""


def _labels() -> dict[str, str]:
    return {
        "number": _("Patent number"),
        "readiness": _("Readiness of the technology"),
        "months": _("Term of the licence, months"),
        "lane": _("Lane"),
        "licensor": _("Kind of licensor"),
        "ipc": _("IPC class"),
        "industry": _("Industry (GB/T 4754)"),
    }


def _hints() -> dict[str, str]:
    return {
        "number": _("One of your patents; its end bounds the term. May stay empty."),
        "sales": _(
            "Yuan. One number, low..high or low..likely..high, such as "
            "3000000..5000000..9000000."
        ),
        "licensees": _("One number or a range. Empty: 1..3..8."),
        "ipc": _("Empty: that of the patent."),
    }


def _choices() -> dict[str, list[tuple[str, str]]]:
    zh = current_locale() == "zh"
    lanes = {"open": _("Open licence"), "ordinary": _("Ordinary licence")}
    licensors = {
        "university": _("University"),
        "institute": _("Research institute"),
        "enterprise": _("Enterprise"),
        "person": _("An individual"),
    }
    return {
        "readiness": [
            (key, level.label_zh if zh else level.label_en)
            for key, level in READINESS.items()
        ],
        "lane": [(key, lanes[key]) for key in LANES],
        "licensor": [(key, licensors[key]) for key in LICENSORS],
    }


def _told(label: tuple[str, str]) -> str:
    zh, en = label
    return zh if current_locale() == "zh" else en
