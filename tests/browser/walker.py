"""A person with a browser: goes, fills, presses; every page seen is checked."""

from pathlib import Path

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => (await axe.run(document)).violations.map(
    violation => violation.id + ": " + violation.nodes.map(node => node.html).join(" "))
"""


class Walker:
    """Walks through pages and holds each to the same standard.

    Every page seen has no accessibility violation, no console error, no request to
    another host and no sideways scrolling.
    """

    def __init__(self, context, folder, address):
        self.context = context
        self.folder = folder
        self.page = context.new_page()
        self.faults = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._note(request, address))

    def _hear(self, message):
        # A refused form answers with a status that the console calls an error.
        if message.type == "error" and "the server responded with" not in message.text:
            self.faults.append(message.text)

    def _note(self, request, address):
        if not request.url.startswith((address, "data:")):
            self.faults.append(f"asked {request.url}")

    def go(self, path):
        self.page.goto(path)

    def sign_in(self, person):
        self.go("/login")
        self.page.locator("input[name=email]").fill(f"{person}@openlicence.example")
        self.page.locator("input[name=password]").fill("sample data only")
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/login" not in url)

    def send(self):
        """Press the main form's last button, which sends it."""
        self.page.locator("main form button[type=submit]").last.click()

    def sign_out(self):
        self.page.locator("form[action='/logout'] button").click()

    def follow(self, name):
        self.page.get_by_role("link", name=name).first.click()

    def see(self, text):
        self.page.get_by_text(text).first.wait_for()

    def keep(self, name):
        """Check the page as it stands and keep its picture."""
        self.page.wait_for_load_state("networkidle")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        self._check(name)

    def _check(self, name):
        page = self.page
        wide = page.evaluate(
            "document.documentElement.scrollWidth > window.innerWidth + 1"
        )
        assert not wide, f"{name} scrolls sideways"
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(RUN_AXE) == [], name
        assert self.faults == [], name

    def leave(self):
        self.context.close()
