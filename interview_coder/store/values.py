"""What the store gives back beside codings and transcripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `code`: the codebook it used, its name within the study, whole text and unit; `at` is UTC."""

    codebook_file: str
    sha256: str
    codebook_text: str
    unit: str
    version: str
    at: str


class State(StrEnum):
    """What keeping a transcript did: it was new, the same already, or its text or file had changed."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Kept:
    """A transcript that was kept, and the number of its newest version, from 1."""

    id: str
    state: State
    version: int


@dataclass(frozen=True, slots=True)
class KeptTranscript:
    """What is kept of a transcript's newest version, without its text.

    `file` is its path from the study's folder; `size` and `mtime_ns` are those the file had when it was read.
    """

    id: str
    version: int
    file: str
    size: int
    mtime_ns: int
    sha256: str
    encoding: str
    language: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Batch:
    """What was decided and noted in one go: a key press, an import, a merge; `at` and `undone_at` are UTC.

    `what` says where it came from, empty for a key press; `undone_by` and `undone_at` are empty while it stands.
    `to_the_end`: whoever made it had read its transcripts to the end.
    """

    number: int
    coder: str
    at: str
    what: str
    decisions: int
    memos: int
    undone_by: str = ""
    undone_at: str = ""
    to_the_end: bool = False

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return bool(self.undone_at)


@dataclass(frozen=True, slots=True)
class Model:
    """A learner's arrays, the hash of the codebook it was fitted with, and the versions it needs, as text."""

    codebook: str
    versions: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """What the last run of `code` was asked for, the state of the files it read, and what it found in them.

    It is gone as soon as a transcript or a suggestion changes otherwise.
    """

    asked: str
    fingerprint: str
    found: str
