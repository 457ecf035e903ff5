"""Deciding: the screen that asks about one passage after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rich.text import Text
from textual.widgets import Static

from interview_coder.borders import Edge, Range, Step
from interview_coder.cli.review.context import passage_page, place_of
from interview_coder.cli.review.item_view import (
    code_lines,
    definition_of,
    memo_lines,
    progress_of,
    undone_of,
    why_lines,
)
from interview_coder.cli.review.lines import wrapped
from interview_coder.cli.review.look import Look
from interview_coder.cli.review.over import CodePicker, MemoWriter, Reader, Resizer
from interview_coder.cli.review.page import Page
from interview_coder.cli.review.reading import Reading
from interview_coder.cli.review.sitting_screen import SittingScreen
from interview_coder.coding import Coding
from interview_coder.review import Item, Place, voices
from interview_coder.sitting import Sitting

_KEYS = (
    ("y", "accept"),
    ("n", "reject"),
    ("o", "other"),
    ("a", "add"),
    ("w", "resize"),
    ("s", "skip"),
    ("u", "undo"),
    ("d", "define"),
    ("?", "help"),
    ("q", "quit"),
)
_ALL_KEYS = (
    *_KEYS[:4],
    ("↑ ↓", "choose"),
    ("w", "resize"),
    ("[ ]", "one sentence"),
    ("m", "memo key"),
    ("u", "undo"),
    ("s →", "skip"),
    ("b ←", "back key"),
    ("g", "uncertain"),
    ("t", "transcript"),
    ("r", "read"),
    ("d", "define"),
    ("PgUp PgDn", "page"),
    ("q", "quit"),
)


class Deciding(SittingScreen):
    """Shows a passage in its context with its codes and the why; a key decides."""

    def __init__(self, sitting: Sitting, look: Look) -> None:
        super().__init__(sitting, look)
        self._is_over = False

    def below(self) -> Iterable[Static]:
        """Return the codes of the passage and the why."""
        return Static(id="codes"), Static(id="why")

    def on_screen_resume(self) -> None:
        """Show what another screen decided."""
        self._show()

    def actions(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key does."""
        return {
            "y": self._accept,
            "n": self._reject,
            "o": self._recode,
            "a": self._add,
            "w": self._resize,
            "[": lambda: self._resize(Edge.START),
            "]": lambda: self._resize(Edge.END),
            "m": self._note,
            "u": self._undo,
            "s": self._skip,
            "right": self._skip,
            "b": self._back,
            "left": self._back,
            "g": self._uncertain,
            "t": self._transcript,
            "r": self._read,
            "d": self._define,
            "up": lambda: self._choose(-1),
            "down": lambda: self._choose(1),
            "pageup": lambda: self.query_one("#page", Page).turn(-1),
            "pagedown": lambda: self.query_one("#page", Page).turn(1),
            "?": self._help,
            "q": self._quit,
        }

    # What is shown

    def _show(self) -> None:
        item = self._item
        codes, whys = self._below(item, self._width) if item else ([], [])
        for id, lines in (("#codes", codes), ("#why", whys)):
            self.query_one(id, Static).update(Text("\n").join(lines))
        place = place_of(item, self._look) if item else Text()
        if self._sitting.coder.adjudicates:
            place.append(f" · {self._look.labels('adjudicating')}")
        progress = Text(progress_of(self._sitting.progress, self._look), "dim")
        self._show_around(place, progress, status=self._message, keys=_KEYS)

    @property
    def _item(self) -> Item | None:
        """What is asked; None where nothing was, or all is decided."""
        return None if self._is_over else self._sitting.item

    def _lines(self, width: int, height: int) -> tuple[list[Text], int]:
        item = self._item
        if item is None:
            return self._nothing(width), 0
        span = item.passage.start, item.passage.end
        coding = self._sitting.coding
        found = coding.evidence if coding else ()
        return passage_page(item, span, found, self._look, width=width, height=height)

    def _nothing(self, width: int) -> list[Text]:
        labels, progress = self._look.labels, self._sitting.progress
        title, text = labels("nothing"), labels("nothing why")
        if self._is_over:
            title = labels("done")
            text = labels("done counts", decided=progress.decided, total=progress.total)
        texts = [Text(title, "bold"), Text(text), Text(labels("done next"), "dim")]
        return [line for text in texts for line in (Text(), *wrapped(text, width))]

    def _below(self, item: Item, width: int) -> tuple[list[Text], list[Text]]:
        sitting, coding = self._sitting, self._sitting.coding
        interview = sitting.interview(item.passage.transcript.id)
        height = self.size.height
        codes = code_lines(item, sitting.chosen, self._look, width=width, most=max(height // 5, 2))
        memos = memo_lines(interview.memos, item.place, self._look, width=width, most=2)
        if coding is None:
            return codes, memos
        said = voices(interview.decisions, coding)
        most = max(height // 8 - len(memos), 1)
        return codes, [*why_lines(coding, item, said, self._look, width=width, most=most), *memos]

    def _say(self, key: str, **values: object) -> None:
        self._tell(self._look.labels(key, **values))

    def _tell(self, message: str) -> None:
        self._message = Text(message, style="bold")
        self._show()

    # Answers

    def _keep(self, action: Callable[[], object], key: str, **values: object) -> bool:
        """Do what decides, and say so once it is on disk; where it could not be kept, the item stays."""
        is_kept = self._do(action)
        if is_kept:
            undo = Text(self._look.labels("undo key"), "dim")
            self._message = Text.assemble((self._look.labels(key, **values), "bold"), undo)
        self._show()
        return is_kept

    def _accept(self) -> None:
        self._answer(self._sitting.accept, "done accepted")

    def _reject(self) -> None:
        self._answer(self._sitting.reject, "done rejected")

    def _answer(self, action: Callable[[], None], key: str) -> None:
        coding = self._sitting.coding
        if coding is None:
            self._say("nothing to answer")
        elif self._keep(action, key, code=self._look.code(coding.code)):
            self._go_on()

    def _go_on(self) -> None:
        """Ask about the next code of the passage, or else the next passage."""
        self._sitting.go_on()
        self._is_over = self._sitting.is_done()
        self._show()

    def _recode(self) -> None:
        if self._sitting.coding is None:
            self._say("nothing to answer")
            return

        def recode(code: str | None) -> None:
            if code and self._keep(lambda: self._sitting.recode(code), "done recoded", code=self._look.code(code)):
                self._go_on()

        self._pick(recode)

    def _add(self) -> None:
        def add(code: str | None) -> None:
            if code and (place := self._place):
                self._keep(lambda: self._sitting.add(place, code), "done added", code=self._look.code(code))

        if self._place:
            self._pick(add)

    @property
    def _place(self) -> Place | None:
        return self._sitting.queue[self._sitting.at] if self._sitting.queue else None

    def _pick(self, then: Callable[[str | None], None]) -> None:
        codings = self._sitting.item.codings if self._sitting.item else ()
        self.app.push_screen(CodePicker(self._look, here=frozenset(coding.code for coding in codings)), then)

    def _resize(self, edge: Edge | None = None) -> None:
        """Choose other words; with an edge, that is already moved by a sentence."""
        item, coding = self._sitting.item, self._sitting.coding
        if item is None or coding is None:
            self._say("nothing to answer")
            return

        def resize(span: Range | None) -> None:
            code = self._look.code(coding.code)
            words = self._look.ends_of(item.passage.transcript.quote(*span)) if span else ""
            if span and self._keep(lambda: self._sitting.resize(span), "done resized", code=code, words=words):
                self._go_on()

        resizer = Resizer(item, (coding.start, coding.end), self._look)
        if edge and (stays := resizer.move(Step.SENTENCE, on=edge is Edge.END, edge=edge)):
            self._tell(stays)
        else:
            self.app.push_screen(resizer, resize)

    def _note(self) -> None:
        def note(text: str | None) -> None:
            if text and (place := self._place):
                self._keep(lambda: self._sitting.note(place, text), "done memo")

        if self._place:
            self.app.push_screen(MemoWriter(self._look), note)

    def _undo(self) -> None:
        if answer := self._taken_back():
            self._is_over = False
            interview = self._sitting.interview(answer.place.transcript)
            self._message = Text(undone_of(answer, interview, self._look), style="bold")
        self._show()

    # Going about

    def _skip(self) -> None:
        before = self._sitting.at
        if not self._sitting.advance():
            self._say("last" if self._sitting.queue else "no more")
        elif self._sitting.at < before:
            self._say("around")
        else:
            self._clear()

    def _back(self) -> None:
        if self._sitting.back():
            self._clear()
        else:
            self._say("first left out" if self._sitting.left_out else "first")

    def _uncertain(self) -> None:
        self._clear() if self._sitting.most_uncertain() else self._say("no more")

    def _transcript(self) -> None:
        self._clear() if self._sitting.next_transcript() else self._say("no transcript")

    def _choose(self, by: int) -> None:
        self._sitting.choose(by)
        self._clear()

    def _clear(self) -> None:
        self._message = Text()
        self._is_over = False
        self._show()

    def _read(self) -> None:
        place = self._place
        self.app.push_screen(Reading(self._sitting, self._look, start=place))

    def _define(self) -> None:
        coding: Coding | None = self._sitting.coding
        if coding:
            self.app.push_screen(Reader(self._look.titled(coding.code), definition_of(coding, self._look), self._look))

    def _help(self) -> None:
        self._describe(_ALL_KEYS)

    def _quit(self) -> None:
        self.app.exit()
