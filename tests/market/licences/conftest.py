import pytest

from tests.market.deals import FREE, STAGED, Deal


@pytest.fixture
def deal(app, make):
    """A staged offer of which a small firm pays half: 500.00 at entry."""
    return Deal(app, make, STAGED)


@pytest.fixture
def free_deal(app, make):
    return Deal(app, make, FREE)
