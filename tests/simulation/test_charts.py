"""Charts obey the page's policy, speak both languages and show nothing below zero."""

import re

import pytest

from simulation.charts import PAGE, PARTS, PRINT, WORDS, cost_chart, svg, uptake_chart

ORDER = ["Baseline", "Reform"]
POINTS = [
    {"scenario": name, "month": month, "mean": month / 10, "low": -1, "high": month}
    for name in ORDER
    for month in range(25)
]
BARS = [
    {"scenario": name, "size": size, "part": part, "yuan": 1_000.0}
    for name in ORDER
    for size in ("micro", "large")
    for part in PARTS
]


def drawn(kind, locale, palette=PAGE):
    if kind == "uptake":
        return svg(uptake_chart(POINTS, ORDER, locale=locale, palette=palette))
    return svg(cost_chart(BARS, ORDER, locale=locale, palette=palette))


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("kind", ["uptake", "cost"])
def test_a_chart_holds_no_style_script_or_outside_address(kind, locale):
    picture = drawn(kind, locale)

    assert "style=" not in picture
    assert "<script" not in picture
    assert not re.search(r'href="(?!#)', picture)


@pytest.mark.parametrize("kind", ["uptake", "cost"])
def test_a_chart_on_a_page_takes_its_colours_from_the_site(kind):
    assert "var(--" in drawn(kind, "zh")
    assert "var(--" not in drawn(kind, "zh", PRINT)


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_all_six_parts_are_named_in_the_readers_language(locale):
    picture = drawn("cost", locale)

    assert all(WORDS[locale][part] in picture for part in PARTS)


def test_no_axis_of_uptake_goes_below_nothing():
    labels = re.findall(r">(−?-?\d+)</text>", drawn("uptake", "en"))

    assert labels
    assert all(not label.startswith(("-", "−")) for label in labels)


def test_the_same_figures_give_the_same_picture():
    assert drawn("cost", "zh") == drawn("cost", "zh")
