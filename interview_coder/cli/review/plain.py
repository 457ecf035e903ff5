"""The review line by line: questions on stdout, answers from stdin, for screen readers and scripts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from interview_coder.borders import Edge, Range, Step, moved
from interview_coder.cli.review.attempt import failure_of
from interview_coder.cli.review.context import place_of
from interview_coder.cli.review.item_view import (
    definition_of,
    memo_lines,
    progress_of,
    status_in,
    status_of,
    undone_of,
    whys,
)
from interview_coder.cli.review.lines import quoted
from interview_coder.cli.review.look import Look
from interview_coder.cli.review.over import codes_called
from interview_coder.cli.screen import stderr, stdout, visible
from interview_coder.coding import Coding, Verdict
from interview_coder.passages import Passage
from interview_coder.review import Item, Place, decision, voices
from interview_coder.sitting import Sitting
from interview_coder.transcript import Role


class _Ended(Exception):
    """There is nobody to answer any more, or they want to stop."""


def review_by_line(sitting: Sitting, look: Look) -> None:
    """Ask about one passage after the other until all is decided, `q` is typed or the input ends."""
    talk = _Blind(sitting, look) if sitting.coder.blind else _Deciding(sitting, look)
    try:
        talk.go()
    except _Ended:
        stdout().print()
    if not sitting.coder.blind:
        progress = sitting.progress
        _say(look.labels("stopped", decided=progress.decided, total=progress.total))


def _say(text: object) -> None:
    stdout().print(text, soft_wrap=True)


class _Talk:
    """What both ways of asking have in common."""

    def __init__(self, sitting: Sitting, look: Look) -> None:
        self.sitting, self.look = sitting, look
        self.answers: dict[str, Callable[[], None]] = {"q": self.stop, "m": self.note, "u": self.undo, "a": self.add}

    @property
    def place(self) -> Place:
        """The words that are asked about."""
        raise NotImplementedError

    def stop(self) -> None:
        """End."""
        raise _Ended

    def ask(self, question: str) -> str:
        """Ask for a line."""
        stdout().print(question, end="", soft_wrap=True)
        answer = sys.stdin.readline()
        if not answer:
            raise _Ended
        return answer.strip()

    def answer(self, prompt: str) -> None:
        """Ask until something is answered, and do it."""
        while True:
            typed = self.ask(self.look.labels("answer")).casefold()
            if action := self.answers.get(typed):
                action()
                return
            _say(self.look.labels(prompt if typed in ("?", "？") else "not a key"))

    def keep(self, action: Callable[[], object], key: str, **values: object) -> bool:
        """Do what decides, and say so once it is on disk."""
        if not sys.stdin.isatty():
            # A script cannot be asked to try again.
            action()
        elif failure := failure_of(action):
            stderr().print(self.look.labels("not kept", error=visible(failure)), soft_wrap=True)
            return False
        _say(self.look.labels(key, **values))
        return True

    def code(self) -> str | None:
        """Ask for a code by number, id or a few letters; None where nothing was typed or nothing is called so."""
        codes = self.look.codebook.codes
        for number, code in enumerate(codes, start=1):
            _say(f"{number:>3} {self.look.code(code.id)}")
        typed = self.ask(self.look.labels("which code"))
        exact = [code for number, code in enumerate(codes, start=1) if typed in (str(number), code.id)]
        found = exact or [code for _, code in codes_called(codes, typed)] if typed else []
        if len(found) == 1:
            return found[0].id
        if typed:
            names = ", ".join(self.look.code(code.id) for code in found)
            _say(self.look.labels("many codes", codes=names) if found else self.look.labels("pick none"))
        return None

    def add(self) -> None:
        """Add a code."""
        if code := self.code():
            self.keep(lambda: self.sitting.add(self.place, code), "done added", code=self.look.code(code))

    def note(self) -> None:
        """Write a memo."""
        if text := self.ask(self.look.labels("which memo")):
            self.keep(lambda: self.sitting.note(self.place, text), "done memo")

    def undo(self) -> None:
        """Take the last answer back."""
        if answer := self.sitting.undo():
            _say(undone_of(answer, self.sitting.interview(answer.place.transcript), self.look))
        else:
            _say(self.look.labels("nothing to undo"))

    def show(self, item: Item, found: Sequence[Range]) -> None:
        """Say a passage between what stands around it."""
        labels, transcript, passage = self.look.labels, item.passage.transcript, item.passage
        around = _around(self.sitting.interview(transcript.id).passages, passage)
        spans = {
            "question": (item.question.start, item.question.end) if item.question else None,
            "before": around[0],
            "passage": (passage.start, passage.end),
            "after": around[1],
        }
        for key, span in spans.items():
            if span:
                words = quoted(transcript, span, found, plain=True).plain
                _say(labels("colon", speaker=labels(key)) + words)
        memos = self.sitting.interview(transcript.id).memos
        for line in memo_lines(memos, item.place, self.look, width=1_000_000, most=len(memos)):
            _say(line.plain)


def _around(passages: Sequence[Passage], passage: Passage) -> tuple[Range | None, Range | None]:
    """Return the passages of the turn just before and just after one."""
    own = [each for each in passages if each.turn.number == passage.turn.number]
    before = [(each.start, each.end) for each in own if each.end <= passage.start]
    after = [(each.start, each.end) for each in own if each.start >= passage.end]
    return (before[-1] if before else None), (after[0] if after else None)


class _Deciding(_Talk):
    """Asks about suggestions."""

    def __init__(self, sitting: Sitting, look: Look) -> None:
        super().__init__(sitting, look)
        self.answers |= {
            "y": lambda: self._decide(sitting.accept, "done accepted"),
            "n": lambda: self._decide(sitting.reject, "done rejected"),
            "o": self._recode,
            "w": self._resize,
            "d": self._define,
            "s": self._skip,
            "b": lambda: self._go(sitting.back, "first left out by line" if sitting.left_out else "first"),
            "t": lambda: self._go(sitting.next_transcript, "no transcript"),
            "g": lambda: self._go(sitting.most_uncertain, "no more"),
        }
        self._seen: set[int] = set()

    @property
    def place(self) -> Place:
        return self.sitting.queue[self.sitting.at]

    def go(self) -> None:
        """Ask as long as something waits."""
        if not self.sitting.queue:
            _say(self.look.labels("nothing why"))
            return
        while not self._is_over():
            self._show()
            self.answer("prompt")

    def _is_over(self) -> bool:
        return self.sitting.is_done() and self.sitting.filters.scope != "all"

    def _show(self) -> None:
        item, coding = self.sitting.item, self.sitting.coding
        if item is None:
            return
        _say("")
        _say(f"{place_of(item, self.look)} · {progress_of(self.sitting.progress, self.look)}")
        self.show(item, coding.evidence if coding else ())
        for each in item.codings:
            mark = "▸" if each == coding else "-"
            _say(f"{mark} {self.look.titled(each.code).plain}: {status_in(item, each, self.look)}")
        if coding:
            decisions = self.sitting.interview(coding.transcript).decisions
            for text in whys(coding, item, voices(decisions, coding), self.look):
                _say(f"  {text.plain}")

    def _decide(self, action: Callable[[], None], key: str) -> None:
        coding = self.sitting.coding
        if coding is None:
            _say(self.look.labels("nothing to answer"))
        elif self.keep(action, key, code=self.look.code(coding.code)):
            self._go_on()

    def _go_on(self) -> None:
        at = self.sitting.at, self.sitting.chosen
        self.sitting.go_on()
        if at == (self.sitting.at, self.sitting.chosen) and self.sitting.filters.scope == "all":
            raise _Ended

    def _recode(self) -> None:
        code = self.code() if self.sitting.coding else None
        if code and self.keep(lambda: self.sitting.recode(code), "done recoded", code=self.look.code(code)):
            self._go_on()

    def _resize(self) -> None:
        coding, item = self.sitting.coding, self.sitting.item
        if coding is None or item is None:
            return
        span = self._words(item, coding)
        code = self.look.code(coding.code)
        words = self.look.ends_of(item.passage.transcript.quote(*span)) if span else ""
        if span and self.keep(lambda: self.sitting.resize(span), "done resized", code=code, words=words):
            self._go_on()

    def _words(self, item: Item, coding: Coding) -> Range | None:
        """Ask for other words: `+` and `-` for sentences at the end, or the words themselves."""
        transcript, turn = item.passage.transcript, item.passage.turn
        typed = self.ask(self.look.labels("which words"))
        if typed and set(typed) <= {"+", "-"}:
            span = (coding.start, coding.end)
            for sign in typed:
                span = moved(transcript, turn, span, Edge.END, Step.SENTENCE, on=sign == "+")
            return span
        said = transcript.quote(turn.start, turn.end)
        if typed and said.count(typed) == 1:
            start = turn.start + said.index(typed)
            return start, start + len(typed)
        if typed:
            _say(self.look.labels("not these words"))
        return None

    def _define(self) -> None:
        if coding := self.sitting.coding:
            for text in definition_of(coding, self.look):
                _say(text.plain)

    def _skip(self) -> None:
        """Go on; the end is reached where only what was skipped is left."""
        self._seen.add(self.sitting.at)
        if not self.sitting.advance() or self.sitting.at in self._seen:
            raise _Ended

    def _go(self, action: Callable[[], bool], refused: str) -> None:
        if not action():
            _say(self.look.labels(refused))


class _Blind(_Talk):
    """Goes through all that respondents say, without a word about what others made of it."""

    def __init__(self, sitting: Sitting, look: Look) -> None:
        super().__init__(sitting, look)
        self.answers |= {
            "": lambda: self._step(1),
            "s": lambda: self._step(1),
            "b": lambda: self._step(-1),
            "x": self._remove,
            "t": self._transcript,
        }
        self._stops: list[Passage] = []
        self._at = 0
        self._open(sitting.stopped_at())

    def _open(self, place: Place) -> None:
        passages = self.sitting.interview(place.transcript).passages
        self._stops = [each for each in passages if each.turn.role is Role.RESPONDENT]
        self._at = next((at for at, each in enumerate(self._stops) if each.end > place.start), 0)

    @property
    def place(self) -> Place:
        passage = self._stops[self._at]
        return Place(passage.transcript.id, passage.start, passage.end)

    def go(self) -> None:
        """Ask about passage after passage."""
        while self._stops:
            self.sitting.here = self.place
            item = self.sitting.interview(self.place.transcript).item(self.place)
            _say("")
            _say(place_of(item, self.look))
            self.show(item, ())
            for coding in item.codings:
                _say(f"- {self.look.titled(coding.code).plain}: {status_of(coding, self.look)}")
            self.answer("prompt blind")

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._stops):
            self._at += by
        elif by > 0:
            self._transcript()

    def _transcript(self) -> None:
        ids = self.sitting.transcripts
        following = ids[ids.index(self.place.transcript) + 1 :]
        if not following:
            raise _Ended
        self._open(Place(following[0], 0, 0))

    def _remove(self) -> None:
        interview = self.sitting.interview(self.place.transcript)
        here = {each.code: each for each in interview.item(self.place).codings if each.status is Verdict.ACCEPTED}
        code = next(iter(here)) if len(here) == 1 else self.code() if here else None
        if code in here:
            span = here[code].start, here[code].end
            taken = decision(interview.transcript, span, code, Verdict.REJECTED)
            self.keep(lambda: self.sitting.keep([taken]), "done rejected", code=self.look.code(code))
