"""What reviewers type: marks with notes, and an admin: weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from market.catalogue.fields import LineField
from market.screening.models import Criterion, ScreeningMark
from market.screening.operations import HIGHEST, LONGEST_NOTE, Given, seen_of
from market.screening.scoring import Weights
from market.screening.wording import CRITERIA

OUT_OF_RANGE = _("A whole number from 0 to 100.")


class WholeField(IntegerField):
    """A whole number; anything else is refused in the reader's language."""

    def process_formdata(self, valuelist: Iterable[str]) -> None:
        """Read what was typed."""
        text = "".join(valuelist).strip()
        self.data: int | None = None
        if not text:
            return
        if len(text) > 9:
            raise ValueError(gettext("A whole number from 0 to 100."))
        try:
            self.data = int(text)
        except ValueError as error:
            raise ValueError(gettext("A whole number from 0 to 100.")) from error


def _mark(criterion: Criterion) -> WholeField:
    return WholeField(
        _("Your mark: %(criterion)s", criterion=CRITERIA[criterion]),
        validators=[Optional(), NumberRange(0, HIGHEST, OUT_OF_RANGE)],
    )


def _note(criterion: Criterion) -> LineField:
    return LineField(
        _("Why: %(criterion)s", criterion=CRITERIA[criterion]),
        validators=[Length(max=LONGEST_NOTE, message=_("At most %(max)d characters."))],
    )


class MarksForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """Marks for the four criteria; a blank one leaves the computed figure."""

    prospects = _mark(Criterion.PROSPECTS)
    prospects_note = _note(Criterion.PROSPECTS)
    breadth = _mark(Criterion.BREADTH)
    breadth_note = _note(Criterion.BREADTH)
    practicality = _mark(Criterion.PRACTICALITY)
    practicality_note = _note(Criterion.PRACTICALITY)
    readiness = _mark(Criterion.READINESS)
    readiness_note = _note(Criterion.READINESS)
    # Tells the marks that the reviewer looked at from later ones.
    seen = HiddenField()

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Refuse, beside the rest, a note without a mark."""
        is_valid = bool(super().validate(extra_validators))
        for criterion in Criterion:
            note = self[f"{criterion}_note"]
            if (
                note.data
                and self[criterion].data is None
                and not self[criterion].errors
            ):
                missing = gettext("Give a mark with this note, or clear the note.")
                self[criterion].errors = [*self[criterion].errors, missing]
                is_valid = False
        return is_valid

    def given(self) -> dict[Criterion, Given | None]:
        """Return the marks that are to stand."""
        return {each: self._given(each) for each in Criterion}

    def _given(self, criterion: Criterion) -> Given | None:
        mark = self[criterion].data
        if mark is None:
            return None
        return Given(mark, self[f"{criterion}_note"].data or "")


def marks_data(marks: Mapping[Criterion, ScreeningMark]) -> dict[str, object]:
    """Return what a form of marks begins with: those that stand."""
    data: dict[str, object] = {"seen": seen_of(marks)}
    for criterion, mark in marks.items():
        data |= {str(criterion): mark.mark, f"{criterion}_note": mark.note}
    return data


def _weight(criterion: Criterion) -> WholeField:
    return WholeField(
        CRITERIA[criterion],
        validators=[
            InputRequired(OUT_OF_RANGE),
            NumberRange(0, HIGHEST, OUT_OF_RANGE),
        ],
    )


class WeightsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """What each criterion counts."""

    prospects = _weight(Criterion.PROSPECTS)
    breadth = _weight(Criterion.BREADTH)
    practicality = _weight(Criterion.PRACTICALITY)
    readiness = _weight(Criterion.READINESS)

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Refuse, beside the rest, weights of which none counts."""
        if not super().validate(extra_validators):
            return False
        if any(self.weights().values()):
            return True
        self.prospects.errors = [gettext("One criterion at least must count.")]
        return False

    def weights(self) -> Weights:
        """Return the typed weights; only of a valid form."""
        return {each: self[each].data for each in Criterion}
