"""How much one negotiation takes: proposals in all and a day, text, open talks."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from market.errors import Refused, Unacceptable
from market.licensing.acts import Act
from market.negotiation.models import Negotiation
from market.negotiation.queries import count_open

MOST_OPEN = 50
MOST_PROPOSALS = 100
MOST_A_DAY = 20
# Of the canonical text [characters]; the largest of the patterns has some 3,000.
LONGEST_TERMS = 60_000
LONGEST_MESSAGE = 4_000
LONGEST_REASON = 1_000
DAY = timedelta(days=1)


def refuse_another(session: Session, licensee_id: int) -> None:
    """Refuse a firm that talks about more than it can mean to license.

    Raises
    ------
    Refused
        When too many negotiations of the firm are open.
    """
    if count_open(session, licensee_id) >= MOST_OPEN:
        raise Refused(
            f"贵单位已有 {MOST_OPEN} 次协商在进行。请先结束其中一次。",
            f"Your firm has {MOST_OPEN} negotiations open. End one of them first.",
        )


def refuse_flood(negotiation: Negotiation, act: Act) -> None:
    """Refuse more proposals than anybody can answer.

    Raises
    ------
    Refused
        When a side made too many in a day, or both in all.
    """
    if len(negotiation.proposals) >= MOST_PROPOSALS:
        raise Refused(
            f"这次协商已有 {MOST_PROPOSALS} 份提议，不能再提。"
            "请接受最新一份，或结束协商。",
            f"This negotiation has {MOST_PROPOSALS} proposals and takes no more. "
            "Accept the latest or end the talks.",
        )
    since = act.placed_at - DAY
    mine = [
        each
        for each in negotiation.proposals
        if each.made_for_id == act.organisation_id and each.made_at > since
    ]
    if len(mine) >= MOST_A_DAY:
        raise Refused(
            f"24 小时内已提出 {MOST_A_DAY} 份提议。请等对方答复，或明天再提。",
            f"Your side made {MOST_A_DAY} proposals within 24 hours. Wait for an "
            "answer, or go on tomorrow.",
        )


def refuse_length(terms_json: str, message: str) -> None:
    """Refuse terms or a message too long to be read.

    Raises
    ------
    Unacceptable
        With the limit.
    """
    if len(terms_json) > LONGEST_TERMS:
        raise Unacceptable(
            f"条款过长，最多 {LONGEST_TERMS} 个字符。请缩短说明文字或减少阶段。",
            f"The terms are too long: at most {LONGEST_TERMS} characters. Shorten the "
            "texts or take stages away.",
        )
    if len(message) > LONGEST_MESSAGE:
        raise Unacceptable(
            f"留言过长，最多 {LONGEST_MESSAGE} 个字符。请缩短后再提交。",
            f"The message is too long: at most {LONGEST_MESSAGE} characters. "
            "Shorten it.",
        )
