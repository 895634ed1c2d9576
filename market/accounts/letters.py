"""What our mails say: one template each, its first line the subject."""

from __future__ import annotations

from flask import current_app
from flask_babel import force_locale

from market.accounts.outbox import Letter


def letter(name: str, locale: str, /, **facts: object) -> Letter:
    """Write a letter in the language of the person who gets it.

    Parameters
    ----------
    name : str
        A template in accounts/mail.
    locale : str
        "zh" or "en".
    facts
        What the template speaks of.
    """
    template = current_app.jinja_env.get_template(f"accounts/mail/{name}.txt")
    with force_locale(locale):
        subject, _, body = template.render(facts).strip().partition("\n")
    # A name in the subject must not begin another header.
    return Letter(" ".join(subject.split()), body.strip() + "\n")
