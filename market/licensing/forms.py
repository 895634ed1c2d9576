"""What an office types: a new offer, its terms, its announcement."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from market.choice_fields import RadioField, SelectField
from market.formats import current_locale
from market.licensing.boxes import LANES, Choices
from market.licensing.opening import Announcement
from pricing.errors import Place
from pricing.half_width import half_width
from pricing.patterns import PATTERN_LABELS, PATTERNS, pattern
from pricing.terms import Terms


def cleaned(text: str | None) -> str:
    """Return a text with half-width letters and without control characters."""
    half = half_width(text or "")
    return "".join(c for c in half if c.isprintable() or c.isspace()).strip()


def printable(text: str | None) -> str:
    """Return a text without control characters, its punctuation as it is."""
    return "".join(c for c in text or "" if c.isprintable() or c.isspace()).strip()


def _offered(choices: Choices) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


def _patterns() -> Choices:
    """Return the patterns with their names in the reader's language."""
    position = 0 if current_locale() == "zh" else 1
    return tuple((name, PATTERN_LABELS[name][position]) for name in PATTERNS)


class NewOffer(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """Pick a patent, a lane, a pattern and the days of the term."""

    number = StringField(
        _("Patent number"),
        validators=[DataRequired(_("Type the number of one of your patents."))],
        description=_("As your list of patents shows it."),
        filters=[cleaned],
    )
    lane = RadioField(
        _("Lane"),
        choices=_offered(LANES),
        default="ordinary",
        validators=[InputRequired()],
    )
    pattern = SelectField(_("Pattern"), validators=[InputRequired()])
    starts_on = DateField(
        _("First day"),
        validators=[InputRequired(_("Give the day, such as 2027-01-01."))],
    )
    ends_on = DateField(
        _("Last day"),
        validators=[InputRequired(_("Give the day, such as 2032-12-31."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(*args, **kwargs)
        self.pattern.choices = _offered(_patterns())

    def terms(self) -> Terms:
        """Return the pattern that a valid form asks for.

        Raises
        ------
        TermsUnreadable
            For days that terms cannot have.
        """
        starts_on, ends_on = self.starts_on.data, self.ends_on.data
        # The validators have seen to both; the type checker has not.
        assert starts_on is not None  # noqa: S101
        assert ends_on is not None  # noqa: S101
        return pattern(
            self.pattern.data,
            lane=self.lane.data,
            starts_on=starts_on,
            ends_on=ends_on,
        )

    def validate_ends_on(self, field: DateField) -> None:
        """Refuse a term that ends before it begins."""
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(
                gettext("The last day lies before the first. Choose a later one.")
            )


class Opening(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """The announcement of an open licence, and the office's confirmations."""

    declaration_number = StringField(
        _("Declaration number"),
        validators=[
            DataRequired(_("Type the number that CNIPA gave the declaration.")),
            Length(max=60),
        ],
        filters=[printable],
    )
    announced_on = DateField(
        _("Announced on"),
        validators=[InputRequired(_("Give the day, such as 2026-11-20."))],
    )
    announced_text = TextAreaField(
        _("Announced text"),
        validators=[
            DataRequired(_("Paste the announced text.")),
            Length(max=20_000),
        ],
        description=_("Paste it whole. It is stored and it governs."),
        filters=[printable],
    )
    equals_terms = BooleanField(
        _("The terms on this page equal the announced text, which governs."),
        validators=[DataRequired(_("Compare the two, then tick this."))],
    )
    tiers_acknowledged = BooleanField(
        _(
            "As office admin I know that no text read allows or forbids prices by "
            "size, quality class or region in an open licence, and I answer for them."
        )
    )

    def announcement(self) -> Announcement:
        """Return what a valid form states."""
        announced_on = self.announced_on.data
        assert announced_on is not None  # noqa: S101  # its validator has seen to it
        return Announcement(
            declaration_number=self.declaration_number.data or "",
            announced_on=announced_on,
            text=self.announced_text.data or "",
            equals_terms=self.equals_terms.data,
            tiers_acknowledged=self.tiers_acknowledged.data,
        )


def place_message(place: Place) -> str:
    """Return a fault in the reader's language."""
    if current_locale() == "zh":
        return f"{place.message_zh}{place.mend_zh}"
    return f"{place.message_en} {place.mend_en}".rstrip()
