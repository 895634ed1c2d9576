"""Findings as plain text for a terminal, in Chinese or English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pricing.law.checks import Finding

__all__ = ["finding_lines"]

SEVERITIES = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "notice": ("提示", "notice"),
}


def _index(lang: str) -> int:
    return 0 if lang == "zh" else 1


def finding_lines(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    """Yield findings, four lines each, and a last line with their number."""
    for one in findings:
        severity = SEVERITIES[one.severity][_index(lang)]
        zh = lang == "zh"
        yield f"[{severity}] {one.where} ({one.code})"
        yield f"    {one.message_zh if zh else one.message_en}"
        yield f"    {one.mend_zh if zh else one.mend_en}"
        yield f"    {_ground(one, zh=zh)}"
    counts = Counter(str(one.severity) for one in findings)
    texts = [
        f"{words[_index(lang)]} {counts[severity]}"
        for severity, words in SEVERITIES.items()
    ]
    yield ("，" if lang == "zh" else ", ").join(texts)


def _ground(one: Finding, *, zh: bool) -> str:
    """Return the article, and in brackets how it was read where that is in doubt."""
    if not one.doubt_zh:
        return one.article_zh if zh else one.article_en
    if zh:
        return f"{one.article_zh}（{one.doubt_zh}）"
    return f"{one.article_en} ({one.doubt_en})"
