"""The words that files use for kinds and legal states."""

from __future__ import annotations

from market.catalogue.models import PatentKind, PatentStatus

_KINDS = {
    PatentKind.INVENTION: "发明 发明专利 发明授权 发明公布 发明公开 发明申请 invention"
    " utility utilitypatent a b c 1",
    PatentKind.UTILITY_MODEL: "实用新型 实用新型专利 新型 utilitymodel u y 2",
    PatentKind.DESIGN: "外观设计 外观设计专利 外观 design designpatent s d 3",
}
_STATUSES = {
    PatentStatus.GRANTED: "授权 已授权 有效 有权 维持 专利权维持 授权有效"
    " 许可 质押 转让 granted issued active inforce patented",
    PatentStatus.APPLICATION: "申请 申请中 审中 在审 公开 公布 实质审查 实审 受理"
    " 已受理 审查中 未授权 application pending filed published applicationpending",
    PatentStatus.ENDED: "失效 无效 无权 终止 专利权终止 届满 期限届满 放弃 撤回"
    " 视为撤回 驳回 全部无效 未缴年费"
    " expired lapsed abandoned withdrawn ended revoked rejected",
    # Said in so many words; a blank cell leaves it to the number.
    PatentStatus.UNKNOWN: "状态不明 statusnotknown",
}
KIND_OF_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# What stands for a share that nobody stated.
UNKNOWN_SHARES = frozenset({"", "-", "—", "?", "？", "未知", "不详", "unknown", "n/a"})
STATUS_OF_WORD = {
    word: status for status, words in _STATUSES.items() for word in words.split()
}


def kind_of(text: str) -> PatentKind | None:
    """Return the kind that a word names, or None for a word not known.

    Examples
    --------
    >>> kind_of("实用新型").value, kind_of("Utility Model").value
    ('utility_model', 'utility_model')
    """
    return KIND_OF_WORD.get(_plain(text))


def status_of(text: str) -> PatentStatus | None:
    """Return the legal state that a word names, or None for a word not known."""
    return STATUS_OF_WORD.get(_plain(text))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
