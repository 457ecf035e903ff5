"""The review in the terminal: one screen to decide, one to read; decisions go through here to the disk."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

from textual.app import App
from textual.binding import Binding

from interview_coder.cli.review.deciding import Deciding
from interview_coder.cli.review.look import Look
from interview_coder.cli.review.reading import Reading
from interview_coder.sitting import Sitting

#: The smallest window that shows a passage with its codes.
LEAST_WIDTH, LEAST_HEIGHT = 60, 16


class ReviewApp(App[None]):
    """The review of one sitting; it has the terminal's own colours, so that it looks calm on any."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [  # noqa: RUF012  # as Textual wants it
        Binding("ctrl+c", "stop(130)", priority=True),
        Binding("ctrl+q", "stop(0)", priority=True),
    ]
    CSS = """
    Screen { align: center top; background: ansi_default; }
    .column { width: 100%; max-width: 100; height: 100%; padding: 0 1; }
    .rule { height: 1; color: ansi_default; text-style: dim; }
    Page { height: 1fr; }
    #codes, #why { height: auto; }
    #status { height: auto; min-height: 1; max-height: 4; }
    .keys { height: auto; }
    ModalScreen { align: center bottom; background: transparent; }
    .over { width: 100%; max-width: 92; height: auto; border: round ansi_default; padding: 0 2; }
    .tall { height: 100%; max-height: 32; }
    /* The passage stays in sight. */
    .half { height: 55%; min-height: 10; }
    Input, Input:focus { border: none; height: 1; padding: 0; margin: 1 0; }
    Static, Page, Input, Input:focus { background: ansi_default; color: ansi_default; }
    #typed { height: 2; }
    """

    def __init__(self, sitting: Sitting, look: Look) -> None:
        super().__init__(ansi_color=True)
        self.sitting = sitting
        # Textual itself turns colours off; marks must be seen without them.
        self.look = Look(look.codebook, look.labels, plain=self.no_color)
        self.failure: Exception | None = None

    def on_mount(self) -> None:
        """Open the first screen, and end well when the terminal goes or somebody asks for it."""
        for name, code in (("SIGTERM", 143), ("SIGHUP", 129)):
            # Windows has no SIGHUP, and its event loop no signal handlers.
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.action_stop, code)
        if self.sitting.coder.blind:
            self.push_screen(Reading(self.sitting, self.look))
        else:
            self.push_screen(Deciding(self.sitting, self.look))

    def action_stop(self, code: int) -> None:
        """End; nothing is pending, ever."""
        self.exit(return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a word: Textual's own would print what stands in variables, which is transcript text."""
        self._close_messages_no_wait()
