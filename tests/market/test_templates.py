import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "market/templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
# A long text may have one file for each language, named so.
BOTH = [path for path in ALL if not path.stem.endswith(("_zh", "_en"))]
MESSAGE = re.compile(r"""\b_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
STYLES = (TEMPLATES.parent / "static/site.css").read_text()


def names(paths):
    return [str(path.relative_to(TEMPLATES)) for path in paths]


def without_comments(path):
    return re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)


@pytest.mark.parametrize("path", ALL, ids=names(ALL))
def test_no_template_has_inline_style_or_script(path):
    text = without_comments(path)

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text)
    assert "javascript:" not in text
    assert "hx-on" not in text


@pytest.mark.parametrize("path", ALL, ids=names(ALL))
def test_no_template_loads_from_another_host(path):
    assert not re.search(r"(src|action)=[\"']?(https?:)?//", without_comments(path))


@pytest.mark.parametrize("path", BOTH, ids=names(BOTH))
def test_no_template_holds_words_of_one_language_only(path):
    # The seal and the names of the languages are the same in both; papers bear
    # their Chinese names, marked as Chinese, in English too.
    text = without_comments(path).replace(">开<", "").replace(">中文<", "")
    text = re.sub(r'<span lang="zh-Hans">[^<]*</span>', "", text)
    text = MESSAGE.sub("", text)

    assert not re.search(r"[\u4e00-\u9fff]", text)


@pytest.mark.parametrize("path", ALL, ids=names(ALL))
def test_every_form_that_posts_carries_its_token(path):
    for form in re.findall(r"<form\b.*?</form>", without_comments(path), re.S):
        if re.search(r"method=[\"']?post", form, re.I):
            # `sent_once` writes the token too.
            assert re.search(r"csrf_token|hidden_tag\(\)|sent_once\(", form)


def test_nothing_is_pale_on_paper():
    light = STYLES[STYLES.index(":root {") : STYLES.index("@media")]
    dark = STYLES[STYLES.index("@media (prefers-color-scheme: dark)") :]

    for tokens in (colours(light), colours(light) | colours(dark)):
        for ink in (
            "ink",
            "ink-2",
            "ink-3",
            "accent",
            "seal",
            "warning",
            "ok",
            "error",
        ):
            for ground in ("paper", "card", "sunken"):
                assert contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
        for kind in ("warning", "ok", "error"):
            assert contrast(tokens[kind], tokens[f"{kind}-fill"]) >= 4.5, kind
        assert contrast(tokens["on-accent"], tokens["accent"]) >= 4.5
        assert contrast(tokens["accent"], tokens["tint"]) >= 4.5
        assert contrast(tokens["edge"], tokens["card"]) >= 3


def colours(text):
    found = re.findall(r"--([a-z0-9-]+):\s*#([0-9a-f]{6});", text)
    return dict(reversed(found))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
