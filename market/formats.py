"""Money, dates and numbers as each language writes them, for pages and mail.

Every function is pure and takes the language, ``"zh"`` or ``"en"``;
`register` gives them to the templates as filters that know the reader's.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import TypeVar
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale

from pricing.tiers import PROVINCES, QUALITY_LABELS

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN
FEN_PER_YI = 100_000_000 * FEN_PER_YUAN
CHINESE_UNITS = ((FEN_PER_YI, "亿"), (FEN_PER_WAN, "万"))
SIGNIFICANT = 3
UNKNOWN = "—"
SIZE_NAMES = {
    "micro": ("微型企业", "Micro firm"),
    "small": ("小型企业", "Small firm"),
    "medium": ("中型企业", "Medium firm"),
    "large": ("大型企业", "Large firm"),
}

Value = TypeVar("Value")


def money(fen: int, locale: str) -> str:
    """Write an amount shortly, but never less than exactly.

    Parameters
    ----------
    fen : int
        The amount [fen].
    locale : str
        ``"zh"`` or ``"en"``.

    Returns
    -------
    str
        With 万 or 亿 in Chinese where two decimals of the unit lose nothing;
        the decimals of the yuan only where there are any.

    Examples
    --------
    >>> money(12_800_000, "zh"), money(12_800_000, "en")
    ('¥12.8万', 'CN¥128,000')
    >>> money(1_280_050, "zh"), money(0, "zh"), money(-310_000, "en")
    ('¥12,800.50', '¥0', '−CN¥3,100')
    """
    if locale == "zh":
        for unit, name in CHINESE_UNITS:
            if abs(fen) >= unit and fen % (unit // 100) == 0:
                return _signed(fen, "¥", _quotient(abs(fen), unit) + name)
    return _signed(fen, _symbol(locale), _yuan(abs(fen), exact=False))


def money_exact(fen: int, locale: str) -> str:
    """Write an amount with both decimals, as bills and ledgers do.

    Examples
    --------
    >>> money_exact(12_800_000, "zh"), money_exact(5, "en")
    ('¥128,000.00', 'CN¥0.05')
    """
    return _signed(fen, _symbol(locale), _yuan(abs(fen), exact=True))


def money_rough(fen: int, locale: str) -> str:
    """Write an estimate with three significant figures and no false precision.

    Examples
    --------
    >>> money_rough(24_587_311, "zh"), money_rough(24_587_311, "en")
    ('¥24.6万', 'CN¥246,000')
    >>> money_rough(98_765, "zh")
    '¥988'
    """
    return money(_rounded(fen), locale)


def percent(ppm: int, locale: str) -> str:
    """Write a rate with as many decimals as it has.

    Parameters
    ----------
    ppm : int
        The rate [parts per million].
    locale : str
        ``"zh"`` or ``"en"``.

    Examples
    --------
    >>> percent(30_000, "zh"), percent(-12_345, "en")
    ('3%', '−1.2345%')
    """
    # Both languages write rates alike; the argument keeps the filters of one kind.
    del locale
    return _signed(ppm, "", _quotient(abs(ppm), 10_000) + "%")


def share(ppm: int, locale: str) -> str:
    """Write a part of a whole to one decimal.

    Parameters
    ----------
    ppm : int
        The part [parts per million].
    locale : str
        ``"zh"`` or ``"en"``.

    Examples
    --------
    >>> share(123_456, "zh"), share(1_000_000, "en"), share(-500, "en")
    ('12.3%', '100%', '−0.1%')
    """
    tenths = (abs(ppm) + 500) // 1_000
    return percent(tenths * 1_000 if ppm >= 0 else -tenths * 1_000, locale)


def number(value: int | Decimal, locale: str) -> str:
    """Write a count or a decimal with its thousands parted.

    Examples
    --------
    >>> number(1234567, "zh")
    '1,234,567'
    """
    return format_decimal(value, locale=_babel_locale(locale)).replace("-", "−")


def day(value: date, locale: str) -> str:
    """Write a calendar day.

    Examples
    --------
    >>> day(date(2026, 11, 22), "zh"), day(date(2026, 11, 22), "en")
    ('2026年11月22日', 'Nov 22, 2026')
    """
    return format_date(value, "medium", locale=_babel_locale(locale))


def moment(value: datetime, locale: str) -> str:
    """Write an instant to the minute in Beijing time, where the law's days are.

    Raises
    ------
    ValueError
        If the instant has no time zone.
    """
    if value.tzinfo is None:
        raise ValueError(
            f"{value.isoformat()} has no time zone, so its Beijing time is unknown. "
            "Pass an aware datetime, such as market.clock.now_utc gives."
        )
    local = value.astimezone(ZoneInfo("Asia/Shanghai"))
    pattern = "y年M月d日 HH:mm" if locale == "zh" else "MMM d, y, HH:mm 'UTC+8'"
    return format_datetime(local, pattern, locale=_babel_locale(locale))


def months(count: int, locale: str) -> str:
    """Write a duration in months.

    Examples
    --------
    >>> months(6, "zh"), months(1, "en"), months(18, "en")
    ('6 个月', '1 month', '18 months')
    """
    if locale == "zh":
        return f"{count} 个月"
    return f"{count} month" if count == 1 else f"{count} months"


def size_name(size: str, locale: str) -> str:
    """Name a size class of firms.

    Examples
    --------
    >>> size_name("small", "zh"), size_name("small", "en")
    ('小型企业', 'Small firm')
    """
    chinese, english = SIZE_NAMES[size]
    return chinese if locale == "zh" else english


def quality_name(quality: str, locale: str) -> str:
    """Name a class of good small and medium enterprises.

    Examples
    --------
    >>> quality_name("srdi", "zh"), quality_name("srdi", "en")
    ('专精特新中小企业', 'SRDI SME')
    """
    chinese, english = QUALITY_LABELS[quality]
    return chinese if locale == "zh" else english


def province_name(code: str, locale: str) -> str:
    """Name a province by the two digits of its code.

    Examples
    --------
    >>> province_name("51", "zh"), province_name("51", "en")
    ('四川', 'Sichuan')
    """
    chinese, english = PROVINCES[code]
    return chinese if locale == "zh" else english


def current_locale() -> str:
    """Return the reader's language, ``"zh"`` or ``"en"``."""
    return "en" if str(get_locale() or "zh").startswith("en") else "zh"


def register(app: Flask) -> None:
    """Give the templates these functions as filters.

    A filter takes the language of the page unless it is told another, and
    writes a dash for what is unknown (None).
    """
    app.jinja_env.filters.update(
        money=_filter(money),
        money_exact=_filter(money_exact),
        money_rough=_filter(money_rough),
        percent=_filter(percent),
        share=_filter(share),
        number=_filter(number),
        day=_filter(day),
        moment=_filter(moment),
        months=_filter(months),
        size_name=_filter(size_name),
        quality_name=_filter(quality_name),
        province_name=_filter(province_name),
    )


def _filter(write: Callable[[Value, str], str]) -> Callable[..., str]:
    @wraps(write)
    def written(value: Value | None, locale: str | None = None) -> str:
        return UNKNOWN if value is None else write(value, locale or current_locale())

    return written


def _signed(value: int, symbol: str, digits: str) -> str:
    return f"{'−' if value < 0 else ''}{symbol}{digits}"


def _symbol(locale: str) -> str:
    return "¥" if locale == "zh" else "CN¥"


def _yuan(fen: int, *, exact: bool) -> str:
    whole, rest = divmod(fen, FEN_PER_YUAN)
    return f"{whole:,}.{rest:02d}" if exact or rest else f"{whole:,}"


def _quotient(value: int, unit: int) -> str:
    written = f"{Decimal(value) / unit:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _rounded(fen: int) -> int:
    digits = len(str(abs(fen)))
    step = max(int("1" + "0" * (digits - SIGNIFICANT)), FEN_PER_YUAN)
    magnitude = (abs(fen) + step // 2) // step * step
    return magnitude if fen >= 0 else -magnitude


def _babel_locale(locale: str) -> str:
    return "zh_Hans_CN" if locale == "zh" else "en"
