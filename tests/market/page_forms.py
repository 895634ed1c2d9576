"""The forms of a page: where each is sent, and what it would carry."""

from html.parser import HTMLParser


class PageForms(HTMLParser):
    """Each form that posts, as (address, fields); every box is ticked."""

    def __init__(self, page, here):
        super().__init__()
        self.here, self.found = here, []
        self.fields = self.name = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and given.get("method") == "post":
            self.fields = {}
            self.found.append((given.get("action") or self.here, self.fields))
        elif self.fields is not None and tag == "option":
            self.fields[self.name] = self.fields[self.name] or given.get("value")
        elif self.fields is not None and given.get("name"):
            self.name = given["name"]
            self.fields.setdefault(self.name, given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.fields = None
