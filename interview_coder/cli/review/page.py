"""Page: a widget that shows lines made to its measure, and a part of them where they are too many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.widget import Widget

#: Makes the lines for a width and a height, and says which of them is to be seen.
Lines = Callable[[int, int], tuple[Sequence[Text], int]]


class Page(Widget):
    """Shows what a function makes for the width and height there are."""

    can_focus = False

    def __init__(self, lines: Lines, *, id: str) -> None:
        super().__init__(id=id)
        self._lines = lines
        self._shift = 0

    def show(self) -> None:
        """Make the lines anew and show them from where they are to be seen."""
        self._shift = 0
        self.refresh()

    def turn(self, pages: int) -> None:
        """Show what stands further down or up."""
        self._shift += pages * max(self.size.height - 1, 1)
        self.refresh()

    def render(self) -> Text:
        """Return the lines that the page has room for."""
        width, height = self.size
        lines, wanted = self._lines(width, height)
        last = max(len(lines) - height, 0)
        first = min(max(wanted - 1, 0), last)
        self._shift = max(-first, min(self._shift, last - first))
        top = first + self._shift
        return Text("\n").join(lines[top : top + height])
