"""Addresses: whose a request is, and no row number that no database holds."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

MOST = 2**63 - 1


class RowNumber(IntegerConverter):
    """The number of a row; a larger one is the address of nothing (404)."""

    def to_python(self, value: str) -> int:
        """Read a number that fits a row's number in both databases."""
        if len(value) > len(str(MOST)) or int(value) > MOST:
            raise ValidationError
        return int(value)


class Word(UnicodeConverter):
    """A key or a token; one that nobody can see in full is of nothing (404)."""

    def to_python(self, value: str) -> str:
        """Read a word without control characters, which no database compares."""
        if not value.isprintable():
            raise ValidationError
        return value


def register(app: Flask) -> None:
    """Bound what stands in an address, and believe as many proxies as there are."""
    app.url_map.converters |= {"int": RowNumber, "string": Word, "default": Word}
    proxies = int(app.config["PROXIES"])
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
