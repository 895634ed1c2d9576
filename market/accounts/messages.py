"""What Flask-Security says, in our words; the catalogue translates them.

Flask-Security looks its messages up in our catalogue of translations, so they are
plain English here. Its categories become those of our pages.
"""

from __future__ import annotations

# flask_babel extracts what is marked with this name.
_ = str

MESSAGES = {
    "GENERIC_AUTHN_FAILED": (
        _(
            "The e-mail address or the password is not right. Check both; if you "
            "forgot the password, set a new one."
        ),
        "danger",
    ),
    "CONFIRMATION_REQUIRED": (
        _(
            "Your e-mail address is not confirmed yet. Open the link in the mail that "
            "we sent, or ask for a new one below."
        ),
        "warning",
    ),
    "CONFIRMATION_REQUEST": (
        _(
            "If an account with this address waits for confirmation, a new link is on "
            "its way to %(email)s. It works for two days."
        ),
        "success",
    ),
    "PASSWORD_RESET_REQUEST": (
        _(
            "If there is an account with this address, a link to set a new password "
            "is on its way to %(email)s. It works for two hours."
        ),
        "success",
    ),
    "PASSWORD_RESET_EXPIRED": (
        _("The link was older than two hours. Ask for a new one below."),
        "danger",
    ),
    "INVALID_RESET_PASSWORD_TOKEN": (
        _(
            "The link does not work: it was used already, replaced by a newer one, or "
            "not copied in full. Ask for a new one below."
        ),
        "danger",
    ),
    "PASSWORD_RESET_NO_LOGIN": (
        _("Your new password is set. Sign in with it."),
        "success",
    ),
    "PASSWORD_CHANGE": (
        _("Your password is changed. All other devices were signed out."),
        "success",
    ),
    "PASSWORD_IS_THE_SAME": (
        _("This is your present password. Choose a different one."),
        "danger",
    ),
    "PASSWORD_NOT_PROVIDED": (_("Type your password."), "danger"),
    "PASSWORD_INVALID_LENGTH": (
        _("The password is too short. Take at least %(length)s characters."),
        "danger",
    ),
    "RETYPE_PASSWORD_MISMATCH": (
        _("The two passwords differ. Type the same one twice."),
        "danger",
    ),
    "INVALID_PASSWORD": (_("The password is not right."), "danger"),
    "EMAIL_NOT_PROVIDED": (_("Type your e-mail address."), "danger"),
    "INVALID_EMAIL_ADDRESS": (
        _("This is not an e-mail address. It looks like name@company.cn."),
        "danger",
    ),
    "DISABLED_ACCOUNT": (
        _("This account is closed. Write to the operator if that surprises you."),
        "danger",
    ),
    "INVALID_REDIRECT": (
        _("The address to go on to is not of this site, so it was left out."),
        "warning",
    ),
    "UNAUTHENTICATED": (_("Please sign in first."), "warning"),
    "FORGOT_PASSWORD": (_("Forgot your password?"), "info"),
}

# What the fields of its forms are called.
LABELS = {
    "email": _("E-mail address"),
    "password": _("Password"),
    "password_confirm": _("The same password again"),
    "new_password": _("New password"),
    "new_password_confirm": _("The new password again"),
}


def settings() -> dict[str, tuple[str, str]]:
    """Return the messages as settings of Flask-Security."""
    return {f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()}
