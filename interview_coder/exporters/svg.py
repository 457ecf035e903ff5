"""Charts as SVG: small, and with a title and a description for those who do not see them."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coder.exporters.html_tags import Html, tag


def chart(
    *content: str, id: str, title: str, description: str, width: int, height: int, stretched: bool = False
) -> Html:
    """Return a drawing of `width` by `height` units that takes the room it is given, `stretched` in both directions."""
    return tag(
        "svg",
        tag("title", title, id=f"{id}-title"),
        tag("desc", description, id=f"{id}-desc"),
        *content,
        viewBox=f"0 0 {width} {height}",
        preserveAspectRatio="none" if stretched else None,
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
    )


def bar(x: float, y: float, width: float, height: float, *, class_: str) -> Html:
    """Return a rectangle."""
    return tag("rect", x=_short(x), y=_short(y), width=_short(width), height=_short(height), class_=class_)


def line(points: Iterable[tuple[float, float]], *, class_: str) -> Html:
    """Return a line through points."""
    return tag("polyline", points=" ".join(f"{_short(x)},{_short(y)}" for x, y in points), class_=class_)


def ticks(places: Iterable[float], *, top: float, height: float, class_: str) -> Html:
    """Return upright strokes as one path; those that would cover each other once."""
    strokes = (f"M{place} {_short(top)}v{_short(height)}" for place in dict.fromkeys(map(_short, places)))
    return tag("path", d="".join(strokes), class_=class_)


def label(text: str, x: float, y: float, *, class_: str = "", anchor: str = "start") -> Html:
    """Return a text that begins, ends (`end`) or has its middle (`middle`) at a point."""
    return tag("text", text, x=_short(x), y=_short(y), class_=class_ or None, text_anchor=anchor)


def _short(number: float) -> str:
    """Write a number to a tenth, without a zero behind the point."""
    return f"{number:.1f}".removesuffix(".0")
