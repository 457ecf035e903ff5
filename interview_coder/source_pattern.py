"""How a quote's source is written: `({case}, ¶{turn}, {time})`, with fields filled from its coding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from string import Formatter

from interview_coder.coding import Coding
from interview_coder.errors import UsageError
from interview_coder.transcript import clock

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
    """Texts and the field after each, in order; the last field is "" where a text ends the pattern."""

    parts: tuple[tuple[str, str], ...]

    def label(self, coding: Coding, attributes: Mapping[str, str]) -> str:
        """Write the source of a coding; a field without a value takes the text before it away, but for the first."""
        label = ""
        for number, (text, field) in enumerate(self.parts):
            value = _FIELDS[field](coding) if field in _FIELDS else attributes.get(field, "")
            if value or not field or not number:
                label += text + value
        return label


def source_pattern(text: str, attributes: Collection[str] = ()) -> SourcePattern:
    """Read a pattern; fields are those of a coding and some attributes of the participants.

    Raises UsageError for braces that do not match and for a field that does not exist.
    """
    known = ", ".join(f"{{{name}}}" for name in [*_FIELDS, *attributes])
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise UsageError(f"source pattern {text!r}: {error}. Write fields as {known}") from error
    for _, field, spec, conversion in parts:
        if field is not None and (spec or conversion or field not in {*_FIELDS, *attributes}):
            raise UsageError(f"source pattern {text!r}: there is no field {{{field}}}. Known are {known}")
    return SourcePattern(tuple((literal, field or "") for literal, field, *_ in parts))
