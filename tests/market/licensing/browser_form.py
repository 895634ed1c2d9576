"""The form of a page, as a browser without JavaScript would send it."""

from html.parser import HTMLParser


def _text(written):
    # The first line feed of a text area is not part of its text.
    return written.removeprefix("\r").removeprefix("\n")


class Form(HTMLParser):
    """What a browser would send of the form with an id, or of the last POST form."""

    def __init__(self, page, form_id=None):
        super().__init__()
        self.form_id, self.fields, self.inside = form_id, {}, False
        self.name = self.text = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            wanted = given.get("id") == self.form_id if self.form_id else True
            self.inside = wanted and given.get("method") == "post"
            if self.inside and not self.form_id:
                self.fields = {}
        elif self.inside and tag in ("input", "select", "textarea"):
            self._field(tag, given)
        elif self.inside and tag == "option":
            self._option(given)

    def _option(self, given):
        if "selected" in given or self.fields[self.name] is None:
            self.fields[self.name] = given["value"]

    def _field(self, tag, given):
        self.name = given["name"]
        ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
        if tag == "input" and ticked:
            self._keep(given.get("value", ""))
        if tag == "select":
            self.fields[self.name] = None  # A browser sends the first option.
        if tag == "textarea":
            self.fields[self.name] = ""
            self.text = self.name

    def _keep(self, value):
        """Keep a value; of what can be ticked several times, all that are."""
        if self.name in self.fields:
            before = self.fields[self.name]
            earlier = before if isinstance(before, list) else [before]
            self.fields[self.name] = [*earlier, value]
        else:
            self.fields[self.name] = value

    def handle_data(self, data):
        if self.inside and self.text:
            self.fields[self.text] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.text:
            self.fields[self.text] = _text(self.fields[self.text])
            self.text = None
