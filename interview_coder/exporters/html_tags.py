"""HTML and SVG from Python values: text that is not markup already is escaped here, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

Attribute = str | int | float | bool | None


class Html(str):
    """Text that is markup; a plain `str` is not, and is escaped where it becomes a part of some."""

    __slots__ = ()


# Elements that hold nothing and have no end tag.
_VOID = frozenset({"br", "hr", "input", "meta"})

# Needs no quotes around it as the value of an attribute; a large page is a tenth shorter without them.
_BARE = re.compile("[A-Za-z0-9#-]+")


def tag(name: str, /, *content: str, **attributes: Attribute) -> Html:
    """Return an element; `class_` stands for class, `aria_label` for aria-label.

    An attribute that is None or False is left out, one that is True stands without a value.
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{opening}>") if name in _VOID else Html(f"<{opening}>{joined(content)}</{name}>")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = str(value)
    return f" {name}={text}" if _BARE.fullmatch(text) else f' {name}="{escape(text)}"'


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Return parts as one, plain text among them escaped."""
    return Html(safe(between).join(map(safe, parts)))


def safe(text: str) -> Html:
    """Return text as markup that shows it; markup stays as it is."""
    return text if isinstance(text, Html) else Html(escape(text, quote=False))
