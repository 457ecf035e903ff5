from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.exporters.colors import PALETTE, contrast, shades


def rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def test_colors_contrast_is_that_of_the_web_guidelines() -> None:
    """Black on white 21:1; #777777 on white is the well-known near miss of 4.5:1."""
    assert round(contrast(rgb("#000000"), rgb("#ffffff")), 2) == 21.0
    assert round(contrast(rgb("#777777"), rgb("#ffffff")), 2) == 4.48


def test_colors_that_can_be_seen_stay_as_they_are() -> None:
    assert all(shades(color, on="#ffffff", text="#1b1f24", tint=0.16).line == color for color in PALETTE)


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True), st.sampled_from([("#ffffff", "#1b1f24"), ("#16181d", "#e6e6e3")]))
def test_colors_can_be_seen_and_words_on_them_read(color: str, page: tuple[str, str]) -> None:
    background, text = page
    seen = shades(color, on=background, text=text, tint=0.3)
    assert contrast(rgb(seen.line), rgb(background)) > 2.95
    assert contrast(rgb(seen.tint), rgb(text)) > 4.5
