"""Context: a passage between the question and what stands around it, as lines that fill a page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from interview_coder.borders import Range
from interview_coder.cli.review.lines import first_lines, last_lines, quoted, wrapped
from interview_coder.cli.review.look import Look
from interview_coder.cli.screen import visible
from interview_coder.review import Item
from interview_coder.transcript import Role, Turn, clock

BAR = "▌ "
_INDENT = "  "
# So much of a turn is looked at: more than any window holds.
_MOST = 4000


def place_of(item: Item, look: Look) -> Text:
    """Return where a passage stands: transcript, speaker, turn, time of the recording."""
    passage = item.passage
    named = {"transcript": passage.transcript.id, "speaker": passage.turn.speaker, "turn": passage.turn.number}
    seconds = passage.transcript.seconds_at(passage.start)
    time = f" · {clock(seconds)}" if seconds is not None else ""
    return Text(visible(look.labels("place", **named)) + time)


def passage_page(
    item: Item, span: Range, found: Sequence[Range], look: Look, *, width: int, height: int
) -> tuple[list[Text], int]:
    """Return a passage in its context, and the line that it begins at.

    `span` is what is taken for the passage. The lines fill the height, or more where the passage alone does.
    """
    around = _Context(item, span, found, look, width - len(BAR))
    own = wrapped(quoted(around.transcript, span, found, style="bold", plain=look.plain), around.width)
    rest = max(height - len(own) - 2, 0)
    # It stands where the one before it stood, somewhat below the middle.
    most = rest - rest * 2 // 5
    above = around.above(most)
    below = around.below(rest - most)
    sky = [Text()] * (most - len(above))
    hero = [Text.assemble((BAR, "bold"), line) for line in own]
    before, after = ([Text.assemble(_INDENT, line) for line in lines] for lines in (above, below))
    return [*sky, *before, Text(), *hero, Text(), *after], most + 1


class _Context:
    """What stands around some words of an item, in lines of a width."""

    def __init__(self, item: Item, span: Range, found: Sequence[Range], look: Look, width: int) -> None:
        self.transcript, self.width = item.passage.transcript, width
        self._item, self._span, self._found, self._look = item, span, found, look

    def above(self, most: int) -> list[Text]:
        """Return the end of the question and of what was said before; what else was said before where there is room."""
        turn = self._item.passage.turn
        said = self._part(max(turn.start, self._span[0] - _MOST), self._span[0])
        asked = self._turn(self._item.question) if self._item.question else []
        if not asked or most <= 0:
            return last_lines(said, max(most, 0))
        gap = bool(said)
        questions = last_lines(asked, max(most - gap - min(len(said), max(most // 3, 1)), 1))
        lines = [*questions, *[Text()] * gap, *last_lines(said, most - len(questions) - gap)]
        return [*self._earlier(most - len(lines)), *lines][-most:]

    def _earlier(self, most: int) -> list[Text]:
        """Return the end of what was said before the question."""
        question = self._item.question
        turns = self.transcript.turns[: question.number - 1] if question else ()
        lines: list[Text] = []
        for turn in reversed(turns):
            if len(lines) >= most:
                break
            lines = [*self._turn(turn), Text(), *lines]
        return last_lines(lines, most) if most > 1 else []

    def below(self, most: int) -> list[Text]:
        """Return the beginning of what was said after."""
        turn = self._item.passage.turn
        lines = self._part(self._span[1], min(turn.end, self._span[1] + _MOST))
        for following in self.transcript.turns[turn.number :]:
            if len(lines) >= most:
                break
            lines += [*([Text()] if lines else []), *self._turn(following)]
        return first_lines(lines, most)

    def _turn(self, turn: Turn) -> list[Text]:
        """Return a turn with its speaker."""
        label = self._look.labels("colon", speaker=visible(turn.speaker)) if turn.speaker else ""
        style = "dim italic" if turn.role is Role.INTERVIEWER else "dim"
        said = self._quote(turn.start, min(turn.end, turn.start + _MOST), style)
        return wrapped(Text.assemble((label, "dim"), said), self.width)

    def _part(self, start: int, end: int) -> list[Text]:
        """Return a part of the passage's own turn."""
        text = self._quote(start, end, "dim")
        spaces = len(text) - len(text.plain.lstrip())
        return wrapped(text[spaces:], self.width) if spaces < len(text) else []

    def _quote(self, start: int, end: int, style: str) -> Text:
        return quoted(self.transcript, (start, end), self._found, style=style, plain=self._look.plain)
