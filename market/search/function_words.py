"""Words that help to ask and name nothing: a question is not searched for by them."""

from __future__ import annotations

import re

from market.search.text import folded

# In a question of Chinese these part the words that name something.
_CHINESE = """
怎么样 怎么办 怎么 怎样 如何 为什么 什么样 什么 哪些 哪种 哪里
能否 能不能 可不可以 是否 有没有 请问 我们 需要 想要 希望 可以 能够 应该
一种 一个 一些 及其 以及 或者 并且 而且 但是 因为 所以 如果
关于 用于 对于 由于 从而 进行 使得 采用 通过 实现 解决 问题
方法 办法 技术 装置 里面 其中 里的 中的 上的
的 了 吗 呢 把 让 被 很 太 也
"""
_ENGLISH = """
a an and are as at be by can could do does for from has have how i if in into is it its
me my need of on or our should so that the their them then there these they this to
want was we what when where which who why will with without would you your
"""
# Words of patents that every second title has; they part a question, and a title
# that is typed in full is found by its whole.
_PARTING = re.compile("|".join(sorted(_CHINESE.split(), key=len, reverse=True)))
ENGLISH = frozenset(_ENGLISH.split())


def naming(text: str) -> list[str]:
    """Return the parts of a folded text that name something.

    Examples
    --------
    >>> naming("怎么去除废水里的重金属")
    ['去除废水', '重金属']
    """
    return [part for part in _PARTING.split(folded(text)) if part]
