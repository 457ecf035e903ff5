"""Reading: the screen that shows a whole transcript, where what was missed is coded by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice

from rich.text import Text

from interview_coder.borders import Range
from interview_coder.cli.review.context import BAR
from interview_coder.cli.review.item_view import memo_lines, status_of, undone_of
from interview_coder.cli.review.lines import quoted, spread, wrapped
from interview_coder.cli.review.look import Look
from interview_coder.cli.review.over import CodePicker, MemoWriter, Resizer
from interview_coder.cli.review.sitting_screen import SittingScreen
from interview_coder.cli.screen import visible
from interview_coder.coding import Coding, Verdict
from interview_coder.review import Interview, Item, Place, decision
from interview_coder.sitting import Sitting
from interview_coder.transcript import Role

_KEYS = (
    ("↑ ↓", "move"),
    ("v", "select"),
    ("a", "code it"),
    ("w", "words"),
    ("x", "remove"),
    ("m", "memo key"),
    ("u", "undo"),
    ("t", "transcript"),
    ("r", "decide"),
    ("?", "help"),
    ("q", "quit"),
)
_ALL_KEYS = (
    *_KEYS[:5],
    ("y", "accept"),
    ("n", "reject"),
    *_KEYS[5:9],
    ("Home End", "first last"),
    ("q", "quit"),
)
_MARKS = {Verdict.ACCEPTED: "✓", Verdict.REJECTED: "✗", Verdict.DISPUTED: "≠", Verdict.SUGGESTED: "?"}
_PAGE = 8


class Reading(SittingScreen):
    """Shows a transcript sentence by sentence with its codes; the cursor says which one a code is for."""

    def __init__(self, sitting: Sitting, look: Look, *, start: Place | None = None) -> None:
        super().__init__(sitting, look)
        self._open(start or sitting.stopped_at())

    def _open(self, place: Place) -> None:
        """Open a transcript at a place."""
        self._shown = place.transcript
        passages = self._interview.passages
        self._stops = [at for at, each in enumerate(passages) if each.turn.role is Role.RESPONDENT]
        behind = (at for at, stop in enumerate(self._stops) if passages[stop].end > place.start)
        self._at = next(behind, max(len(self._stops) - 1, 0))
        self._unselect()

    def _unselect(self) -> None:
        self._anchor: int | None = None
        self._draws = False

    def actions(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key does."""
        moves = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": _PAGE, "pageup": -_PAGE}
        moves |= {"home": -len(self._stops), "end": len(self._stops)}
        return {
            **{key: partial(self._move, by) for key, by in moves.items()},
            "shift+down": lambda: self._extend(1),
            "shift+up": lambda: self._extend(-1),
            "v": self._select,
            "a": self._code,
            "enter": self._code,
            "w": self._words,
            "x": self._remove,
            "y": lambda: self._answer(Verdict.ACCEPTED),
            "n": lambda: self._answer(Verdict.REJECTED),
            "m": self._note,
            "u": self._undo,
            "t": self._transcript,
            "r": self._leave,
            "escape": self._leave,
            "?": self._help,
            "q": self.app.exit,
        }

    # What is shown

    @property
    def _interview(self) -> Interview:
        return self._sitting.interview(self._shown)

    @property
    def _selected(self) -> range:
        """The passages selected: the one at the cursor, or all from where the selection began."""
        at = self._stops[self._at] if self._stops else 0
        anchor = at if self._anchor is None else self._stops[self._anchor]
        return range(min(at, anchor), max(at, anchor) + 1)

    @property
    def _here(self) -> list[Coding]:
        span = self._span
        return [each for each in self._interview.codings if each.start < span[1] and span[0] < each.end]

    @property
    def _span(self) -> Range:
        passages = self._interview.passages
        if not passages:
            return 0, 0
        return passages[self._selected[0]].start, passages[self._selected[-1]].end

    @property
    def _place(self) -> Place:
        return Place(self._shown, *self._span)

    def _show(self) -> None:
        self._sitting.here = self._place
        labels = self._look.labels
        where = Text(f"{visible(self._shown)} · {labels('reading')}")
        if self._sitting.coder.blind:
            where.append(f" · {visible(self._sitting.coder.name)} · {labels('blind')}")
        counted = Text(labels("line of", n=self._at + 1, total=len(self._stops)), style="dim")
        keys = [each for each in _KEYS if each[1] != "decide" or not self._sitting.coder.blind]
        self._show_around(where, counted, status=self._message or self._about_selection(), keys=keys)

    def _about_selection(self) -> Text:
        many = len(self._selected)
        return Text(self._look.labels("selected", n=many), style="dim") if many > 1 else Text()

    def _lines(self, width: int, height: int) -> tuple[list[Text], int]:
        """Make only the lines around the cursor: a transcript may have thousands."""
        passages = self._interview.passages
        if not passages:
            return [], 0
        at = self._stops[self._at] if self._stops else 0
        above: list[Text] = []
        for each in range(at - 1, -1, -1):
            if len(above) >= height:
                break
            above = self._block(each, width) + above
        lines = above + self._block(at, width)
        for each in range(at + 1, len(passages)):
            if len(lines) - len(above) >= height:
                break
            lines += self._block(each, width)
        return lines, max(len(above) - height // 3, 0)

    def _block(self, at: int, width: int) -> list[Text]:
        """Return a passage with its codes, and who speaks where a turn begins."""
        passages, labels = self._interview.passages, self._look.labels
        passage = passages[at]
        own = [each for each in self._interview.codings if passage.start <= each.start < passage.end]
        begins = at == 0 or passages[at - 1].turn.number != passage.turn.number
        speaker = labels("turn", turn=passage.turn.number, speaker=visible(passage.turn.speaker))
        heading = [Text(), Text(f"  {speaker}", style="dim bold")] if begins else []
        mark = BAR if at in self._selected else "  "
        style = "" if passage.turn.role is Role.RESPONDENT else "dim italic"
        part = [(each.start, each.end) for each in own if each.end < passage.end or each.start > passage.start]
        said = quoted(
            passage.transcript, (passage.start, passage.end), sorted(part), style=style, plain=self._look.plain
        )
        lines = [Text.assemble((mark, "bold"), line) for line in wrapped(said, width - len(mark))]
        codes = [Text.assemble((mark, "bold"), self._code_line(each, width - len(mark))) for each in own]
        memos = memo_lines(
            self._interview.memos, Place(self._shown, passage.start, passage.end), self._look, width=width, most=2
        )
        return [*heading, *lines, *codes, *memos]

    def _code_line(self, coding: Coding, width: int) -> Text:
        name = Text.assemble((f"    {_MARKS[coding.status]} ", "bold"), self._look.titled(coding.code))
        return spread(name, Text(visible(coding.coder) or status_of(coding, self._look), "dim"), width)

    # Going about

    def _move(self, by: int) -> None:
        """Move the cursor; a selection begun with `v` is drawn along."""
        if not self._draws:
            self._anchor = None
        self._step(by)

    def _step(self, by: int) -> None:
        self._at = max(0, min(self._at + by, len(self._stops) - 1))
        self._message = Text()
        self._show()

    def _extend(self, by: int) -> None:
        self._anchor = self._at if self._anchor is None else self._anchor
        self._step(by)

    def _select(self) -> None:
        """Begin a selection that the cursor then draws along, or end it."""
        self._draws = self._anchor is None
        self._anchor = self._at if self._draws else None
        self._show()

    def _transcript(self) -> None:
        ids = self._sitting.transcripts
        following = ids[(ids.index(self._shown) + 1) % len(ids)]
        self._open(Place(following, 0, 0))
        self._message = Text()
        self._show()

    def _leave(self) -> None:
        if not self._sitting.coder.blind:
            self.dismiss(None)

    # Answers

    def _keep(self, action: Callable[[], object], key: str, **values: object) -> None:
        if self._do(action):
            self._unselect()
            self._message = Text(self._look.labels(key, **values), style="bold")
        self._show()

    def _code(self) -> None:
        self._add(self._place)

    def _add(self, place: Place) -> None:
        def add(code: str | None) -> None:
            if code:
                self._keep(lambda: self._sitting.add(place, code), "done added", code=self._look.code(code))

        here = frozenset(coding.code for coding in self._here if coding.status is Verdict.ACCEPTED)
        self.app.push_screen(CodePicker(self._look, here=here), add)

    def _words(self) -> None:
        item = Item(self._interview.passage(*self._span), ())

        def code(span: Range | None) -> None:
            if span:
                self._add(Place(self._shown, *span))

        self.app.push_screen(Resizer(item, self._span, self._look), code)

    def _remove(self) -> None:
        """Reject a code of the passage, asking which where there are several."""
        codings = {each.code: each for each in self._here if each.status is not Verdict.REJECTED}

        def remove(code: str | None) -> None:
            if code in codings:
                self._decide(codings[code], Verdict.REJECTED)

        if len(codings) == 1:
            remove(next(iter(codings)))
        elif codings:
            self.app.push_screen(CodePicker(self._look, here=frozenset(codings), only=frozenset(codings)), remove)

    def _answer(self, verdict: Verdict) -> None:
        """Accept or reject the first suggestion of the passage."""
        opened = (each for each in self._here if each.status is Verdict.SUGGESTED)
        for coding in islice(opened, 1):
            self._decide(coding, verdict)

    def _decide(self, coding: Coding, verdict: Verdict) -> None:
        adjudicates = self._sitting.coder.adjudicates
        span = coding.start, coding.end
        decided = decision(self._interview.transcript, span, coding.code, verdict, adjudicates=adjudicates)
        self._keep(lambda: self._sitting.keep([decided]), f"done {verdict}", code=self._look.code(coding.code))

    def _note(self) -> None:
        place = self._place

        def note(text: str | None) -> None:
            if text:
                self._keep(lambda: self._sitting.note(place, text), "done memo")

        self.app.push_screen(MemoWriter(self._look), note)

    def _undo(self) -> None:
        if answer := self._taken_back():
            self._open(answer.place)
            self._message = Text(undone_of(answer, self._interview, self._look), style="bold")
        self._show()

    def _help(self) -> None:
        self._describe(_ALL_KEYS)
