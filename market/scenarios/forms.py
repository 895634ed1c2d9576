"""What a policymaker fills in."""

from __future__ import annotations

from typing import cast

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from market.choice_fields import RadioField, SelectMultipleField
from market.scenarios import queries
from market.scenarios.operations import Question

FEWEST_FIRMS, MOST_FIRMS = 100, 10_000
FEWEST_PAIRS, MOST_PAIRS = 2, 200
LARGEST_SEED = 2**31 - 1
FIRST_REFORM = "staged"  # Ticked at first, so that one press gives an outcome.


class RunForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """One baseline, one or more reforms, and how exactly to simulate."""

    baseline = RadioField(_("Baseline"), validators=[InputRequired()])
    reforms = SelectMultipleField(
        _("Reforms"),
        default=(FIRST_REFORM,),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    firms = IntegerField(
        _("Firms in the sample"),
        default=1000,
        validators=[InputRequired(), NumberRange(FEWEST_FIRMS, MOST_FIRMS)],
        description=_(
            "From 100 to 10,000. Patents, offices and reached firms shrink in "
            "proportion; 10,000 is the whole programme and takes longest."
        ),
    )
    replications = IntegerField(
        _("Paired replications"),
        default=10,
        validators=[InputRequired(), NumberRange(FEWEST_PAIRS, MOST_PAIRS)],
        description=_("From 2 to 200. More pairs make narrower intervals."),
    )
    seed = IntegerField(
        _("Seed"),
        default=7,
        validators=[InputRequired(), NumberRange(0, LARGEST_SEED)],
        description=_("The same seed gives the same outcome, to the last digit."),
    )

    def offer_choices(self, locale: str) -> None:
        """Offer the shipped scenarios in the reader's language."""
        offered = list(queries.titles(locale).items())
        self.baseline.choices = offered
        self.reforms.choices = offered
        if self.baseline.data is None:
            self.baseline.data = offered[0][0]

    def validate_reforms(self, field: SelectMultipleField) -> None:
        """Ask for a reform that is not the baseline."""
        if not field.data:
            raise ValidationError(_("Tick at least one reform to compare."))
        if self.baseline.data in field.data:
            raise ValidationError(
                _("The baseline cannot be its own reform. Untick it, or change it.")
            )

    def question(self) -> Question:
        """Return what was asked, after the form was found valid."""
        return Question(
            baseline=self.baseline.data,
            reforms=tuple(self.reforms.data or ()),
            firms=cast(int, self.firms.data),
            replications=cast(int, self.replications.data),
            seed=cast(int, self.seed.data),
        )
