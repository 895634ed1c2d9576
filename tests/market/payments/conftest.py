import pytest

from tests.market.deals import STAGED, Deal


@pytest.fixture
def deal(app, make):
    """A staged offer of which a small firm pays half: 500.00 at entry."""
    return Deal(app, make, STAGED)
