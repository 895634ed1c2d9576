"""The whole journey as office, firm, finance and policymaker, in both languages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import journey

pytestmark = pytest.mark.browser


def walk_all(walker, folder, *, number, title, word, encoding, waiting, document):
    journey.import_a_patent(
        walker, folder, number=number, title=title, encoding=encoding
    )
    journey.open_a_staged_offer(walker, title=title, first_fee="1200.00")
    offer_id = journey.find_and_price(walker, word=word, title=title, sales="3000000")
    licence = journey.give_notice(walker, offer_id)
    journey.report_the_transfer(walker, licence, waiting=waiting)
    journey.match_the_transfer(
        walker, amount="1200.00", statement_number=f"2026112300{number[-4:-1]}"
    )
    journey.see_the_licence(walker, licence, document=document)
    journey.compare_policies(walker)


def test_the_journey_in_chinese(walk, tmp_path, ledger_is_sound):
    walk_all(
        walk("zh"),
        tmp_path,
        number="CN115990021B",
        title="一种用于电镀废水的可再生吸附膜",
        word="电镀",
        encoding="gb18030",
        waiting="已付款，待财务核对",
        document="许可实施凭证",
    )
    ledger_is_sound()


def test_the_journey_in_english_on_a_phone_in_the_dark(walk, tmp_path, ledger_is_sound):
    walk_all(
        walk("en", width=360, dark=True),
        tmp_path,
        number="CN115990022B",
        title="Renewable membrane for plating baths",
        word="plating",
        encoding="utf-8-sig",
        waiting="Paid, waiting for finance to match",
        document="许可实施凭证",
    )
    ledger_is_sound()


def test_pricing_needs_no_script(walk):
    walker = walk("zh", scripts=False)
    walker.go("/offers")
    walker.page.locator("main h2 a, main h3 a").first.click()
    walker.page.locator("input[name=sales]").fill("-5")
    walker.page.locator(".cost-button").click()
    assert walker.page.locator("input[name=sales]").input_value() == "-5"
    assert walker.page.locator("#cost-errors").count() == 1


@pytest.fixture
def ledger_is_sound(demo_folder):
    def check():
        flask = Path(sys.executable).with_name("flask")
        outcome = subprocess.run(
            [flask, "--app", "app", "ledger", "verify"],
            env=os.environ | {"INSTANCE_DIR": str(demo_folder), "DATABASE_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert outcome.returncode == 0, outcome.stdout

    return check
