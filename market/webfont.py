"""The web font: what pages need of the full Chinese font, compressed."""

from collections.abc import Iterable
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it publishes no types
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, woff2

# Kerning, and the narrow forms of full-width punctuation that browsers use to
# close up two marks in a row.
FEATURES = ["kern", "palt", "halt", "chws"]
UNUSED_TABLES = ["GSUB", "vhea", "vmtx", "DSIG"]
# The highest, 11, takes twenty times as long for files 4 % smaller.
BROTLI_QUALITY = 9
BEYOND_GB2312 = (
    range(0x20, 0x7F),  # ASCII
    range(0xA0, 0x180),  # Latin of Western and Central Europe
    range(0x2010, 0x2040),  # dashes, quotation marks, ellipsis
    range(0x2070, 0x2090),  # superscripts, subscripts
    (0x20AC, 0x2122, 0x2212, 0x2264, 0x2265, 0x25C7, 0x2713, 0x3007, 0xFFE5),
)


class QuickBrotli:
    """Brotli as fontTools calls it, at the quality that is worth its time."""

    MODE_FONT = brotli.MODE_FONT
    error = brotli.error

    @staticmethod
    def compress(data: bytes, mode: int) -> bytes:
        """Compress the tables of a font."""
        return bytes(brotli.compress(data, mode=mode, quality=BROTLI_QUALITY))


def characters() -> frozenset[int]:
    """Return the code points of the web font: GB 2312, Latin, signs of our own.

    Rarer characters, in the names of people above all, come from the reader's
    system; documents embed the full font.

    Examples
    --------
    >>> ord("许") in characters(), ord("¥") in characters(), ord("䶮") in characters()
    (True, True, False)
    """
    return frozenset(_gb2312()).union(*BEYOND_GB2312)


def cut(source: Path, target: Path) -> None:
    """Write the glyphs of `characters` and the features that pages use."""
    subsetter = Subsetter(_options())
    subsetter.populate(unicodes=characters())
    # ASSUMPTION: fontTools compresses by its module's `brotli.compress(data,
    # mode=...)` and offers no way to choose the quality. Each font is cut in a
    # process of its own, so nothing else meets this.
    woff2.brotli = QuickBrotli
    part = target.with_suffix(".part")
    with TTFont(source, lazy=True) as font:
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(part)
    part.replace(target)


def _options() -> Options:
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = FEATURES
    options.drop_tables += UNUSED_TABLES
    return options


def _gb2312() -> Iterable[int]:
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode("gb2312", errors="ignore")
            if character:
                yield ord(character)
