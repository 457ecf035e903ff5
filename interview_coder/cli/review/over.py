"""What opens over the review: a text to read, a code to pick, a memo to write, other words to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from interview_coder.borders import Edge, Range, Step, moved
from interview_coder.cli.review.context import passage_page
from interview_coder.cli.review.keys import pressed, told
from interview_coder.cli.review.lines import spread, wrapped
from interview_coder.cli.review.look import Look
from interview_coder.cli.review.page import Page
from interview_coder.cli.screen import visible
from interview_coder.codebook import Code
from interview_coder.review import Item


class Reader(ModalScreen[None]):
    """A text to read, then to close."""

    def __init__(self, title: Text | str, paragraphs: Sequence[Text], look: Look) -> None:
        super().__init__()
        self._title, self._paragraphs, self._look = title, paragraphs, look

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="over tall"):
            yield Static(Text.assemble(self._title, style="bold"))
            yield Page(self._lines, id="text")
            keys = [("↑ ↓", "move"), ("Esc", "close")]
            yield Static(told(keys, self._look.labels, 60), classes="keys")

    def _lines(self, width: int, height: int) -> tuple[list[Text], int]:
        return [line for text in self._paragraphs for line in wrapped(text, width)], 0

    def on_key(self, event: Key) -> None:
        """Scroll or close."""
        event.stop()
        page = self.query_one("#text", Page)
        match event.key:
            case "down" | "pagedown" | "space":
                page.turn(1)
            case "up" | "pageup":
                page.turn(-1)
            case _:
                self.dismiss(None)


class CodePicker(ModalScreen[str | None]):
    """The codes of the codebook, of which a few letters or a number choose one; gives its id."""

    def __init__(self, look: Look, *, here: frozenset[str], only: frozenset[str] | None = None) -> None:
        super().__init__()
        self._look, self._here, self._only = look, here, only
        self._typed = ""
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="over half"):
            yield Static(Text(self._look.labels("pick title"), style="bold"))
            yield Static(id="typed")
            yield Page(self._lines, id="list")
            keys = [("↑ ↓", "move"), ("Enter", "pick"), ("Esc", "cancel")]
            yield Static(told(keys, self._look.labels, 60), classes="keys")

    def on_mount(self) -> None:
        """Show all codes."""
        self._show()

    def _show(self) -> None:
        self.query_one("#typed", Static).update(Text(f"› {visible(self._typed)}▏"))
        self.query_one("#list", Page).show()

    def _found(self) -> list[tuple[int, Code]]:
        found = codes_called(self._look.codebook.codes, self._typed)
        return [each for each in found if self._only is None or each[1].id in self._only]

    def _lines(self, width: int, height: int) -> tuple[list[Text], int]:
        found = self._found()
        if not found:
            return [Text(self._look.labels("pick none"), style="dim")], 0
        lines = [self._line(number, code, at == self._at, width) for at, (number, code) in enumerate(found)]
        return lines, max(self._at - height // 2, 0)

    def _line(self, number: int, code: Code, is_chosen: bool, width: int) -> Text:
        name = visible(code.name.in_language(self._look.labels.language))
        mark, style = ("▸", "bold") if is_chosen else (" ", "")
        left = Text(f"{mark} {number:>2}  {'  ' * code.depth}{name}", style=style)
        right = self._look.labels("already") if code.id in self._here else visible(code.id)
        return spread(left, Text(right, style="dim"), width)

    def on_key(self, event: Key) -> None:
        """Type, move, take one or leave."""
        event.stop()
        found = self._found()
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter":
                if found:
                    self.dismiss(found[self._at][1].id)
            case "down":
                self._at = min(self._at + 1, max(len(found) - 1, 0))
            case "up":
                self._at = max(self._at - 1, 0)
            case "backspace":
                self._typed, self._at = self._typed[:-1], 0
            case _ if event.is_printable and event.character:
                self._typed, self._at = self._typed + event.character, 0
        if self.is_current:
            self._show()


def codes_called(codes: Sequence[Code], typed: str) -> list[tuple[int, Code]]:
    """Return the codes that a number or a few letters of a name or id mean, with their numbers; all without any."""
    numbered = list(enumerate(codes, start=1))
    wanted = typed.strip().casefold()
    if wanted.isdecimal():
        # 1 before 10 to 19: what is typed whole comes first.
        fitting = [(number, code) for number, code in numbered if str(number).startswith(str(int(wanted)))]
        return sorted(fitting, key=lambda each: each[0])
    return [(number, code) for number, code in numbered if wanted in _called(code)]


def _called(code: Code) -> str:
    return "\n".join([code.id, *code.name.texts.values()]).casefold()


class MemoWriter(ModalScreen[str | None]):
    """One line to note something in."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="over"):
            yield Static(Text(self._look.labels("memo title"), style="bold"))
            yield Input(id="memo")
            yield Static(told([("Enter", "save"), ("Esc", "cancel")], self._look.labels, 60), classes="keys")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was typed, or nothing where that is only space."""
        self.dismiss(event.value.strip() or None)

    def on_key(self, event: Key) -> None:
        """Leave."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)


class Resizer(ModalScreen[Range | None]):
    """A passage in its turn, whose borders move by sentences and words; gives the words taken."""

    def __init__(self, item: Item, span: Range, look: Look) -> None:
        super().__init__()
        self._item, self._span, self._look = item, span, look
        self._edge = Edge.END
        self._message = ""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="over tall"):
            yield Static(id="title")
            yield Page(self._lines, id="words")
            yield Static(id="hint")
            keys = [
                ("↑ ↓", "by sentence"),
                ("← →", "by word"),
                ("Tab", "border"),
                ("Enter", "take"),
                ("Esc", "cancel"),
            ]
            yield Static(told(keys, self._look.labels, 76), classes="keys")

    def on_mount(self) -> None:
        """Say which border moves."""
        self._show()

    def _show(self) -> None:
        edge = self._look.labels(self._edge)
        self.query_one("#title", Static).update(Text(self._look.labels("resize title", edge=edge), style="bold"))
        self.query_one("#hint", Static).update(Text(self._message, style="bold"))
        self.query_one("#words", Page).show()

    def _lines(self, width: int, height: int) -> tuple[list[Text], int]:
        return passage_page(self._item, self._span, (), self._look, width=width, height=height)

    def move(self, step: Step, *, on: bool, edge: Edge | None = None) -> str:
        """Move a border, the one whose turn it is unless another is named; return why it stays, "" where it moves."""
        passage, edge = self._item.passage, edge or self._edge
        span = moved(passage.transcript, passage.turn, self._span, edge, step, on=on)
        if span == self._span:
            widens = on is (edge is Edge.END)
            self._message = self._look.labels(f"turn {edge}" if widens else "no fewer")
        else:
            self._span, self._message = span, ""
        return self._message

    def on_key(self, event: Key) -> None:
        """Move a border, take the words or leave."""
        event.stop()
        event.prevent_default()
        moves: Mapping[str, Callable[[], object]] = {
            "down": lambda: self.move(Step.SENTENCE, on=True),
            "up": lambda: self.move(Step.SENTENCE, on=False),
            "right": lambda: self.move(Step.WORD, on=True),
            "left": lambda: self.move(Step.WORD, on=False),
            "]": lambda: self.move(Step.SENTENCE, on=True, edge=Edge.END),
            "[": lambda: self.move(Step.SENTENCE, on=False, edge=Edge.START),
            "tab": self._turn_round,
        }
        key = pressed(event)
        if key in ("escape", "q", "enter"):
            self.dismiss(self._span if key == "enter" else None)
            return
        moves.get(key, self._hint)()
        self._show()

    def _hint(self) -> None:
        self._message = self._look.labels("resize keys")

    def _turn_round(self) -> None:
        self._edge = Edge.START if self._edge is Edge.END else Edge.END
        self._message = ""
