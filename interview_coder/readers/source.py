"""Source: the bytes of one file as a user named it, read once and within limits."""

from __future__ import annotations

import errno
import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from interview_coder.errors import Problem, TranscriptError
from interview_coder.readers.settings import DEFAULTS, Settings

MAX_BYTES = 100 * 1024 * 1024

_REASONS = {
    errno.ENOENT: ("no such file", "Check the path"),
    errno.ENOTDIR: ("no such file", "Check the path"),
    errno.EACCES: ("this account may not read the file", "Change the file's permissions"),
    errno.EPERM: ("this account may not read the file", "Change the file's permissions"),
    errno.ELOOP: ("a symbolic link that leads back to itself", "Name the file itself"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of `file` (the path as given), the encoding asked for, if any, and how else to read it."""

    file: str
    data: bytes
    encoding: str | None = None
    settings: Settings = DEFAULTS

    @property
    def sha256(self) -> str:
        """The hash of the original bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def error(self, what: str, fix: str = "", *, line: int | None = None, column: int | None = None) -> TranscriptError:
        """Build the error for one problem with this file."""
        return TranscriptError([Problem(self.file, what, fix, line, column)])

    @contextmanager
    def foreign(self, what: str, fix: str = "") -> Iterator[None]:
        """Turn whatever a third-party parser raises into a TranscriptError without its words.

        The parser's own message may quote the transcript, so only the kind of error is kept.
        """
        try:
            yield
        except TranscriptError:
            raise
        except Exception as error:
            raise self.error(f"{what} ({type(error).__name__})", fix) from error


def load_source(path: Path | str, *, encoding: str | None = None) -> Source:
    """Read a regular file of at most 100 MB; symbolic links are read through.

    Raises TranscriptError where there is no such file, or it is a folder, pipe or device.
    """
    file = PurePath(path).as_posix()
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise TranscriptError([Problem(file, _kind(status.st_mode), "Name a file")])
        with Path(path).open("rb") as stream:
            # The size said may be wrong: a file can grow.
            data = stream.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else b""
    except (OSError, ValueError) as error:
        raise TranscriptError([_unreadable(file, error)]) from error
    if max(status.st_size, len(data)) > MAX_BYTES:
        what = f"the file is larger than {MAX_BYTES // 2**20} MB"
        raise TranscriptError([Problem(file, what, "Split it")])
    return Source(file, data, encoding)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "this is a folder, not a file"
    return "this is no regular file (a pipe, socket or device)"


def _unreadable(file: str, error: OSError | ValueError) -> Problem:
    code = error.errno if isinstance(error, OSError) else None
    what, fix = _REASONS.get(code or 0, (f"the file cannot be read ({type(error).__name__})", "Check the path"))
    return Problem(file, what, fix)
