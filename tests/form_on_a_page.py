# SPDX-License-Identifier: Apache-2.0
"""A form as a browser would send it: what stands in its fields, by HTML's own rules (WHATWG, "constructing the entry
list")."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects the controls of one form. What lies in a <template> is no control."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.sent = form_id, dict[str, list[str]]()
        self._within, self._template = False, 0
        self._text: tuple[str, list[str]] | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._within = found.get("id") == self.form_id
        self._template += tag == "template"
        if not self._within or self._template:
            return
        if tag == "input" and found.get("type") not in ("radio", "checkbox", "submit", "button"):
            self._add(found.get("name"), found.get("value", "").replace("\n", ""))
        if tag == "input" and found.get("type") in ("radio", "checkbox") and "checked" in found:
            self._add(found.get("name"), found.get("value", "on"))
        if tag == "textarea" and found.get("name"):
            self._text = (found["name"], [])
        if tag == "select":
            self._select = found.get("name")
        if tag == "option" and self._select and "selected" in found:
            self._add(self._select, found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._template -= tag == "template"
        if tag == "form":
            self._within = False
        if tag == "textarea" and self._text:
            name, pieces = self._text
            self._add(name, "".join(pieces).removeprefix("\n").replace("\n", "\r\n"))
            self._text = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def _add(self, name: str | None, value: str) -> None:
        if name:
            self.sent.setdefault(name, []).append(value)


def form_on(page: bytes, form_id: str) -> dict[str, list[str]]:
    """By name, what the form of this id on a page would send if its button were pressed now."""
    reader = _Form(form_id)
    reader.feed(page.decode().replace("\r\n", "\n"))
    reader.close()
    return reader.sent
