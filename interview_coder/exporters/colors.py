"""Colours of codes: those of the codebook or of a palette, changed as far as they could not be seen otherwise."""

from __future__ import annotations

from dataclasses import dataclass

# Told apart by most who see colours otherwise (Okabe & Ito 2008), and dark enough for lines on white.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#b8528e", "#8a6d00", "#3f7fbf", "#7a4fbf", "#5f6b2f")

_VISIBLE = 3.0  # WCAG 2.2, 1.4.11: contrast of what is no text

Color = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shades:
    """A colour for lines on a background, and a tint to put behind words."""

    line: str
    tint: str


def shades(color: str, *, on: str, text: str, tint: float) -> Shades:
    """Return a colour as it can be seen on a background: moved towards that of the text as far as needed."""
    background, ink, wanted = _parts(on), _parts(text), _parts(color)
    steps = (_mixed(ink, wanted, step / 10) for step in range(11))
    line = next(each for each in steps if contrast(each, background) >= _VISIBLE)
    return Shades(_written(line), _written(_mixed(line, background, tint)))


def contrast(one: Color, other: Color) -> float:
    """Return how much lighter one colour is than the other, 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(one: Color, other: Color, share: float) -> Color:
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(one, other, strict=True))
    return red, green, blue


def _parts(color: str) -> Color:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(color: Color) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in color)
