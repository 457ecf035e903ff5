"""How the hits of `find` look in a terminal: one line each, the hits below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_coder.cli.screen import highlighted, stdout, visible
from interview_coder.cli.study_view import counted

if TYPE_CHECKING:
    from rich.text import Text

    from interview_coder.concordance import Line


def show_lines(lines: Sequence[Line]) -> None:
    """Print the hits with their source, cut to the width of the terminal, and how many there are."""
    sources = [f"{line.transcript} ¶{line.turn} {line.speaker}" for line in lines]
    widest = min(24, max((_cells(visible(source)) for source in sources), default=0))
    side = max(10, (stdout().width - widest - 2) * 2 // 5)
    for line, source in zip(lines, sources, strict=True):
        stdout().print(_row(line, _fitted(visible(source), widest), side), no_wrap=True, overflow="crop")
    transcripts = len({line.transcript for line in lines})
    stdout().print(f"{counted(len(lines), 'hit')} in {counted(transcripts, 'transcript')}", style="dim")


def _row(line: Line, source: str, side: int) -> Text:
    from rich.text import Text

    row = Text()
    row.append(f"{source}  ", style="dim")
    row.append(_end_of(visible(line.left), side))
    row.append_text(highlighted(line.hit, line.evidence))
    row.append(visible(line.right))
    row.truncate(stdout().width, overflow="ellipsis")
    return row


def _end_of(text: str, width: int) -> str:
    """Return the end of a text in exactly `width` cells, filled with spaces on the left."""
    while _cells(text) > width:
        text = text[1:]
    return " " * (width - _cells(text)) + text


def _fitted(text: str, width: int) -> str:
    from rich.cells import set_cell_size

    return set_cell_size(text, width)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
