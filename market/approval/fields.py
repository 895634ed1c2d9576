"""Form fields of a case: days that must be told, files that are evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError
from wtforms.form import BaseForm

from market.attachments import MOST_BYTES, Upload, as_upload
from market.catalogue.fields import DayField
from market.errors import Unacceptable
from market.formats import current_locale

MOST_FILES = 20
FILE_HINT = _("PDF, PNG, JPEG, DOCX, XLSX, OFD or plain text, at most 10 MB.")
ENDINGS = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.ofd,.txt"


class NeededDay(DayField):
    """A calendar day that may not be blank."""

    def __init__(self, label: str, **given: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(label, **given)
        self.flags.required = True

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse a blank; what cannot be read is already said."""
        del form
        if self.data is None and not self.process_errors:
            raise ValidationError(gettext("Give the day, such as 2026-11-20."))


class EvidenceField(FileField):  # type: ignore[misc]  # Flask-WTF publishes no types
    """A file, read and examined when the form is validated."""

    upload: Upload | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Read the file; say what is wrong with it."""
        del form
        if isinstance(self.data, FileStorage):
            self.upload = _read(self.data)


class EvidencesField(MultipleFileField):  # type: ignore[misc]  # the same
    """Several files, read and examined when the form is validated."""

    uploads: Sequence[Upload] = ()

    def pre_validate(self, form: BaseForm) -> None:
        """Read the files; say what is wrong with the first that is."""
        del form
        sent = [one for one in self.data or () if isinstance(one, FileStorage) and one]
        if len(sent) > MOST_FILES:
            raise ValidationError(
                gettext("At most %(count)s files at once.", count=MOST_FILES)
            )
        self.uploads = [_read(one) for one in sent]


def _read(sent: FileStorage) -> Upload:
    # One byte more than a file may have, so that a longer one is refused as such.
    content = sent.read(MOST_BYTES + 1)
    sent.close()
    try:
        return as_upload(content, sent.filename or "")
    except Unacceptable as wrong:
        raise ValidationError(wrong.message(current_locale())) from wrong
