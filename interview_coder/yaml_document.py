"""A YAML file as a tree of plain text with places: no types, tags, anchors or aliases, so nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from interview_coder.errors import CodebookError, Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import StringMark

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
# A table that goes on after so many keys is not read to its end.
MAX_KEYS = 5000
_TOO_DEEP = f"nested more than {MAX_DEPTH} deep"

_INDENT = re.compile(r"^[ \t]*([\u00a0\u2000-\u200b\u202f\u3000]++)\s*+(?:-\s|[^\s:#]+:(?:\s|$))")
# Line ends other than LF are among them: a YAML parser would count lines otherwise than an editor.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# The parser itself would take a quarter of a second to come to the same end.
_DEEP = re.compile(rf"(?:[\[{{]\s*+){{{MAX_DEPTH + 1}}}[\[{{]")
_WIDE_COLON = re.compile(r"^\s*(?:- )?[^\s：:#\"'][^：:#\"']*(：)")
_WIDE_SPACE = re.compile(r"^\s*(?:- )?(?:-|[^\s：:#\"'-][^：:#\"']*:)([\u00a0\u2000-\u200b\u202f\u3000])")
_NOTHING = ("~", "null", "Null", "NULL")
# How a text is written with each kind of quotes: what stands before it, and what stands for a character in it.
_QUOTED: tuple[tuple[str, dict[int, str]], ...] = (
    ("'", str.maketrans({"'": "''"})),
    ('"', str.maketrans({'"': '\\"', "\\": "\\\\"})),
    ("", {}),
)
_SINGLE_QUOTES = "Use single quotes, where \\ is an ordinary character"
_COLON = re.compile(r"\s*:")
_BLOCK_STYLES = ("|", ">")
_UNFINISHED = re.compile("unexpected end|stream end|document separator")
# What the parser says, and the same in words that need no knowledge of parsers.
_IN_WORDS = (
    (r"expected <block end>, but found '<scalar>'", "text goes on behind a closing quote"),
    (r"expected <block end>", "this line is indented otherwise than those it belongs with"),
    (r"could not find expected ':'", "a key without a colon"),
    (r"expected ',' or '(.)', but got '(.+)'", r"expected , or \1 and found \2"),
    (r"expected the node content, but found '<stream end>'", "the file ends where more was expected"),
    (r"expected the node content, but found '(.+)'", r"expected text and found \1"),
    (r"sequence entries are not allowed", "a list cannot begin behind a key in the same line"),
    (r"expected chomping|expected a comment or a line break", "text stands in the line of a | or >"),
)
_FIXES = (
    (r" is not closed$", "Close it where the text or the list ends"),
    (r"^text goes on", "Put the whole text in single quotes, and write '' for a ' in it"),
    (r"^this line is indented", "Give the keys of one table, and the entries of one list, the same indentation"),
    (r"^a key without", "Write `key: value`; indent text that goes on from the line above"),
    (r"^expected , or", "Close what is open, or put text that holds , : [ ] { } in single quotes"),
    (r"^the file ends", "Close the bracket that is open"),
    (r"^expected text", "Put the text in single quotes"),
    (r"^a list cannot", "Begin it in the next line, or put text that begins with - in single quotes"),
    (r"^text stands", "Begin it in the next line, indented"),
    (r"unknown escape character", _SINGLE_QUOTES),
    (r"cannot start any token", "Put the text in single quotes"),
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text, with the place of its first character (1-based); `written` is how it stands in the file.

    `start` and `end` are its range in the file's text, in code points.
    """

    text: str
    line: int
    column: int
    written: str
    start: int = 0

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.written)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written (`key:`)."""
        return not self.written

    def column_of(self, position: int) -> int:
        """Return the column of a 0-based place in the text; `column` where that cannot be told (lines, escapes)."""
        for quote, escapes in _QUOTED:
            before = f"{quote}{self.text[:position].translate(escapes)}"
            if self.written.startswith(before):
                return self.column + len(before)
        return self.column


@dataclass(frozen=True, slots=True)
class List:
    """A YAML sequence; `flow` tells whether it stands in brackets. It ends where its last item does, or its bracket."""

    items: tuple[Tree, ...]
    line: int
    column: int
    start: int = 0
    end: int = 0
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A YAML mapping, in file order; `found` has each entry by the text of its key, the first where two are alike.

    `flow` tells whether it stands in braces. It ends where its last value does, or its brace.
    """

    entries: tuple[tuple[Scalar, Tree], ...]
    line: int
    column: int
    start: int = 0
    end: int = 0
    flow: bool = False
    found: dict[str, tuple[Scalar, Tree]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", {key.text: (key, value) for key, value in reversed(self.entries)})


Tree = Scalar | List | Table


def parse_yaml(text: str, file: str) -> tuple[Tree | None, list[Problem]]:
    """Parse a YAML text into a tree (None when empty), with the problems that leave it readable.

    Raises CodebookError where nothing sensible can be read.
    """
    problems = list(_scan(text, file))
    if problems:
        raise CodebookError(problems)
    reader = _Reader(file)
    tree = reader.read(text)
    if reader.fatal:
        raise CodebookError(reader.problems)
    return tree, reader.problems


def _scan(text: str, file: str) -> Iterator[Problem]:
    """Find what a YAML parser would take for text without a word."""
    if len(text) > MAX_BYTES:
        yield Problem(file, f"the file is larger than {MAX_BYTES:,} characters", "Split the codebook")
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _CONTROL.finditer(line):
            what = f"control character U+{ord(found.group()):04X}"
            yield Problem(file, what, "Delete it and type the line anew", number, found.start() + 1)
        if indent := _INDENT.match(line):
            what = f"{_character(indent.group(1)[0])} used as indentation"
            yield Problem(file, what, "Indent with ordinary spaces", number, indent.start(1) + 1)
        if deep := _DEEP.search(line):
            yield Problem(file, _TOO_DEEP, "Flatten the file", number, deep.end())
        if (tab := line.find("\t")) >= 0 and not line[:tab].strip():
            yield Problem(file, "tab used as indentation", "Use spaces", number, tab + 1)


def _character(character: str) -> str:
    return f"{unicodedata.name(character, 'character').lower()} (U+{ord(character):04X})"


class _Reader:
    """Builds the tree from the parser's events, without recursion, noting every refusal."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._text = ""
        self.problems: list[Problem] = []
        self.fatal = False

    def read(self, text: str) -> Tree | None:
        """Parse a text; what is wrong lands in `problems`, and `fatal` tells whether the tree can be used."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError

        self._text = text
        try:
            return self._build(YAML(typ="safe", pure=True).parse(text))
        except MarkedYAMLError as error:
            self._syntax(error)
        except Exception as error:  # ruamel.yaml lets IndexError and ValueError out on odd scalars
            self._fatal(f"not readable as YAML ({type(error).__name__})", "Check quotes and brackets", None)
        return None

    def _build(self, events: Any) -> Tree | None:
        """Fold the events into a tree; each stack entry is an open list or table with its parts so far."""
        stack: list[tuple[Any, list[Tree]]] = []
        root: Tree | None = None
        documents = 0
        for event in events:
            kind = type(event).__name__
            documents += kind == "DocumentStartEvent"
            if not self._allowed(event, kind, len(stack), documents):
                return None
            done: Tree | None = None
            if kind in ("SequenceStartEvent", "MappingStartEvent"):
                stack.append((event, []))
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                done = self._closed(*stack.pop(), event.end_mark.index)
            elif kind == "ScalarEvent":
                done = self._scalar(event)
            if done is not None and stack:
                self._add(done, *stack[-1])
            elif done is not None:
                root = done
        return root

    def _allowed(self, event: Any, kind: str, depth: int, documents: int) -> bool:
        mark = getattr(event, "start_mark", None)
        if kind == "AliasEvent":
            self._fatal("aliases (*name) are not allowed", "Write the text out, or quote a leading *", mark)
        elif getattr(event, "anchor", None):
            self._fatal("anchors (&name) are not allowed", "Write the text out, or quote a leading &", mark)
        elif kind != "AliasEvent" and getattr(event, "ctag", None) and str(event.ctag) not in ("None", "!"):
            self._fatal("tags (!name) are not allowed", "Remove the tag, or quote a leading !", mark)
        elif depth > MAX_DEPTH:
            self._fatal(_TOO_DEEP, "Flatten the file", mark)
        elif documents > 1:
            self._fatal("a second document begins (---)", "Keep one codebook in a file", mark)
        return not self.fatal

    def _add(self, part: Tree, event: Any, parts: list[Tree]) -> None:
        """Put a part into the open list or table it belongs to; a table that goes on and on is given up."""
        parts.append(part)
        if len(parts) == 2 * MAX_KEYS + 1 and type(event).__name__ == "MappingStartEvent":
            self._note(f"more than {MAX_KEYS:,} keys in one table", "Split the codebook", part)
            self.fatal = True

    def _scalar(self, event: Any) -> Scalar:
        mark = event.start_mark
        written = self._text[mark.index : event.end_mark.index]
        if event.style in _BLOCK_STYLES:
            written = _without_empty_end(written)
        scalar = Scalar(event.value, mark.line + 1, mark.column + 1, written, mark.index)
        if wrong := _CONTROL.search(scalar.text):
            self._note(f"control character U+{ord(wrong.group()):04X} in the text", _SINGLE_QUOTES, scalar)
        if written in _NOTHING:
            self._note(f"{written} means nothing in YAML", f'Quote it if it is a word: "{written}"', scalar)
        return scalar

    def _closed(self, event: Any, parts: list[Tree], end: int) -> Tree:
        mark, flow = event.start_mark, event.flow_style
        if type(event).__name__ == "MappingStartEvent":
            parts[1::2] = map(self._placed, parts[::2], parts[1::2])
        # The parser lets a block end where the next one begins, after comments and empty lines.
        end = end if flow or not parts else parts[-1].end
        line, column, start = mark.line + 1, mark.column + 1, mark.index
        if type(event).__name__ == "SequenceStartEvent":
            return List(tuple(parts), line, column, start, end, flow)
        entries = []
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            if isinstance(key, Scalar):
                entries.append((key, value))
            else:
                self.problems.append(Problem(self._file, "a key must be text", "Write one word", key.line, key.column))
        self._check_keys([key for key, _ in entries])
        return Table(tuple(entries), line, column, start, end, flow)

    def _placed(self, key: Tree, value: Tree) -> Tree:
        """Let a value that was left out stand behind its colon: the parser takes it for where the next key begins."""
        if not isinstance(value, Scalar) or value.written:
            return value
        colon = _COLON.match(self._text, key.end)
        return replace(value, start=colon.end() if colon else key.end)

    def _check_keys(self, keys: list[Scalar]) -> None:
        seen: dict[str, Scalar] = {}
        for key in keys:
            first = seen.setdefault(key.text, key)
            if key.is_empty:
                self._note("a key is missing before the colon", "Write one word before it", key)
            elif first is not key:
                self._note(f"{key.text} stands here and in line {first.line}", "Keep one, or rename one", key)

    def _note(self, what: str, fix: str, at: Tree) -> None:
        self.problems.append(Problem(self._file, what, fix, at.line, at.column))

    def _fatal(self, what: str, fix: str, mark: StringMark | None) -> None:
        self.fatal = True
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        self.problems.append(Problem(self._file, what, fix, line, column))

    def _syntax(self, error: Any) -> None:
        problem = str(error.problem or error.context or "not readable as YAML").replace("\n", " ").rstrip(".")
        mark = error.problem_mark or error.context_mark
        lines = self._text.split("\n")
        near = list(range(mark.line + 1, max(0, mark.line - 1), -1)) if mark else []
        # A key without a colon is noticed where the next one stands, however far below.
        near += [error.context_mark.line + 1] if error.context_mark else []
        for number in near:
            if number <= len(lines) and (wide := wide_mark(lines[number - 1])):
                self.fatal = True
                return self.problems.append(Problem(self._file, wide.what, wide.fix, number, wide.column))
        if error.context_mark and error.context_mark.index < mark.index and _UNFINISHED.search(problem):
            mark, problem = error.context_mark, f"{self._text[error.context_mark.index]} is not closed"
        elif error.context == "while scanning a simple key":
            mark = error.context_mark
        problem = _in_words(problem)
        self._fatal(problem, _syntax_fix(problem, lines[mark.line] if mark and mark.line < len(lines) else ""), mark)


def _without_empty_end(block: str) -> str:
    """Leave out the line end of a block scalar's last line, and empty lines after it where they are not kept (+)."""
    header = re.split(r"[\s#]", block, maxsplit=1)[0]
    return re.sub(r"(\r\n|\r|\n)\Z", "", block) if "+" in header else block.rstrip()


def _in_words(problem: str) -> str:
    found = ((re.search(pattern, problem), words) for pattern, words in _IN_WORDS)
    return next((match.expand(words) for match, words in found if match), problem)


@dataclass(frozen=True, slots=True)
class WideMark:
    """A full-width character where YAML wants a plain one, at a 1-based column."""

    what: str
    fix: str
    column: int


def wide_mark(line: str) -> WideMark | None:
    """Return the full-width colon or space that stands where a key's colon, or the space after it, belongs."""
    if colon := _WIDE_COLON.match(line):
        return WideMark("full-width colon ： after a key", "Use : and a space", colon.start(1) + 1)
    if space := _WIDE_SPACE.match(line):
        what = f"{_character(space.group(1))} after {line[space.start(1) - 1]}"
        return WideMark(what, "Use an ordinary space", space.start(1) + 1)
    return None


def _syntax_fix(problem: str, line: str) -> str:
    if re.match(r"\s*- *\"[^\"]*\" *\S", line):
        return "A rule that begins with a phrase goes in single quotes: - '\"too much\" NEAR/5 rent'"
    for pattern, fix in _FIXES:
        if re.search(pattern, problem):
            return fix
    if line.count(": ") > 1 or line.rstrip().endswith(":"):
        return "Quote text that holds a colon and a space; indent what belongs to a key"
    return "Check the indentation, the quotes, and that every key ends with : and a space"
