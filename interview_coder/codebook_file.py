"""Load a codebook from its YAML file: every mistake is collected with its place, then raised once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.codebook import Code, Codebook, Example, LocalText, Rule
from interview_coder.errors import CodebookError, Problem, TranscriptError, reworded
from interview_coder.query import Either, Node
from interview_coder.query_parser import Parser, QueryError
from interview_coder.readers.decoding import FILL_IT, canonical, decode
from interview_coder.readers.source import load_source
from interview_coder.yaml_document import MAX_DEPTH, List, Scalar, Table, Tree, parse_yaml, wide_mark

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from interview_coder.codebook_schema import CodebookFields, CodeFields, ExampleFields

MAX_CODES = 5000
MAX_ID = MAX_NAME = 200

NOT_IN_ID = re.compile(r"[\s./\\:\[\]<>=,()$\"'\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SAVE_IT = "Save the codebook as UTF-8"
_START = "Start with `codes:` and one theme"

# Names may join emoji and Persian letters with U+200C and U+200D, but not hide or turn what stands in them.
NOT_IN_NAME = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A codebook file as far as it can be read; `codebook` lacks what is wrong, and is None where nothing is left.

    `fields` is the same as it is written, rules and word lists as text.
    """

    text: str
    codebook: Codebook | None
    problems: tuple[Problem, ...]
    fields: CodebookFields | None = None


def load_codebook(path: str | Path, *, encoding: str | None = None) -> Codebook:
    """Read a codebook; raises CodebookError with every problem found, each with its line and column."""
    return _flawless(load_draft(path, encoding=encoding))[0]


def load_codebook_fields(path: str | Path, *, encoding: str | None = None) -> CodebookFields:
    """Read a codebook as it is written, rules and word lists as text; raises CodebookError as `load_codebook` does."""
    return _flawless(load_draft(path, encoding=encoding))[1]


def parse_codebook(text: str, file: str = "codebook", sha256: str = "") -> Codebook:
    """Read a codebook from its text; `file` is what problems are reported under."""
    return _flawless(parse_draft(text, file, sha256))[0]


def parse_codebook_fields(text: str, file: str = "codebook") -> CodebookFields:
    """Read a codebook from its text, as it is written."""
    return _flawless(parse_draft(text, file))[1]


def _flawless(draft: Draft) -> tuple[Codebook, CodebookFields]:
    if draft.problems or draft.codebook is None or draft.fields is None:
        raise CodebookError(draft.problems)
    return draft.codebook, draft.fields


def load_draft(path: str | Path, *, encoding: str | None = None) -> Draft:
    """Read a codebook that may have mistakes."""
    try:
        source = load_source(path, encoding=encoding)
        text = decode(source).text
    except TranscriptError as error:
        return Draft("", None, tuple(map(_for_a_codebook, error.problems)))
    return parse_draft(text, source.file, source.sha256)


def _for_a_codebook(problem: Problem) -> Problem:
    """Give a problem of text files the remedy that a codebook has: no option names its encoding."""
    return replace(problem, fix=_SAVE_IT) if "--encoding" in problem.fix else reworded(problem, FILL_IT, _START)


def parse_draft(text: str, file: str = "codebook", sha256: str = "") -> Draft:
    """Read the text of a codebook that may have mistakes; `file` is what problems are reported under."""
    text = canonical(text)
    try:
        tree, problems = parse_yaml(text, file)
    except CodebookError as error:
        return Draft(text, None, error.problems)
    if tree is None or (isinstance(tree, Scalar) and tree.is_empty):
        problems.append(Problem(file, "the codebook is empty", _START))
        return Draft(text, None, tuple(problems))
    if not isinstance(tree, Table):
        return Draft(text, None, (*problems, *_not_a_table(file, tree, text)))
    fields, codebook, found = _checked(tree, file, sha256, problems)
    return Draft(text, codebook, found, fields)


def codebook_of(tree: Table, file: str) -> Codebook:
    """Read a codebook from the tree of its text; raises CodebookError with every problem found."""
    _, codebook, found = _checked(tree, file, "", [])
    if found:
        raise CodebookError(found)
    return codebook


def _checked(
    tree: Table, file: str, sha256: str, problems: list[Problem]
) -> tuple[CodebookFields, Codebook, tuple[Problem, ...]]:
    checker = _Checker(file, tree, problems)
    fields = checker.fields(_plain(tree))
    codebook = checker.codebook(fields, sha256)
    return fields, codebook, tuple(sorted(problems, key=lambda at: (at.line or 0, at.column or 0)))


def _not_a_table(file: str, tree: Tree, text: str) -> list[Problem]:
    """Say what stands where the keys should; a file with full-width colons alone is one long piece of text."""
    marks = [(number, wide_mark(line)) for number, line in enumerate(text.split("\n"), start=1)]
    wide = [Problem(file, mark.what, mark.fix, number, mark.column) for number, mark in marks if mark]
    if wide and isinstance(tree, Scalar):
        return wide
    return [Problem(file, "expected `key: value` lines at the top", "Start with `codes:`", tree.line, tree.column)]


class _Checker:
    """Turns the tree into a codebook; every mistake lands in `problems`."""

    def __init__(self, file: str, tree: Table, problems: list[Problem]) -> None:
        self._file, self._tree, self._problems = file, tree, problems
        self._lists: dict[str, Node] = {}
        self._parser = Parser(self._lists)

    def fields(self, data: dict[str, Any]) -> CodebookFields:
        """Check the tree's shape; what has the wrong one is noted and left out, so that the rest is checked too."""
        from pydantic import ValidationError

        from interview_coder.codebook_schema import CodebookFields

        for attempt in range(MAX_DEPTH):
            try:
                return CodebookFields.model_validate(data)
            except ValidationError as error:
                details = error.errors()
            if attempt == 0:
                # A key that is none and the value it lacks are one mistake.
                found = [self._shape_problem(detail) for detail in details]
                self._problems += {(problem.line, problem.column): problem for problem in reversed(found)}.values()
            for detail in details:
                _remove(data, _path(detail)[: -attempt or None])
            data["codes"] = data.get("codes") or {"removed": None}
        return CodebookFields.model_construct(codes={})

    def _shape_problem(self, detail: ErrorDetails) -> Problem:
        from interview_coder.codebook_schema import shape_message

        path = _path(detail)
        key, place = _key(self._tree, path), _value(self._tree, path)
        if isinstance(place, Scalar) and (mark := wide_mark(place.text.split("\n")[0])):
            return Problem(self._file, mark.what, mark.fix, place.line, place.column_of(mark.column - 1))
        what, fix = shape_message(detail, _found(place))
        # A value that was left out has no place of its own but that of its key.
        left_out = _found(place) == "nothing" and isinstance(path[-1], str)
        at = key if left_out or detail["type"] == "extra_forbidden" else place
        return Problem(self._file, what, fix, at.line, at.column)

    def codebook(self, fields: CodebookFields, sha256: str) -> Codebook:
        """Build the codebook, parsing every rule."""
        entries = {name: tuple(self._entries(name, texts)) for name, texts in fields.lists.items()}
        codes = tuple(self._codes(fields.codes, (), ()))
        self._check_former_ids(codes)
        retired = [f"{code.id}." for code in codes if code.retired]
        gone = {code.id for code in codes if any(f"{code.id}.".startswith(id) for id in retired)}
        if len(codes) > MAX_CODES:
            line = codes[MAX_CODES].line
            self._problems.append(Problem(self._file, f"more than {MAX_CODES:,} codes", "Split the codebook", line))
        return Codebook(
            file=self._file,
            sha256=sha256,
            title=LocalText(fields.title),
            codes=tuple(code for code in codes if code.id not in gone),
            languages=tuple(fields.languages),
            unit=fields.unit,
            interviewers=tuple(fields.interviewers),
            lists=self._lists,
            retired=tuple(code for code in codes if code.id in gone),
            list_entries=entries,
        )

    def _entries(self, name: str, texts: Sequence[str]) -> Iterator[Rule]:
        """Yield the entries of a word list, which the lists and rules after it may use."""
        entries = list(self._rules(f"lists.{name}", texts, ("lists", name)))
        if entries:
            self._lists[name] = Either(tuple(entry.query for entry in entries))
        yield from entries

    def _codes(
        self, fields: Mapping[str, CodeFields], path: tuple[str, ...], unless: tuple[Rule, ...]
    ) -> Iterator[Code]:
        seen: dict[str, str] = {}
        named: dict[tuple[str, str], str] = {}
        for id, code_fields in fields.items():
            here = (*path, "codes", id)
            self._check_id(id, here, seen)
            self._check_name(code_fields.name, (*here, "name"))
            self._check_twin(code_fields.name or {"": id}, here, named)
            code = self._code(code_fields, here, unless)
            yield code
            yield from self._codes(code_fields.codes, here, code.unless)

    def _check_id(self, id: str, path: tuple[str, ...], seen: dict[str, str]) -> None:
        if not id:
            self._note(path, "the id is empty", "Write one; `name:` is free")
        if wrong := NOT_IN_ID.search(id):
            what = f"a code's id cannot hold a {_shown(wrong.group())}"
            self._note(path, what, "Use letters, digits, _ and -; `name:` is free")
        if len(id) > MAX_ID:
            self._note(path, f"this id is longer than {MAX_ID} characters", "Shorten it; `name:` is free")
        twin = seen.setdefault(_folded(id), id)
        if twin != id:
            line = _key(self._tree, (*path[:-1], twin)).line
            self._note(path, f"this id differs from {twin} in line {line} only in case or width", "Rename one")

    def _check_name(self, names: Mapping[str, str], path: tuple[str, ...]) -> None:
        for name in names.values():
            if not name.strip():
                self._note(path, "the name is empty", "Write one, or leave `name:` out: the id serves as name")
            if len(name) > MAX_NAME:
                self._note(path, f"this name is longer than {MAX_NAME} characters", "Shorten it; `memo:` is free")
            if wrong := NOT_IN_NAME.search(name):
                self._note(path, f"a name cannot hold a {_shown(wrong.group())}", "Delete it: it cannot be seen")

    def _check_twin(self, names: Mapping[str, str], path: tuple[str, ...], named: dict[tuple[str, str], str]) -> None:
        """Refuse a name that a code beside this one has too: nobody could tell them apart in a table."""
        for language, name in names.items():
            twin = named.setdefault((language, " ".join(_folded(name).split())), path[-1])
            if name.strip() and _folded(twin) != _folded(path[-1]):
                line = _key(self._tree, (*path[:-1], twin)).line
                self._note(path, f"this code has the same name as {twin} in line {line}", "Give one another name")
                return

    def _check_former_ids(self, codes: Sequence[Code]) -> None:
        """Refuse former ids that lead to two codes: decisions made under them would have no one home."""
        homes = {code.id: code for code in codes}
        for code in codes:
            path = self._path(code)
            for at, old in enumerate(code.formerly):
                other = homes.setdefault(old, code)
                if other is not code:
                    what = f"{old} is a code of its own, in line {other.line}"
                    if old != other.id:
                        what = f"{old} stands under `formerly` of {other.id} too"
                    self._note((*path, "formerly", at), what, "Name each former id once, where its decisions belong")

    def _path(self, code: Code) -> tuple[str, ...]:
        return tuple(part for id in code.id.split(".") for part in ("codes", id))

    def _note(self, path: tuple[str | int, ...], what: str, fix: str) -> None:
        place = _key(self._tree, path) if isinstance(path[-1], str) else _value(self._tree, path)
        self._problems.append(Problem(self._file, what, fix, place.line, place.column))

    def _code(self, fields: CodeFields, path: tuple[str, ...], unless: tuple[Rule, ...]) -> Code:
        """Build one code; a parent's `unless` holds for its sub-codes too."""
        id = ".".join(path[1::2])
        place = _key(self._tree, path)
        return Code(
            id=id,
            name=LocalText(fields.name or {"": path[-1]}),
            line=place.line,
            column=place.column,
            color=fields.color,
            definition=LocalText(fields.definition),
            include=LocalText(fields.include),
            exclude=LocalText(fields.exclude),
            memo=LocalText(fields.memo),
            rules=tuple(self._rules(f"{id}.rules", fields.rules, (*path, "rules"))),
            unless=(*unless, *self._rules(f"{id}.unless", fields.unless, (*path, "unless"))),
            examples=tuple(self._examples("examples", fields.examples, path)),
            counterexamples=tuple(self._examples("counterexamples", fields.counterexamples, path)),
            addressed_by=tuple(map(LocalText, fields.addressed_by)),
            formerly=tuple(fields.formerly),
            retired=LocalText(fields.retired),
        )

    def _examples(self, key: str, examples: Sequence[ExampleFields], path: tuple[str, ...]) -> Iterator[Example]:
        for at, example in enumerate(examples):
            here: tuple[str | int, ...] = (*path, key, at)
            place = _value(self._tree, here)
            if not example.text.strip():
                self._note(here, "the example is empty", "Write a passage, or remove the line")
            yield Example(example.text, example.question, place.line, place.column)

    def _rules(self, id: str, rules: Sequence[str], path: tuple[str, ...]) -> Iterator[Rule]:
        for at, text in enumerate(rules):
            query = self._parse(text, (*path, at))
            if query is not None:
                place = _value(self._tree, (*path, at))
                yield Rule(f"{id}[{at}]", text, query, place.line, place.column)

    def _parse(self, text: str, path: tuple[str | int, ...]) -> Node | None:
        try:
            return self._parser.parse(text)
        except QueryError as error:
            place = _value(self._tree, path)
            column = place.column_of(error.position) if isinstance(place, Scalar) else place.column
            self._problems.append(Problem(self._file, error.what, error.fix, place.line, column))
            return None


def _folded(text: str) -> str:
    """Write letters of any case, width and composition one way."""
    return unicodedata.normalize("NFKC", text).casefold()


def _shown(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _found(place: Tree) -> str:
    if isinstance(place, Scalar):
        return "nothing" if place.is_empty else "text"
    return "a list" if isinstance(place, List) else "a table"


def _plain(tree: Tree) -> Any:
    match tree:
        case Scalar():
            return None if tree.is_empty else tree.text
        case List(items):
            return [_plain(item) for item in items]
        case Table(entries):
            return {key.text: _plain(value) for key, value in entries}


def _path(detail: ErrorDetails) -> tuple[str | int, ...]:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _remove(data: Any, path: Sequence[str | int]) -> None:
    """Take a wrong part out of plain data; a list keeps its length, so that places stay true."""
    for part in path[:-1]:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return
    match data, *path[-1:]:
        case list(), int(at):
            data[at] = "removed"
        case dict(), key:
            data.pop(key, None)


def _value(tree: Tree, path: Sequence[str | int]) -> Tree:
    """Follow a path as far as it goes."""
    for part in path:
        found = _child(tree, part)
        if found is None:
            return tree
        tree = found
    return tree


def _child(tree: Tree, part: str | int) -> Tree | None:
    match tree, part:
        case List(items), int(at) if at < len(items):
            return items[at]
        case Table(), str() if part in tree.found:
            return tree.found[part][1]
    return None


def _key(tree: Tree, path: Sequence[str | int]) -> Tree:
    parent = _value(tree, path[:-1])
    if isinstance(parent, Table) and path[-1] in parent.found:
        return parent.found[path[-1]][0]
    return parent
