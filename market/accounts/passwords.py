"""Which passwords are taken, and how they are hashed: before any lock is held."""

from __future__ import annotations

from flask_babel import gettext
from flask_security import PasswordUtil, hash_password

SHORTEST = 12
# Long enough for any sentence, short enough to hash quickly.
LONGEST = 128
FEWEST_SIGNS = 5
# Keyboard walks and counting, which length alone does not stop.
WALKS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
EASY_WORDS = ("password", "passw0rd", "letmein", "welcome", "admin", "iloveyou")


class Passwords(PasswordUtil):
    """Length and nothing else, but for what everybody tries first."""

    def validate(
        self, password: str, is_register: bool, **given: object
    ) -> tuple[list[str] | None, str]:
        """Return what is wrong with a password, and its normal form."""
        faults, normal = super().validate(password, is_register, **given)
        if faults:
            return [str(fault) for fault in faults], normal
        if len(normal) > LONGEST:
            return [_too_long()], normal
        return ([_too_easy()] if is_easy(normal) else None), normal


def is_easy(password: str) -> bool:
    """Say whether a password is among those that everybody tries first.

    Examples
    --------
    >>> is_easy("123456789012"), is_easy("password2026"), is_easy("abababababab")
    (True, True, True)
    >>> is_easy("correct horse battery")
    False
    """
    low = password.lower()
    rest = low
    for word in EASY_WORDS:
        rest = rest.replace(word, "")
    walked = any(low[:8] in walk * 2 for walk in WALKS)
    return walked or len(set(low)) < FEWEST_SIGNS or len(rest) < 6


def hashed(normal: str) -> str:
    """Hash a password with Argon2; call it before the database is locked."""
    return hash_password(normal)


def _too_long() -> str:
    told = gettext(
        "The password is longer than %(longest)s characters. Take a shorter one.",
        longest=LONGEST,
    )
    return str(told)


def _too_easy() -> str:
    told = gettext(
        "This password is one of the first that others would try. Take several words "
        "that do not belong together."
    )
    return str(told)
