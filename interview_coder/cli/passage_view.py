"""How a passage looks with the words that rules found in it, after the question that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_coder.cli.screen import highlighted, print_indented
from interview_coder.transcript import Role

if TYPE_CHECKING:
    from rich.text import Text

    from interview_coder.lexicon import Span
    from interview_coder.passages import Passage
    from interview_coder.transcript import Transcript, Turn
    from interview_coder.wording import Wording


def show_passage(passage: Passage, spans: Sequence[Span], say: Wording, *, indent: int) -> None:
    """Print a passage, some ranges of its transcript's text marked, and the question before it or that holds some."""
    from rich.text import Text

    for turn in _asked(passage, spans):
        asked = _marked(passage.transcript, turn.start, turn.end, spans)
        print_indented(Text.assemble(say("asked"), asked), indent + 2, style="dim")
    print_indented(_marked(passage.transcript, passage.start, passage.end, spans), indent)


def _asked(passage: Passage, spans: Sequence[Span]) -> list[Turn]:
    before = passage.transcript.turns[: passage.turn.number - 1]
    asked = [turn for turn in before if turn.role is Role.INTERVIEWER]
    telling = [turn for turn in asked if any(turn.start <= start < turn.end for start, _ in spans)]
    return telling or asked[-1:]


def _marked(transcript: Transcript, start: int, end: int, spans: Sequence[Span]) -> Text:
    inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
    return highlighted(transcript.quote(start, end), inside)
