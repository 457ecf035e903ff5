"""How a quote's source is written: `({case}, ¶{turn}, {time})`, with fields filled from its coding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from string import Formatter
from typing import TYPE_CHECKING

from interview_coder.coding import Coding
from interview_coder.errors import UsageError
from interview_coder.transcript import clock

if TYPE_CHECKING:
    from interview_coder.study import CodedTranscript

_FIELDS: dict[str, Callable[[Coding], str]] = {
    "case": lambda coding: coding.transcript,
    "turn": lambda coding: str(coding.turn),
    "passage": lambda coding: str(coding.passage),
    "time": lambda coding: "" if coding.seconds is None else clock(coding.seconds),
    "speaker": lambda coding: coding.speaker,
    "code": lambda coding: coding.code,
    "id": lambda coding: coding.id,
}


@dataclass(frozen=True, slots=True)
class SourcePattern:
    """Texts and the field after each, in order; the last field is "" where a text ends the pattern.

    `attributes` are those of the participants, by transcript.
    """

    parts: tuple[tuple[str, str], ...]
    attributes: Mapping[str, Mapping[str, str]]

    def label(self, coding: Coding) -> str:
        """Write the source of a coding; a field without a value takes the text before it away, but for the first."""
        label, attributes = "", self.attributes.get(coding.transcript, {})
        for number, (text, field) in enumerate(self.parts):
            value = _FIELDS[field](coding) if field in _FIELDS else attributes.get(field, "")
            if value or not field or not number:
                label += text + value
        return label


def source_label(coding: Coding, *, language: str = "en") -> str:
    """Say where a quote stands: `(P07, ¶12, 00:13:22)` or `（P07，第12段，00:13:22）`; no time where it is unknown."""
    chinese = language == "zh"
    parts = [coding.transcript, f"第{coding.turn}段" if chinese else f"¶{coding.turn}"]
    if coding.seconds is not None:
        parts.append(clock(coding.seconds))
    return f"（{'，'.join(parts)}）" if chinese else f"({', '.join(parts)})"


def source_pattern(text: str, transcripts: Iterable[CodedTranscript] = ()) -> SourcePattern:
    """Read a pattern; fields are those of a coding and the attributes of the participants.

    Raises UsageError for braces that do not match and for a field that does not exist.
    """
    attributes = {transcript.id: transcript.attributes for transcript in transcripts}
    fields = dict.fromkeys([*_FIELDS, *chain(*attributes.values())])
    known = ", ".join(f"{{{name}}}" for name in fields)
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise UsageError(f"source pattern {text!r}: {error}. Write fields as {known}") from error
    for _, field, spec, conversion in parts:
        if field is not None and (spec or conversion or field not in fields):
            raise UsageError(f"source pattern {text!r}: there is no field {{{field}}}. Known are {known}")
    return SourcePattern(tuple((literal, field or "") for literal, field, *_ in parts), attributes)
