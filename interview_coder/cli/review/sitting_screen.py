"""What the screens of a sitting have in common: head, page, status and keys, and what was kept or was not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from interview_coder.cli.review.attempt import failure_of
from interview_coder.cli.review.keys import KeyedScreen, described, told
from interview_coder.cli.review.lines import spread
from interview_coder.cli.review.look import Look
from interview_coder.cli.review.over import Reader
from interview_coder.cli.review.page import Page
from interview_coder.cli.screen import visible
from interview_coder.sitting import Answer, Sitting


class SittingScreen(KeyedScreen[None]):
    """Shows a page of a sitting, and below it what was done last."""

    def __init__(self, sitting: Sitting, look: Look) -> None:
        super().__init__()
        self._sitting, self._look = sitting, look
        self._message = Text()

    def compose(self) -> ComposeResult:
        """Lay it out, the page in the middle."""
        with Vertical(classes="column"):
            yield Static(id="head")
            yield Static(classes="rule")
            yield Page(self._lines, id="page")
            yield Static(classes="rule")
            yield from self.below()
            yield Static(id="status")
            yield Static(id="keys", classes="keys")

    def below(self) -> Iterable[Static]:
        """Return what stands between the page and the status."""
        return ()

    def on_mount(self) -> None:
        """Show where it begins."""
        self._show()

    def on_resize(self) -> None:
        """Fit the lines to the window."""
        self._show()

    def _show(self) -> None:
        raise NotImplementedError

    def _lines(self, width: int, height: int) -> tuple[list[Text], int]:
        raise NotImplementedError

    @property
    def _width(self) -> int:
        return max(min(self.size.width, 100) - 2, 1)

    def _show_around(self, head: Text, aside: Text, *, status: Text, keys: Sequence[tuple[str, str]]) -> None:
        """Show the page and what is always around it."""
        for rule in self.query(".rule").results(Static):
            rule.update("─" * self._width)
        self.query_one("#head", Static).update(spread(head, aside, self._width))
        self.query_one("#status", Static).update(status)
        self.query_one("#keys", Static).update(told(keys, self._look.labels, self._width))
        self.query_one("#page", Page).show()

    def _do(self, action: Callable[[], object]) -> bool:
        """Do what decides; where it could not be kept, say so."""
        failure = failure_of(action)
        if failure:
            self._message = Text(self._look.labels("not kept", error=visible(failure)), style="bold reverse")
        return not failure

    def _taken_back(self) -> Answer | None:
        """Take the last answer back; where there is none, or it could not be, say so."""
        undone: list[Answer | None] = []
        if not self._do(lambda: undone.append(self._sitting.undo())):
            return None
        if undone[0] is None:
            self._message = Text(self._look.labels("nothing to undo"), style="bold")
        return undone[0]

    def _describe(self, keys: Sequence[tuple[str, str]]) -> None:
        labels = self._look.labels
        self.app.push_screen(Reader(labels("keys title"), described(keys, labels), self._look))
