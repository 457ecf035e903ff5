"""The review in a real terminal, ended in every way there is: what it showed as saved is on disk."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview_coder.store import read_store

if sys.platform == "win32":
    pytest.skip("there are no pseudo terminals", allow_module_level=True)

import fcntl
import pty
import select
import termios

# Reading gives up after so many seconds without a sign of life.
PATIENCE = 30.0
# The terminal becomes the controlling one, so that its end is a hang-up.
START = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from interview_coder.cli import main; main()"
ENTER_ALTERNATE, LEAVE_ALTERNATE = b"\x1b[?1049h", b"\x1b[?1049l"


class Terminal:
    """A review running in a pseudo terminal."""

    def __init__(self, *options: str, rows: int = 24, columns: int = 80, **environment: str) -> None:
        self._fd, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        wanted = {**os.environ, "TERM": "xterm-256color", **environment}
        wanted = {name: value for name, value in wanted.items() if name not in ("COLUMNS", "LINES")}
        arguments = [sys.executable, "-c", START, "review", *options]
        self.process = subprocess.Popen(
            arguments, stdin=child, stdout=child, stderr=child, env=wanted, start_new_session=True
        )
        os.close(child)
        self.shown = b""

    def wait_for(self, marker: str) -> None:
        """Read what the program writes until a text is there."""
        seen = len(self.shown)
        while marker.encode() not in self.shown[seen:]:
            assert self._read(), f"{marker!r} was never shown"

    def _read(self) -> bool:
        """Read some more; False at the end or where nothing comes any more."""
        if not select.select([self._fd], [], [], PATIENCE)[0]:
            return False
        try:
            more = os.read(self._fd, 65536)
        except OSError:
            return False
        self.shown += more
        return bool(more)

    def press(self, keys: str) -> None:
        """Type some keys."""
        os.write(self._fd, keys.encode())

    def end(self) -> int:
        """Read to the end; return the exit code."""
        while self._read():
            pass
        return self.process.wait(PATIENCE)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._fd)
        self._fd = -1

    def close(self) -> None:
        """Clean up."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._fd >= 0:
            os.close(self._fd)


@pytest.fixture
def open_terminal(coded: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Terminal]]:
    """Return a function that starts a review in a pseudo terminal."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    opened: list[Terminal] = []

    def start(*options: str, **how: object) -> Terminal:
        opened.append(Terminal(*options, **how))  # type: ignore[arg-type]  # a size, or the environment
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def verdicts(folder: Path) -> list[str]:
    with read_store(folder) as store:
        assert store
        return [f"{each.verdict} {each.code}" for each in store.decisions()]


def stop(terminal: Terminal, how: str) -> None:
    match how:
        case "q":
            terminal.press("q")
        case "Ctrl-C":
            terminal.press("\x03")
        case _:
            terminal.process.send_signal(getattr(signal, how))


@pytest.mark.parametrize(
    ("how", "code"), [("q", 0), ("Ctrl-C", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGKILL", -signal.SIGKILL)]
)
def test_terminal_keeps_every_decision_it_showed_however_it_ends(
    coded: Path, open_terminal: Callable[..., Terminal], how: str, code: int
) -> None:
    terminal = open_terminal("--coder", "ann")
    terminal.wait_for("There is ")
    terminal.press("y")
    terminal.wait_for("accepted and saved")
    terminal.press("n")
    terminal.wait_for("rejected and saved")
    stop(terminal, how)
    assert terminal.end() == code
    assert verdicts(coded) == ["accepted money", "rejected money.late"]
    assert b"Traceback" not in terminal.shown
    if how != "SIGKILL":
        assert LEAVE_ALTERNATE in terminal.shown.rpartition(ENTER_ALTERNATE)[2]


def test_terminal_that_is_closed_keeps_every_decision(coded: Path, open_terminal: Callable[..., Terminal]) -> None:
    terminal = open_terminal("--coder", "ann")
    terminal.wait_for("There is ")
    terminal.press("y")
    terminal.wait_for("accepted and saved")
    terminal.hang_up()
    terminal.process.wait(PATIENCE)
    assert verdicts(coded) == ["accepted money"]


def test_terminal_asks_once_who_decides(coded: Path, open_terminal: Callable[..., Terminal]) -> None:
    terminal = open_terminal()
    terminal.wait_for("Your name or initials")
    terminal.press("li\n")
    terminal.wait_for("There is ")
    terminal.press("q")
    assert terminal.end() == 0
    again = open_terminal()
    again.wait_for("There is ")
    again.press("q")
    assert again.end() == 0


def test_terminal_without_colour_marks_the_words_found(coded: Path, open_terminal: Callable[..., Terminal]) -> None:
    terminal = open_terminal("--coder", "ann", NO_COLOR="1")
    terminal.wait_for("«money»")
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.parametrize(
    ("how", "message"),
    [({"rows": 10, "columns": 40}, "60 × 16"), ({"TERM": "dumb"}, "needs a terminal with a keyboard")],
)
def test_terminal_too_poor_is_refused_and_plain_is_named(
    coded: Path, open_terminal: Callable[..., Terminal], how: dict[str, object], message: str
) -> None:
    terminal = open_terminal("--coder", "ann", **how)
    assert terminal.end() == 2
    assert message in terminal.shown.decode()
    assert "--plain" in terminal.shown.decode()
