from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.exporters.html_tags import Html, joined, safe, tag

HOSTILE = "\"><img src=x onerror=alert(1)>'</p><script>alert(1)</script>&amp;`javascript:x`"


class Reader(HTMLParser):
    """Notes what a browser would see: tags with their attributes, and text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_tags_escape_text_once() -> None:
    inner = tag("b", "a < b & c")
    assert tag("p", "x > y ", inner) == "<p>x &gt; y <b>a &lt; b &amp; c</b></p>"
    assert joined(["<", Html("<br>")], " & ") == "&lt; &amp; <br>"


def test_html_tags_leave_attributes_out_or_without_value() -> None:
    markup = tag("input", type="checkbox", checked=True, disabled=False, value=None, aria_label="a b", class_="k")
    assert markup == '<input type=checkbox checked aria-label="a b" class=k>'


@given(st.text() | st.just(HOSTILE))
def test_html_tags_show_any_text_and_nothing_else(text: str) -> None:
    found = Reader(tag("p", text, title=text, lang=text))
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    assert [name for name, _ in found.tags] == ["p"]
    assert {key: value for key, value in found.tags[0][1].items() if value} == (
        {"title": text, "lang": text} if text else {}
    )
    assert found.text.replace("\r\n", "\n").replace("\r", "\n") == clean


def test_html_tags_know_what_is_markup_already() -> None:
    assert safe(safe("<")) == "&lt;"
