"""Settings: how a transcript is to be read, where the file does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from interview_coder.attributes import Type


class Tracked(StrEnum):
    """What becomes of tracked changes: accepted, or both versions shown (`[-old-]{+new+}`)."""

    ACCEPT = "accept"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read a transcript; what is empty is found out from the file.

    `interviewers` and `speakers` are labels, `columns` says which column of a table holds what (`text: Said`),
    `attributes` what those of the participants are (`age: number`).
    """

    encoding: str = ""
    language: str = ""
    interviewers: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tracked: Tracked = Tracked.ACCEPT
    attributes: Mapping[str, Type] = field(default_factory=lambda: MappingProxyType({}))

    def with_(self, **chosen: Any) -> Settings:
        """Return these settings with those that are not empty in their place."""
        return replace(self, **{name: value for name, value in chosen.items() if value})


#: Nothing said: everything is found out from the file.
DEFAULTS = Settings()
