"""CodebookText: the text of a codebook file as it stands on disk, to be edited and written back."""

from __future__ import annotations

import codecs
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import CodebookError, EnvironmentFailure, Problem, TranscriptError, reworded
from interview_coder.files import write_whole
from interview_coder.readers.decoding import ASK_ENCODING, decode
from interview_coder.readers.source import load_source

_MARK = "\ufeff"
# Codecs that take a mark for their own, and would write one of this machine's byte order.
_WITH_MARK = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


@dataclass(frozen=True, slots=True)
class CodebookText:
    """The text of `file` with its line ends, without its byte-order mark; `data` are the bytes it was read from."""

    file: str
    data: bytes
    encoding: str
    text: str

    @property
    def target(self) -> Path:
        """The file itself, links followed."""
        return Path(os.path.realpath(self.file))

    def encoded(self, text: str) -> bytes:
        """Return another text as the file's bytes would be, mark and encoding kept."""
        mark = _MARK if self.data.decode(self.encoding).startswith(_MARK) else ""
        return (mark + text).encode(self.encoding)

    def write(self, data: bytes) -> None:
        """Put new bytes in the file's place, its mode kept; raises EnvironmentFailure if somebody else changed it."""
        if not os.access(self.target, os.W_OK):
            raise EnvironmentFailure(f"{self.file}: this account may not write the file. Change its permissions")
        if load_source(self.target).data != self.data:
            raise EnvironmentFailure(f"{self.file}: the file was changed by somebody else meanwhile. Run this again")
        write_whole(self.target, data, mode=stat.S_IMODE(self.target.stat().st_mode))


def read_codebook_text(path: str | Path) -> CodebookText:
    """Read a codebook file as it stands; raises CodebookError where it cannot be read, or not be written back."""
    try:
        source = load_source(path)
        encoding = decode(source).encoding
    except TranscriptError as error:
        fix = "Save the codebook as UTF-8"
        raise CodebookError(reworded(problem, ASK_ENCODING, fix) for problem in error.problems) from error
    encoding = next((name for mark, name in _WITH_MARK.items() if source.data.startswith(mark)), encoding)
    text = source.data.decode(encoding)
    if text.encode(encoding) != source.data:
        what = f"the file cannot be written back as {encoding} without a change"
        raise CodebookError([Problem(source.file, what, "Save the codebook as UTF-8")])
    return CodebookText(source.file, source.data, encoding, text.removeprefix(_MARK))
