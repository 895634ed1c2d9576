"""``flask price annuities``: what opening a patent saves in annual fees.

Exit status: 0 told, 2 a fact that is missing or cannot be read.
"""

from __future__ import annotations

from typing import TypedDict, Unpack

import click
from flask.cli import with_appcontext

from market.catalogue.annuity_facts import life_of
from market.catalogue.annuity_text import advice_as_json, advice_lines
from market.licensing.command_input import day_given, recorded_patent, refuse
from market.licensing.command_options import as_json_option, lang_option, print_json
from pricing.annuities.adviser import Advice, advise
from pricing.annuities.patent_life import KINDS, PatentLife, patent_life
from pricing.annuities.reductions import Opening, Patentees, opening
from pricing.errors import FactMissing, PricingError

__all__ = ["annuities_command"]


class Asked(TypedDict):
    """The options of the command, as they are typed."""

    number: str | None
    kind: str | None
    filed: str | None
    granted: str | None
    ends: str | None
    joint: bool
    qualifies: bool | None
    filed_licence_on: str | None
    licence_ends: str | None
    withdrawn_on: str | None
    day: str | None
    lang: str
    as_json: bool


@click.command("annuities")
@click.option("--patent", "number", help="Number of a patent in the catalogue.")
@click.option("--kind", metavar="|".join(KINDS), help="Kind of patent.")
@click.option("--filed", metavar="YYYY-MM-DD", help="Day of filing.")
@click.option("--granted", metavar="YYYY-MM-DD", help="Day of the grant.")
@click.option(
    "--ends",
    metavar="YYYY-MM-DD",
    help="First day after the patent's life, by default after its full term.",
)
@click.option("--joint", is_flag=True, help="There are several patentees.")
@click.option(
    "--qualifies/--no-qualifies",
    default=None,
    help="Whether each patentee qualifies for the standard reduction.",
)
@click.option(
    "--filed-licence-on",
    metavar="YYYY-MM-DD",
    help="Day on which a first open licence is filed; without it none is.",
)
@click.option(
    "--licence-ends",
    metavar="YYYY-MM-DD",
    help="Last day of the last licence, by default the patent's end.",
)
@click.option(
    "--withdrawn-on",
    metavar="YYYY-MM-DD",
    help="Day on which the declaration is withdrawn.",
)
@click.option(
    "--on",
    "day",
    metavar="YYYY-MM-DD",
    help="Only fees that fall due on this day or later, by default all.",
)
@lang_option
@as_json_option
@with_appcontext
def annuities_command(**asked: Unpack[Asked]) -> None:
    """Say what opening a patent saves in annual fees, year by year.

    The patent is named by --patent, or described by --kind, --filed and --granted.
    """
    lang = asked["lang"]
    try:
        advice = _advice(asked)
    except PricingError as error:
        refuse(error, lang)
    if asked["as_json"]:
        print_json(advice_as_json(advice))
    else:
        click.echo("\n".join(advice_lines(advice, lang)))


def _advice(asked: Asked) -> Advice:
    life = _life(asked)
    patentees = Patentees(is_joint=asked["joint"], qualify=asked["qualifies"])
    day = day_given(asked["day"], asked["lang"])
    return advise(life, patentees, _opening(asked, life), day=day)


def _life(asked: Asked) -> PatentLife:
    lang = asked["lang"]
    if asked["number"] is not None:
        return life_of(recorded_patent(asked["number"], lang))
    _refuse_gaps(asked)
    return patent_life(
        asked["kind"],
        filed_on=day_given(asked["filed"], lang, "--filed"),
        granted_on=day_given(asked["granted"], lang, "--granted"),
        ends_on=day_given(asked["ends"], lang, "--ends"),
    )


def _refuse_gaps(asked: Asked) -> None:
    """Refuse a patent that is neither named nor described, with the options missing."""
    facts = {key: asked[key] for key in ("kind", "filed", "granted")}
    missing = [f"--{key}" for key, fact in facts.items() if fact is None]
    if not missing:
        return
    raise FactMissing(
        "Which patent it is, is not told in full.",
        "没有给出专利，或其信息不全。",
        mend_en=f"Add --patent NUMBER, or {' and '.join(missing)}.",
        mend_zh=f"请用 --patent 给出专利号，或补充 {'、'.join(missing)}。",
    )


def _opening(asked: Asked, life: PatentLife) -> Opening | None:
    lang = asked["lang"]
    filed_on = day_given(asked["filed_licence_on"], lang, "--filed-licence-on")
    ends_on = day_given(asked["licence_ends"], lang, "--licence-ends")
    withdrawn_on = day_given(asked["withdrawn_on"], lang, "--withdrawn-on")
    if filed_on is not None:
        return opening(
            life, filed_on=filed_on, ends_on=ends_on, withdrawn_on=withdrawn_on
        )
    if ends_on is not None or withdrawn_on is not None:
        raise FactMissing(
            "The day on which the licence is filed is not given.",
            "没有给出许可合同备案日。",
            mend_en="Add --filed-licence-on.",
            mend_zh="请加上 --filed-licence-on。",
        )
    return None
