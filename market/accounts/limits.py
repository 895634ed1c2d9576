"""How often one address may try passwords, register, or ask for mail."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security.proxies import _security

# Counters live in the memory of one process, which is how the site is served: one
# process with threads. Several processes would each count alone; then give
# RATELIMIT_STORAGE_URI a store that they share.
STORAGE = "memory://"

PER_ADDRESS = {
    "security.login": "30 per minute; 200 per hour",
    "security.forgot_password": "5 per minute; 20 per hour",
    "security.send_confirmation": "5 per minute; 20 per hour",
    "security.reset_password": "10 per minute",
    "security.change_password": "10 per minute",
    "accounts.register": "10 per minute; 40 per hour",
    "accounts.accept": "20 per minute",
}
# Many machines that guess at one account.
LONGEST_ADDRESS = 255
WRONG_PASSWORDS = "10 per 10 minutes"  # a limit, not a password


def guard(app: Flask) -> None:
    """Limit the posts of the routes above, which must all be there."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", STORAGE)
    limiter = Limiter(get_remote_address, app=app)
    app.extensions["limits"] = limiter  # The routes refer to it but weakly.
    views: dict[str, Any] = app.view_functions
    for endpoint, limit in PER_ADDRESS.items():
        views[endpoint] = limiter.limit(limit, methods=["POST"])(views[endpoint])
    guessed = limiter.limit(
        WRONG_PASSWORDS, key_func=_account, methods=["POST"], deduct_when=_was_wrong
    )
    views["security.login"] = guessed(views["security.login"])


def _account() -> str:
    """Name the account that is guessed at: one however its address is spelt."""
    typed = request.form.get("email", "").strip()[:LONGEST_ADDRESS]
    try:
        address = str(_security.mail_util.normalize(typed))
    except ValueError:
        address = typed  # No account has it.
    return f"account:{address.lower()}"


def _was_wrong(response: Response) -> bool:
    return response.status_code == 422
