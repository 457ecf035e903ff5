"""The researcher's own editor: which program it is, and how it is told the line to open a file at."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from interview_coder.errors import EnvironmentFailure, UsageError

_DEFAULTS = ("nano", "vim", "vi", "notepad")
_LINE_BEFORE = frozenset(("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "mg", "ne"))
_GOTO = frozenset(("code", "code-insiders", "codium", "vscodium", "cursor"))
_LINE_AFTER = frozenset(("subl", "sublime_text", "zed"))


def editor_command(environment: Mapping[str, str], file: Path, line: int) -> list[str]:
    """Return the command that opens a file at a line and ends when it is closed; the line is left out if unsure how."""
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or _default()
    command = _words(chosen)
    name = Path(command[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    wait = [] if {"--wait", "-w"} & set(command) else ["--wait"]
    if name in _LINE_BEFORE:
        return [*command, f"+{line}", str(file)]
    if name in _GOTO:
        return [*command, *wait, "--goto", f"{file}:{line}"]
    if name in _LINE_AFTER:
        return [*command, *wait, f"{file}:{line}"]
    return [*command, str(file)]


def open_in_editor(file: Path, line: int) -> None:
    """Open a file at a line and wait until it is closed; raises UsageError where the editor did not end well."""
    command = editor_command(os.environ, file, line)
    try:
        ended = subprocess.run(command, check=False)
    except OSError as error:
        raise EnvironmentFailure(f"the editor {command[0]} cannot be started. Set VISUAL or EDITOR") from error
    if ended.returncode:
        raise UsageError(f"the editor {command[0]} ended with an error ({ended.returncode}); the codebook is as it was")


def _words(chosen: str) -> list[str]:
    try:
        command = shlex.split(chosen, posix=os.name != "nt")
    except ValueError as error:
        raise EnvironmentFailure(f"the editor {chosen!r} is no command. Set VISUAL or EDITOR") from error
    if not command:
        raise EnvironmentFailure(f"the editor {chosen!r} is no command. Set VISUAL or EDITOR")
    return command


def _default() -> str:
    found = next(filter(None, map(shutil.which, _DEFAULTS)), None)
    if not found:
        raise EnvironmentFailure("no editor found. Name yours in VISUAL or EDITOR, for example EDITOR=nano")
    return shlex.quote(found)
