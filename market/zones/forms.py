"""What a curator types: the zone itself, an offer for it, a place and a note."""

from __future__ import annotations

import re
from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from market.accounts.fields import LineField, LinesField, at_most, needed
from market.errors import Unacceptable
from market.i18n import locale
from market.zones.models import Zone
from market.zones.operations import Draft, Note
from market.zones.rules import LONGEST_ADDRESS, Rule, address_by, rule_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_COVER = 4_000
LAST_POSITION = 9_999
_DAY = _("Give the day, such as 2026-11-20.")


class ZoneForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """Everything about a zone but its entries."""

    nonce = HiddenField()
    slug = LineField(
        _("Address"),
        [needed(), at_most(60)],
        description=_("Small letters, digits and hyphens, such as green-water-2027."),
    )
    title_zh = LineField(_("Title in Chinese"), [needed(), at_most(200)])
    title_en = LineField(_("Title in English"), [at_most(200)])
    theme_zh = LineField(_("Theme in Chinese"), [at_most(100)])
    theme_en = LineField(_("Theme in English"), [at_most(100)])
    cover_zh = LinesField(
        _("Cover text in Chinese"),
        [at_most(LONGEST_COVER)],
        description=_("Plain text; each line is a paragraph."),
    )
    cover_en = LinesField(_("Cover text in English"), [at_most(LONGEST_COVER)])
    opens_on = DateField(_("First day"), [InputRequired(_DAY)])
    closes_on = DateField(
        _("Last day"), [Optional()], description=_("Empty: until you close it.")
    )
    search = LineField(
        _("Rule: the address of a search"),
        [at_most(LONGEST_ADDRESS)],
        description=_(
            "Search and filter as usual, then paste the address of the results here. "
            "The zone takes every offer that the search finds, later ones too."
        ),
    )
    _rule: Rule | None = None

    def validate_slug(self, field: LineField) -> None:
        """Refuse what does not stand well in an address."""
        if not SLUG.fullmatch(field.data or ""):
            raise ValidationError(
                _("Use small letters, digits and single hyphens between them.")
            )

    def validate_closes_on(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("The last day is before the first."))

    def validate_search(self, field: LineField) -> None:
        """Read the rule."""
        try:
            self._rule = rule_of(field.data or "")
        except Unacceptable as error:
            raise ValidationError(error.message(locale())) from error

    def draft(self) -> Draft:
        """Return what a valid form says."""
        texts = {
            name: getattr(self, name).data or ""
            for name in (
                "slug",
                "title_zh",
                "title_en",
                "theme_zh",
                "theme_en",
                "cover_zh",
                "cover_en",
            )
        }
        return Draft(
            **texts,
            rule=self._rule or {},
            opens_on=self.opens_on.data or date.min,
            closes_on=self.closes_on.data,
        )


class EntryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """An offer by its patent number, with its place and a note."""

    nonce = HiddenField()
    number = LineField(
        _("Patent number"),
        [needed(), at_most(100)],
        description=_("In any spelling, such as ZL 2021 1 0000001.2."),
    )
    is_left_out = BooleanField(_("Leave this offer out, even where the rule takes it"))
    position = IntegerField(
        _("Place among those chosen"),
        [
            Optional(),
            NumberRange(0, LAST_POSITION, _("From 0 to 9999; small numbers first.")),
        ],
        description=_("From 0 to 9999; small numbers first."),
    )
    note_zh = LineField(_("Note in Chinese"), [at_most(300)])
    note_en = LineField(_("Note in English"), [at_most(300)])

    def note(self) -> Note:
        """Return how a valid form places the offer."""
        return Note(
            is_left_out=bool(self.is_left_out.data),
            position=self.position.data or 0,
            note_zh=self.note_zh.data or "",
            note_en=self.note_en.data or "",
        )


def form_of(zone: Zone) -> ZoneForm:
    """Return the form of a zone as it stands."""
    return ZoneForm(obj=zone, data={"search": address_by(zone.rule)})
