"""Amounts in the capitals that Chinese papers carry beside the digits."""

from __future__ import annotations

from pricing.money import FEN_PER_YUAN

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "兆")
GROUP = 10_000
LIMIT_FEN = GROUP ** len(GROUPS) * FEN_PER_YUAN


def in_capitals(amount_fen: int) -> str:
    """Write an amount in Chinese capitals (人民币大写金额).

    Parameters
    ----------
    amount_fen : int
        At least 0 [fen].

    Raises
    ------
    ValueError
        For a negative amount, or one of more than sixteen digits of yuan.

    Notes
    -----
    After the rules on bills and settlement papers (正确填写票据和结算凭证的基本规定):
    one 零 for any run of zeros between digits, 整 after yuan or jiao, none after fen.

    Examples
    --------
    >>> in_capitals(1_280_000), in_capitals(1_280_050)
    ('人民币壹万贰仟捌佰元整', '人民币壹万贰仟捌佰元零伍角整')
    >>> in_capitals(140_950), in_capitals(1_680_032), in_capitals(5)
    ('人民币壹仟肆佰零玖元伍角整', '人民币壹万陆仟捌佰元零叁角贰分', '人民币伍分')
    """
    if not 0 <= amount_fen < LIMIT_FEN:
        raise ValueError(f"{amount_fen} fen cannot be written in capitals.")
    yuan, fen = divmod(amount_fen, FEN_PER_YUAN)
    whole = f"{_whole(yuan)}元" if yuan or not fen else ""
    return f"人民币{whole}{_small(fen, after=yuan)}"


def _whole(yuan: int) -> str:
    """Write whole yuan, group by group of four digits."""
    if yuan == 0:
        return DIGITS[0]
    groups = []
    while yuan:
        yuan, group = divmod(yuan, GROUP)
        groups.append(group)
    written, is_gap = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            is_gap = True
            continue
        if written and (is_gap or group < GROUP // 10):
            written += DIGITS[0]
        written += _group(group) + GROUPS[place]
        is_gap = False
    return written


def _group(group: int) -> str:
    """Write up to four digits with their places, one 零 for a run of zeros."""
    written, is_gap = "", False
    for place in range(len(PLACES) - 1, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            is_gap = bool(written)
            continue
        written += (DIGITS[0] if is_gap else "") + DIGITS[digit] + PLACES[place]
        is_gap = False
    return written


def _small(fen: int, *, after: int) -> str:
    """Write jiao and fen; `after` is the yuan before them."""
    jiao, rest = divmod(fen, 10)
    if fen == 0:
        return "整"
    # A zero in the last place of yuan, or in jiao, is read out before what follows.
    is_gap = after > 0 and (jiao == 0 or after % 10 == 0)
    written = DIGITS[0] if is_gap else ""
    if jiao:
        written += f"{DIGITS[jiao]}角"
    return written + (f"{DIGITS[rest]}分" if rest else "整")
