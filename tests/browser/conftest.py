"""The demo, served as a person starts it, and Chromium to walk through it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.walker import Walker

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
START_SECONDS = 60
PATIENCE_SECONDS = 90


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demo_address(demo_folder):
    """Run the demo on a free port; it stops with the tests."""
    port = _free_port()
    environment = os.environ | {
        "INSTANCE_DIR": str(demo_folder),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }
    flask = Path(sys.executable).with_name("flask")
    command = [flask, "--app", "app", "demo", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed, so no browser test ran.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def walk(chromium, demo_address, request):
    """Return a person who walks through the demo in one language and one width."""
    walkers = []

    def begin(locale, *, width=1280, dark=False, scripts=True):
        context = chromium.new_context(
            base_url=demo_address,
            locale={"zh": "zh-CN", "en": "en-GB"}[locale],
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            timezone_id="Asia/Shanghai",
        )
        # A busy machine may take long to draw its first page.
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        folder = SCREENSHOTS / f"{locale}-{width}{'-dark' if dark else ''}"
        walker = Walker(context, folder, demo_address)
        walkers.append(walker)
        return walker

    yield begin
    for walker in walkers:
        walker.leave()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port, process):
    for _ in range(START_SECONDS * 5):
        if process.poll() is not None:
            raise AssertionError(f"The demo stopped with {process.returncode}.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("The demo did not start.")
