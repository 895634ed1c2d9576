"""Numbers in the addresses of pages: none that the database cannot hold."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, ValidationError

MOST = 2**63 - 1


class RowNumber(IntegerConverter):
    """The number of a row; a larger one is the address of nothing (404)."""

    def to_python(self, value: str) -> int:
        """Read a number that fits a row's number in both databases."""
        if len(value) > len(str(MOST)) or int(value) > MOST:
            raise ValidationError
        return int(value)


def register(app: Flask) -> None:
    """Bound every `<int:...>` in the addresses of an application."""
    app.url_map.converters["int"] = RowNumber
