"""The form of one group of words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from market.accounts.fields import LinesField, at_most, needed
from market.search.operations import LONGEST_WORD, MOST_WORDS


class GroupForm(FlaskForm):  # type: ignore[misc]
    """Words that mean the same, one on each line."""

    nonce = HiddenField()
    words = LinesField(
        _("Words that mean the same"),
        [needed(), at_most(MOST_WORDS * (LONGEST_WORD + 2) * 2)],
        description=_("One word on each line, in Chinese or English."),
    )

    def group(self) -> list[str]:
        """Return the words of a valid form, each once."""
        typed = (self.words.data or "").splitlines()
        return list(dict.fromkeys(line.strip() for line in typed if line.strip()))
