"""The office, its clock and its drafts are those of the offers' tests."""

from tests.market.licensing.conftest import _noon, draft, office

__all__ = ["_noon", "draft", "office"]
