import re
import subprocess
import sys
from time import perf_counter

import pytest
from fontTools.ttLib import TTFont

from market import assets, webfont

CATALOGUE = assets.ROOT / "market/translations/zh/LC_MESSAGES/messages.po"

pytestmark = pytest.mark.skipif(
    not assets.NODE_MODULES.is_dir(), reason="npm ci has not run"
)


@pytest.fixture(scope="module")
def served():
    assets.build()
    return assets.VENDOR


def test_nothing_is_built_again_while_nothing_changes(served):
    before = {path: path.stat().st_mtime_ns for path in served.iterdir()}

    started = perf_counter()
    built = assets.build()

    assert not built
    assert perf_counter() - started < 1
    assert before == {path: path.stat().st_mtime_ns for path in served.iterdir()}


def test_the_command_says_what_it_did(served):
    command = [sys.executable, "-m", "market.assets"]

    said = subprocess.run(
        command, cwd=assets.ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.startswith("Front-end parts: up to date")


def test_a_part_that_is_missing_is_named_with_the_mend(tmp_path):
    with pytest.raises(assets.PartMissing, match=r"bootstrap.*npm ci"):
        assets.build(source=tmp_path, target=tmp_path / "vendor")


def test_a_build_that_lost_a_file_is_not_taken_for_current(tmp_path):
    stamp = "0" * 64
    for name in (*assets.JOINED, *assets.FONTS):
        (tmp_path / name).touch()
    (tmp_path / assets.STAMP).write_text(stamp)
    assert assets._is_current(tmp_path, stamp)
    assert not assets._is_current(tmp_path, "1" * 64)

    (tmp_path / "htmx.min.js").unlink()

    assert not assets._is_current(tmp_path, stamp)


@pytest.mark.parametrize("name", list(assets.FONTS))
def test_a_web_font_has_every_character_it_promises(served, name):
    drawn = characters_in(served / name)

    promised = webfont.characters() & characters_in(
        assets.NODE_MODULES / assets.FONTS[name]
    )

    assert promised <= drawn
    assert len(promised) > 7400
    assert (served / name).stat().st_size < 1_200_000


def test_every_character_of_our_own_words_is_in_the_web_font():
    words = "".join(re.findall(r'^(?:msgstr )?"(.*)"$', CATALOGUE.read_text(), re.M))

    assert set(map(ord, words)) <= webfont.characters()


def test_what_every_page_loads_weighs_little(served):
    loaded = [*(served / name for name in assets.JOINED)]
    loaded += [assets.VENDOR.parent / name for name in ("site.css", "site.js")]

    assert sum(path.stat().st_size for path in loaded) < 260_000


def test_nothing_that_is_served_points_to_another_host(served):
    for name in assets.JOINED:
        text = (served / name).read_text()
        assert "sourceMappingURL" not in text
        assert not re.search(r"url\([\"']?(https?:)?//", text)


def characters_in(font):
    with TTFont(font, lazy=True) as opened:
        return opened.getBestCmap().keys()
