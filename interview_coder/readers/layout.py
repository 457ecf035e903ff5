"""What a format's reader hands on: a text with labels still to be found, or utterances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from interview_coder.readers.source import Source

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Prose:
    """A canonical text as it stands in the file; turns lie from `body` on, labels are in the text.

    `set_off` are the ranges of paragraphs that are bold or italic as a whole, `marks` the places that the document has
    a name for.
    """

    text: str
    encoding: str
    body: int = 0
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    notes: tuple[str, ...] = ()
    set_off: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words said without a break; `speaker` None means that the words may begin with a label.

    Where they do not, the speaker of the utterance before goes on.
    """

    words: str
    speaker: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """Utterances in order, from a format that has no running text; the text is built from them."""

    utterances: tuple[Utterance, ...]
    encoding: str
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    notes: tuple[str, ...] = ()


Reader = Callable[[Source], Prose | Speech]
