"""What a codebook may be asked to be written as, and what comes of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """The language of labels, and of names where a format holds one language; the date on the file."""

    language: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a file, and what of the codebook it does not hold."""

    data: bytes
    notes: tuple[str, ...] = ()
