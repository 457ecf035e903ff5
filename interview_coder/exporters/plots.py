"""Plots by matplotlib: without a screen, with Chinese characters, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from interview_coder.errors import EnvironmentFailure
from interview_coder.language import has_han

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMS = ("svg", "png", "pdf")
CENTIMETRE = 1 / 2.54  # in inches, which matplotlib counts in
DOTS_PER_INCH = 200
LABEL_CELLS = 34
FONT_SIZE = 8.0
MANY = 22  # labels that fit at this size
GREY = "#595959"

# What systems and their office programs bring along, those made for simplified characters first.
CHINESE_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei"),
    *("PingFang SC", "Hiragino Sans GB", "Heiti SC", "STHeiti", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", "NSimSun", "Noto Sans CJK JP"),
    *("Noto Serif CJK JP", "AR PL UMing CN", "AR PL SungtiL GB", "Droid Sans Fallback", "Arial Unicode MS"),
)
_LATIN_FONT = "DejaVu Sans"  # comes with matplotlib

# Who wrote the file stands in it, when does not.
_METADATA = {
    "svg": {"Creator": "interview-coder", "Date": None},
    "png": {"Software": "interview-coder"},
    "pdf": {"Creator": "interview-coder", "Producer": None, "CreationDate": None},
}
# What follows the end of a file, around the hash of all before it: whoever edits the file breaks it.
_SEALS = {"svg": (b"<!-- ", b" -->\n"), "pdf": (b"% ", b"\n")}
_PNG_MARK = b"Software\x00interview-coder"  # picture editors put their own name there
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def is_available() -> bool:
    """Tell whether matplotlib is installed."""
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None


@contextmanager
def plotting(texts: Iterable[str]) -> Iterator[None]:
    """Have matplotlib draw these texts and whatever comes with them; EnvironmentFailure where it cannot.

    Texts are data: no formula is read out of a `$`.
    """
    if not is_available():
        what = "charts need matplotlib. Install it with: pip install 'interview-coder[charts]'"
        raise EnvironmentFailure(what)
    import matplotlib

    settings: dict[Any, Any] = {
        "font.family": _families(texts),
        "font.size": FONT_SIZE,
        "text.parse_math": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "svg.hashsalt": "interview-coder",
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
    }
    # A character that no font has is drawn as an empty box, and need not be told once more.
    with warnings.catch_warnings(), matplotlib.rc_context(matplotlib.rcParamsDefault | settings):
        warnings.simplefilter("ignore")
        yield


def _families(texts: Iterable[str]) -> list[str]:
    if not any(map(has_han, texts)):
        return [_LATIN_FONT]
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    found = [name for name in CHINESE_FONTS if name in installed]
    if not found:
        what = "no font with Chinese characters is installed, and the charts have some"
        raise EnvironmentFailure(f"{what}. Install one, for example Noto Sans CJK SC (package fonts-noto-cjk)")
    return [_LATIN_FONT, found[0]]


def new_figure(width: float, height: float) -> Figure:
    """Make an empty figure of a size in centimetres."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width * CENTIMETRE, height * CENTIMETRE), layout="constrained")


def saved(figure: Figure, form: str) -> bytes:
    """Return a figure as a file of one of FORMS."""
    buffer = io.BytesIO()
    metadata: Any = _METADATA[form]
    figure.savefig(buffer, format=form, dpi=DOTS_PER_INCH, metadata=metadata)
    return buffer.getvalue() + _seal(buffer.getvalue(), form)


def is_own(data: bytes) -> bool:
    """Tell whether a picture was saved here and not changed since."""
    return _PNG_MARK in data or any(_is_sealed(data, form) for form in _SEALS)


def _seal(data: bytes, form: str) -> bytes:
    if form not in _SEALS:
        return b""
    start, end = _SEALS[form]
    return start + hashlib.sha256(data).hexdigest().encode() + end


def _is_sealed(data: bytes, form: str) -> bool:
    size = len(_seal(b"", form))
    return data[-size:] == _seal(data[:-size], form)


def label(text: str) -> str:
    """Return a text as a label of two short lines at most; what is cut off ends in an ellipsis."""
    flowing = " ".join(_CONTROL.sub("\ufffd", text.replace("\n", " ")).split())
    width = LABEL_CELLS // 2 if has_han(flowing) else LABEL_CELLS
    return "\n".join(textwrap.wrap(flowing, width, max_lines=2, placeholder="…")) or " "


def heat_map(axes: Axes, values: npt.NDArray[Any], rows: Sequence[str], columns: Sequence[str]) -> None:
    """Draw a matrix from white to dark blue, with its numbers; NaN stays empty."""
    import numpy as np

    top = np.nanmax(values, initial=0)
    axes.imshow(np.ma.masked_invalid(values), cmap="Blues", vmin=0, vmax=max(top, 1) * 1.15, aspect="auto")
    axes.set_yticks(range(len(rows)), [*map(label, rows)])
    size = small_if_many(len(columns))
    axes.set_xticks(range(len(columns)), [*map(label, columns)], rotation=upright(columns), fontsize=size)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for (row, column), value in np.ndenumerate(values):
        if value > 0:
            ink = "white" if value > 0.75 * top else "black"
            axes.text(column, row, f"{value:.0f}", ha="center", va="center", color=ink, fontsize=size)


def upright(texts: Sequence[str]) -> int:
    """Return how far to turn labels that would run into each other."""
    return 90 if len(texts) > MANY or max(map(_cells, texts), default=0) > 4 else 0


def small_if_many(labels: int) -> float:
    """Return the size in points at which so many labels fit beside each other."""
    return FONT_SIZE if labels <= MANY else 5.5


def _cells(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)
