"""The price ladder as pages show it: its words in the reader's language, its shape.

The figures are those of `pricing.ladder`; nothing is reckoned here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext

from market import formats
from market.drawings import Drawing, Rung, draw
from pricing.ladder import Ladder, Step
from pricing.licensee import Licensee
from pricing.tiers import PROVINCES, QUALITY_LABELS
from pricing.wording.fee_words import FeeWords

# The words of a royalty whose size factor is nought.
FREE_ZH = ("免费",)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """One stage in words.

    Attributes
    ----------
    label : str
        Its name.
    lasts, when : str
        How long, and from which month to which.
    pays : tuple of str
        One line a fee.
    short : str
        The same in a few words.
    total : str
        What is paid in all by who stops at its end.
    expected : str
        The same under the reader's forecast, empty without one.
    may_stop : bool
        Whether there is a gate at its end.
    weight : int
        Its width relative to the others.
    """

    label: str
    lasts: str
    when: str
    pays: tuple[str, ...]
    short: str
    total: str
    expected: str
    may_stop: bool
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderView:
    """A ladder in words and shapes.

    Attributes
    ----------
    stages : tuple of StageView
        In order.
    drawing : Drawing
        The shapes.
    cap : str
        The most in all, where sales decide the sum and there is a cap.
    range : str
        The least and the most in one line.
    has_steps : bool
        Whether there is more to see than one block or nothing.
    """

    stages: tuple[StageView, ...]
    drawing: Drawing
    cap: str
    range: str
    has_steps: bool


def view(found: Ladder, locale: str) -> LadderView:
    """Put a ladder into words and shapes.

    Parameters
    ----------
    found : Ladder
        Of one class of firm.
    locale : str
        ``"zh"`` or ``"en"``.
    """
    varying = _varying(found)
    drawing = draw(_rungs(found.steps, varying), found.cap_fen)
    most = "" if found.cap_fen is None else formats.money(found.cap_fen, locale)
    return LadderView(
        stages=tuple(
            _stage(
                step,
                weight=drawing.weights[number],
                varies=any(varying[: number + 1]),
                is_last=number == len(found.steps) - 1,
                locale=locale,
            )
            for number, step in enumerate(found.steps)
        ),
        drawing=drawing,
        cap=most if any(varying) else "",
        range=_range(found, most, locale),
        has_steps=any(varying) or len({bar.height for bar in drawing.bars}) > 1,
    )


def register(app: Flask) -> None:
    """Give the templates the filter that `components/ladder.html` needs."""
    app.jinja_env.filters["ladder_view"] = view
    app.jinja_env.filters["licensee_name"] = licensee_name


def licensee_name(licensee: Licensee, locale: str) -> str:
    """Name the class of firm that a price is for: size, quality class, province.

    Parameters
    ----------
    licensee : Licensee
        Who pays; what it is in no class of is not said.
    locale : str
        ``"zh"`` or ``"en"``.

    Examples
    --------
    >>> licensee_name(Licensee("small", "srdi", "51"), "en")
    'Small firm · SRDI SME · Sichuan'
    >>> licensee_name(Licensee("micro"), "zh")
    '微型企业'
    """
    position = 0 if locale == "zh" else 1
    names = [formats.size_name(licensee.size, locale)]
    if licensee.quality != "none":
        names.append(QUALITY_LABELS[licensee.quality][position])
    if licensee.province is not None:
        names.append(PROVINCES[licensee.province][position])
    return " · ".join(names)


def _varying(found: Ladder) -> list[bool]:
    """Say for each stage whether what it costs depends on sales."""
    if found.cap_fen is not None and found.cap_fen <= found.steps[-1].low_fen:
        return [False] * len(found.steps)
    royalties = [
        any(fee.amount_fen is None for fee in step.fees) for step in found.steps
    ]
    if any(royalties):
        return royalties
    # Then it is a fixed fee that falls due on the first sale.
    return [step.sales_allowed and bool(step.fees) for step in found.steps]


def _rungs(steps: Sequence[Step], varying: Sequence[bool]) -> list[Rung]:
    return [
        Rung(
            days=step.days,
            rises=step.rises,
            expected_fen=step.total_fen if step.total_fen > step.low_fen else None,
            varies=varies,
            may_stop=step.can_stop,
        )
        for step, varies in zip(steps, varying, strict=True)
    ]


def _stage(
    step: Step, *, weight: int, varies: bool, is_last: bool, locale: str
) -> StageView:
    low = formats.money(step.low_fen, locale)
    total = (
        gettext("At least %(amount)s in all")
        if varies
        else gettext("In all %(amount)s")
    )
    return StageView(
        label=step.label_zh if locale == "zh" else step.label_en,
        lasts=_lasts(step, locale),
        when=_when(step),
        pays=_each(step, _line, locale),
        short=" + ".join(_each(step, _short, locale)),
        total=total % {"amount": low},
        expected=_expected(step, locale),
        may_stop=step.can_stop and not is_last,
        weight=weight,
    )


def _lasts(step: Step, locale: str) -> str:
    if step.months is None:
        return str(gettext("to the end of the term"))
    return formats.months(step.months, locale)


def _when(step: Step) -> str:
    first = step.starts_after_months + 1
    if step.months is None:
        return str(gettext("from month %(first)s to the end", first=first))
    last = step.starts_after_months + step.months
    return str(gettext("months %(first)s to %(last)s", first=first, last=last))


def _each(
    step: Step, write: Callable[[FeeWords, str], str], locale: str
) -> tuple[str, ...]:
    """Write each fee; what is free is said once, and only where all is free."""
    costly = [fee for fee in step.fees if fee.amount_fen != 0 and fee.zh != FREE_ZH]
    return tuple(write(fee, locale) for fee in costly) or (str(gettext("free")),)


def _line(fee: FeeWords, locale: str) -> str:
    pieces = fee.zh if locale == "zh" else fee.en
    if fee.amount_fen is not None:
        pieces = (formats.money(fee.amount_fen, locale), *pieces[1:])
    return ("，" if locale == "zh" else ", ").join(pieces)


def _short(fee: FeeWords, locale: str) -> str:
    if fee.amount_fen is not None:
        return formats.money(fee.amount_fen, locale)
    return fee.zh[0] if locale == "zh" else fee.en[0]


def _expected(step: Step, locale: str) -> str:
    if step.total_fen == step.low_fen:
        return ""
    amount = formats.money_rough(step.total_fen, locale)
    return str(gettext("By your forecast about %(amount)s in all", amount=amount))


def _range(found: Ladder, most: str, locale: str) -> str:
    """Say the least that one may leave with and the most there is."""
    ends = [step.low_fen for step in found.steps if step.can_stop]
    least_fen = min([*ends, found.steps[-1].low_fen])
    least = formats.money(least_fen, locale)
    if found.cap_fen is None:
        return str(gettext("From %(least)s, no cap", least=least))
    if found.cap_fen == least_fen:
        whole = gettext("%(amount)s in all", amount=most)
        return str(whole if least_fen else gettext("Free"))
    return str(gettext("From %(least)s, at most %(most)s", least=least, most=most))
