"""The last line of a text file written here: its checksum, by which it is known again while nobody changed it."""

from __future__ import annotations

import hashlib

_MARK = b"\n<!-- interview-coder "


def sealed(data: bytes) -> bytes:
    """Return a file with its checksum, in a comment of HTML or Markdown."""
    return data + _MARK + hashlib.sha256(data).hexdigest().encode() + b" -->\n"


def is_own(data: bytes) -> bool:
    """Tell whether a file came from here and was not changed since."""
    body, mark, _ = data.rpartition(_MARK)
    return bool(mark) and sealed(body) == data
