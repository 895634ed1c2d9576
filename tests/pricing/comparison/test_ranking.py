import pytest

from pricing.comparison.ranking import FIGURES, Figures, cheapest
from pricing.tax import Span


def figures(**changed):
    ordinary = Figures(100, Span(100, 100), 100, 100, 100, Span(100, 100))
    return ordinary._replace(**changed)


def least(figure, *offers, is_mixed=False):
    named = dict(zip("ABCD", offers, strict=False))
    return cheapest(named, is_mixed=is_mixed)[figure]


def test_ties_are_named():
    assert least("total", figures(), figures(), figures(total_fen=101)) == ("A", "B")


def test_a_cost_that_is_not_known_leaves_the_cheapest_open():
    unknown = figures(net_cost=None)

    assert least("net_cost", figures(), figures(), unknown) == ()


def test_a_worst_case_without_limit_is_dearer_than_any():
    unlimited = figures(worst_case_fen=None)

    assert least("worst_case", unlimited, figures(worst_case_fen=10**12)) == ("B",)
    assert least("worst_case", unlimited, unlimited) == ()


@pytest.mark.parametrize(
    ("low", "high", "names"),
    [(50, 99, ("A",)), (50, 100, ("A",)), (50, 101, ()), (100, 101, ("B",))],
)
def test_a_range_is_cheapest_only_where_its_most_is(low, high, names):
    opened = figures(net_cost=Span(low, high))

    assert least("net_cost", opened, figures()) == names


def test_one_offer_alone_is_the_cheapest_of_nothing():
    assert least("total", figures()) == ()


def test_figures_that_are_not_alike_are_not_ranked():
    found = cheapest({"A": figures(), "B": figures(total_fen=1)}, is_mixed=True)

    assert [name for name in FIGURES if found[name]] == ["price_with_vat", "net_cost"]
