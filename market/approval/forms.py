"""What an office types into the case of an offer."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    ValidationError,
)

from market.approval.deciding import Verdict
from market.approval.fields import (
    ENDINGS,
    FILE_HINT,
    EvidenceField,
    EvidencesField,
    NeededDay,
)
from market.approval.models import Decision, PublicityResult, Purpose
from market.catalogue.fields import LineField
from market.catalogue.texts import paragraphs
from market.choice_fields import RadioField, SelectField

LONGEST_TEXT = 10_000
_TOO_LONG = _("At most %(max)d characters.")
_SAY = _("Choose one.")


def _offered(*choices: tuple[str, object]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


def _file(label: str) -> EvidenceField:
    return EvidenceField(label, description=FILE_HINT, render_kw={"accept": ENDINGS})


def _text(label: str, *needed: DataRequired, hint: str = "") -> TextAreaField:
    length = Length(max=LONGEST_TEXT, message=_TOO_LONG)
    return TextAreaField(
        label, validators=[*needed, length], description=hint, filters=[paragraphs]
    )


def _line(label: str, most: int, *needed: DataRequired) -> LineField:
    return LineField(label, validators=[*needed, Length(max=most, message=_TOO_LONG)])


class ConsentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """What a co-owner stated."""

    owner = SelectField(_("Co-owner"), validators=[InputRequired(_SAY)])
    purpose = RadioField(
        _("To what"),
        choices=_offered(
            (Purpose.OPENING, _("The licence on these terms")),
            (Purpose.WITHDRAWAL, _("The withdrawal of the offer")),
        ),
        default=Purpose.OPENING.value,
        validators=[InputRequired(_SAY)],
    )
    answer = RadioField(
        _("Statement"),
        choices=_offered(("yes", _("Consents")), ("no", _("Refuses"))),
        validators=[InputRequired(_SAY)],
    )
    stated_on = NeededDay(_("Stated on"))
    file = _file(_("Evidence"))
    note = _text(_("Note"))

    def validate_file(self, field: EvidenceField) -> None:
        """Ask for the evidence of a consent."""
        if self.answer.data == "yes" and field.upload is None:
            raise ValidationError(gettext("Attach the evidence of the consent."))


class InterestForm(FlaskForm):  # type: ignore[misc]  # the same
    """Whether somebody has an interest in the case."""

    person = SelectField(_("Person"), validators=[InputRequired(_SAY)])
    name = _line(_("Name, of somebody who is not listed"), 100)
    interest = RadioField(
        _("Interest in who takes the licence, and at what price"),
        choices=_offered(("none", _("None")), ("some", _("Yes, as follows"))),
        validators=[InputRequired(_SAY)],
    )
    text = _text(_("Which interest"))

    def validate_text(self, field: TextAreaField) -> None:
        """Ask which interest there is."""
        _check_interest(self.interest.data, field)

    def validate_name(self, field: LineField) -> None:
        """Ask for the name of somebody who is not listed."""
        if self.person.data == "other" and not field.data:
            raise ValidationError(gettext("Type the name."))


class DecisionForm(FlaskForm):  # type: ignore[misc]  # the same
    """What an approver decides, and whether he or she has an interest."""

    interest = RadioField(
        _("Your own interest in who takes the licence, and at what price"),
        choices=_offered(("none", _("None")), ("some", _("Yes, as follows"))),
        validators=[InputRequired(_SAY)],
    )
    text = _text(
        _("Which interest"),
        hint=_("Whoever has an interest in the case does not decide it."),
    )
    decision = RadioField(
        _("Decision"),
        choices=_offered(
            (Decision.APPROVE, _("Approve")),
            (Decision.RETURN, _("Return for drafting")),
        ),
        # Whoever has an interest decides nothing; else `validate_decision` asks.
        validate_choice=False,
    )
    opinion = _text(_("Opinion"), hint=_("Needed when you return it."))
    minutes_number = _line(_("Number of the minutes"), 60)
    file = _file(_("Attachment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(*args, **kwargs)
        # For whoever may decide it is not optional, and nobody else decides.
        self.decision.flags.required = True

    def validate_text(self, field: TextAreaField) -> None:
        """Ask which interest there is."""
        _check_interest(self.interest.data, field)

    def validate_decision(self, field: RadioField) -> None:
        """Ask for a decision of whoever may decide."""
        if self.interest.data == "none" and field.data not in list(Decision):
            raise ValidationError(gettext("Choose one."))

    def validate_opinion(self, field: TextAreaField) -> None:
        """Ask why it is returned."""
        if self.decision.data == Decision.RETURN and not field.data:
            raise ValidationError(gettext("Say why you return it."))

    def verdict(self) -> Verdict:
        """Return what a valid form decides."""
        return Verdict(
            decision=Decision(self.decision.data),
            opinion=self.opinion.data or "",
            minutes_number=self.minutes_number.data or "",
            upload=self.file.upload,
        )


class PublicityForm(FlaskForm):  # type: ignore[misc]  # the same
    """A publicity as it begins."""

    starts_on = NeededDay(_("First day"))
    ends_on = NeededDay(_("Last day"))
    place = _line(_("Where"), 300, DataRequired(_("Say where it is publicised.")))
    file = _file(_("Text or picture of the publicity"))

    def validate_ends_on(self, field: NeededDay) -> None:
        """Refuse an end before the start."""
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(
                gettext("The last day lies before the first. Choose a later one.")
            )


class ObjectionForm(FlaskForm):  # type: ignore[misc]  # the same
    """An objection as it was received."""

    objector = _line(_("From whom"), 200, DataRequired(_("Say from whom.")))
    received_on = NeededDay(_("Objection received on"))
    text = _text(_("What is objected"), DataRequired(_("Say what is objected.")))
    file = _file(_("Attachment"))


class ClosingForm(FlaskForm):  # type: ignore[misc]  # the same
    """How a publicity ended."""

    result = RadioField(
        _("Result"),
        choices=_offered(
            (PublicityResult.NO_OBJECTION, _("No objection")),
            (PublicityResult.SETTLED, _("Objections were settled; the price stays")),
            (PublicityResult.UPHELD, _("An objection is upheld; back to drafting")),
        ),
        validators=[InputRequired(_SAY)],
    )
    result_text = _text(_("How objections were dealt with"))


class DossierForm(FlaskForm):  # type: ignore[misc]  # the same
    """Why the price is what it is."""

    basis = _text(
        _("Basis of the price"),
        DataRequired(_("Say what the price rests on.")),
        hint=_(
            "Method, figures, comparables and why this form of price: what an "
            "approver must know."
        ),
    )
    files = EvidencesField(
        _("Files"), description=FILE_HINT, render_kw={"accept": ENDINGS}
    )
    keeps_files = BooleanField(
        _("The files of the version before belong to this one too"), default=True
    )


class StepForm(FlaskForm):  # type: ignore[misc]  # the same
    """A step of the approval chain."""

    title_zh = _line(_("Title in Chinese"), 100, DataRequired(_("Type the title.")))
    title_en = _line(_("Title in English"), 100)
    approver = SelectField(_("Who decides"), validators=[InputRequired(_SAY)])
    position = IntegerField(
        _("Position"),
        validators=[
            InputRequired(_("Type a whole number.")),
            NumberRange(1, 99, message=_("Type a number from 1 to 99.")),
        ],
        description=_("Steps of one position are co-signed: all must approve."),
    )


def _check_interest(answer: object, field: TextAreaField) -> None:
    if answer == "some" and not field.data:
        raise ValidationError(gettext("Say which interest it is."))
