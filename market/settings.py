"""Settings from the environment; the list is also in .env.example."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SECRETS = ("SECRET_KEY", "SECURITY_PASSWORD_SALT")
# Links in mail name the host of the request, so strangers must not choose it.
PRODUCTION_NEEDS = (*SECRETS, "SITE_HOSTS")
UPLOAD_LIMIT_BYTES = 32 * 1024 * 1024


class SettingMissing(Exception):
    """A production setting is missing; the message names it."""


def from_environment(
    environment: Mapping[str, str], overrides: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the settings of this process.

    Parameters
    ----------
    environment : mapping
        Names and values, as the operating system gives them.
    overrides : mapping
        Settings that stand above the environment.

    Raises
    ------
    SettingMissing
        In production, when a secret is not set.
    """
    environment = {**environment, **_texts(overrides)}
    instance = Path(environment.get("INSTANCE_DIR", "instance")).resolve()
    production = environment.get("OPENLICENCE_ENV", "demo") == "production"
    keys = instance / "keys"
    found = _required(environment) if production else _kept_secrets(keys)
    read = {
        "PRODUCTION": production,
        "INSTANCE_DIR": str(instance),
        "DATABASE_URL": environment.get("DATABASE_URL")
        or f"sqlite:///{instance / 'market.sqlite'}",
        "SMTP_URL": environment.get("SMTP_URL", ""),
        "MAIL_SENDER": environment.get("MAIL_SENDER") or "no-reply@localhost",
        "OPERATOR_NAME": environment.get("OPERATOR_NAME", ""),
        "ICP_NUMBER": environment.get("ICP_NUMBER", ""),
        "PSB_NUMBER": environment.get("PSB_NUMBER", ""),
        "TRUSTED_HOSTS": _hosts(environment.get("SITE_HOSTS", "")),
        "PROXIES": int(environment.get("PROXIES") or 0),
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_NAME": "__Host-session" if production else "session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": UPLOAD_LIMIT_BYTES,
    }
    return found | read | dict(overrides)


def _texts(overrides: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in overrides.items() if isinstance(value, str)}


def _required(environment: Mapping[str, str]) -> dict[str, str]:
    missing = [name for name in PRODUCTION_NEEDS if not environment.get(name)]
    if missing:
        raise SettingMissing(
            f"{', '.join(missing)} must be set in production: sessions, passwords and "
            "the links in mail rest on it. Set it in the environment; .env.example "
            "shows how."
        )
    return {name: environment[name] for name in SECRETS}


def _hosts(text: str) -> list[str] | None:
    return [host.strip() for host in text.split(",") if host.strip()] or None


def _kept_secrets(folder: Path) -> dict[str, str]:
    """Return secrets for a machine of one's own, made once and kept."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _kept(folder / name.lower()) for name in SECRETS}


def _kept(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()
