"""Edits of a codebook: each takes its text and returns the new one, in which nothing else has changed.

What comes out is checked: a valid codebook in which every id that a decision may carry, now or from before, leads to a
code still. No code is ever deleted but by a merge, and then nothing that was written in it is lost.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from interview_coder.codebook import Code, Codebook, Example, LocalText, is_within
from interview_coder.codebook_file import codebook_of, parse_codebook
from interview_coder.coverage import cover
from interview_coder.errors import CodebookError, UsageError
from interview_coder.examples import as_passage
from interview_coder.language import HAN
from interview_coder.material import look_up_place
from interview_coder.passages import Passage
from interview_coder.query_parser import parse
from interview_coder.transcript import Role
from interview_coder.yaml_document import List, Table
from interview_coder.yaml_edit import (
    add_entry,
    append,
    move_entry,
    move_items,
    remove,
    remove_items,
    rename,
    take_out,
    with_key,
    with_last_line_ended,
)
from interview_coder.yaml_piece import Plain
from interview_coder.yaml_places import Document, KeyPath, comments, find, keys, number, read, table

RETIRED = "No longer used."

_LISTS = ("rules", "unless", "examples", "counterexamples", "addressed_by")
_TEXTS = ("definition", "include", "exclude", "memo")


def add_code(text: str, id: str, *, fields: Mapping[str, str] | None = None, file: str = "codebook") -> str:
    """Add a code as the last below its parent; `fields` are its `name`, `definition` and the like."""
    codebook, document = _opened(text, file)
    _check_free(codebook, id)
    parent = id.rpartition(".")[0]
    if parent:
        known_code(codebook, parent)
    document = with_key(document, _codes(parent), _order())
    return _finished(codebook, add_entry(document, _path(id), tuple((fields or {}).items()) or None))


def add_rule(text: str, id: str, rule: str, *, unless: bool = False, file: str = "codebook") -> str:
    """Add a rule as the last of a code's `rules` or `unless`; raises QueryError where it does not parse."""
    codebook, document = _opened(text, file)
    code = known_code(codebook, id)
    parse(rule, codebook.lists)
    for known in code.unless if unless else code.rules:
        if known.text == rule:
            raise UsageError(f"{known.id} in line {known.line} is this rule already")
    return _finished(codebook, append(document, (*_path(id), "unless" if unless else "rules"), [rule], _order()))


def add_example(text: str, id: str, example: Example, *, counter: bool = False, file: str = "codebook") -> str:
    """Add a passage to a code's examples or counterexamples, with the question before it where it has one."""
    codebook, document = _opened(text, file)
    code = known_code(codebook, id)
    for known in code.counterexamples if counter else code.examples:
        if (known.text, known.question) == (example.text, example.question):
            raise UsageError(f"this passage stands there already, in line {known.line}")
    asked: Plain = (("text", example.text), ("question", example.question))
    path = (*_path(id), "counterexamples" if counter else "examples")
    return _finished(codebook, append(document, path, [asked if example.question else example.text], _order()))


def rename_code(text: str, id: str, name: str, *, file: str = "codebook") -> str:
    """Give a code another id in its place; what was decided under the old one is found by `formerly`."""
    codebook, document = _opened(text, file)
    code = known_code(codebook, id)
    if "." in name:
        raise UsageError(f"{name}: give the new id without those above it. `codebook move` puts a code elsewhere")
    new = f"{code.parent}.{name}" if code.parent else name
    _check_free(codebook, new, owner=id)
    document = _remembering(rename(document, _path(id), name), code, new)
    return _finished(codebook, document, moved=(id, new))


def move_code(text: str, id: str, parent: str | None, *, file: str = "codebook") -> str:
    """Put a code, with all below it, as the last below another one, or on top (None)."""
    codebook, document = _opened(text, file)
    code = known_code(codebook, id)
    if parent == code.parent:
        raise UsageError(f"{id} stands {f'below {parent}' if parent else 'on top'} already")
    if parent and is_within(_in_use(codebook, parent).id, id):
        raise UsageError(f"{parent} belongs to {id} itself. Choose a code outside of it")
    name = id.rpartition(".")[2]
    new = f"{parent}.{name}" if parent else name
    _check_free(codebook, new, owner=id)
    document = _remembering(move_entry(document, _path(id), _codes(parent), _order()), code, new)
    return _finished(codebook, document, moved=(id, new))


def merge_codes(text: str, id: str, into: str, *, unless: bool | None = None, file: str = "codebook") -> str:
    """Put a code into another one, which gets all it holds; its texts and comments are kept in the other's memo.

    An `unless` of the code would from then on take passages away from the other's rules too: `unless` says whether it
    goes along or is only noted in the memo, and UsageError is raised where the code has one and nothing was said.
    """
    codebook, document = _opened(text, file)
    code, home = _in_use(codebook, id), _in_use(codebook, into)
    _check_mergeable(codebook, code, home, unless=unless)
    before = Counter(comments(document))
    lists = [key for key in _LISTS if key != "unless" or unless]
    for key in (*lists, "codes"):
        document = _moved_over(document, (*_path(id), key), (*_path(into), key))
    left = [f"unless: {rule.text}" for rule in code.own_unless] if unless is False else []
    document = take_out(document, _codes(code.parent), [number(document, _path(id))])
    former = [old for old in (*code.formerly, id) if old not in home.formerly and old != into]
    document = append(document, (*_path(into), "formerly"), former, _order())
    lost = [*left, *(before - Counter(comments(document))).elements()]
    return _finished(codebook, _noted(document, code, home, lost), moved=(id, into))


def split_code(
    text: str,
    id: str,
    new: str,
    *,
    rules: Collection[int] = (),
    examples: Collection[int] = (),
    counterexamples: Collection[int] = (),
    name: str = "",
    file: str = "codebook",
) -> str:
    """Move some rules and examples of a code, by number from 0, to a new sub-code; decisions stay with the code."""
    codebook, document = _opened(text, file)
    code = known_code(codebook, id)
    _check_free(codebook, f"{id}.{new}")
    chosen = {"rules": rules, "examples": examples, "counterexamples": counterexamples}
    if not any(chosen.values()):
        raise UsageError("say which rules or examples the new code gets: --rule 0 --example 0, counted as `rules[0]`")
    document = with_key(document, _codes(id), _order())
    document = add_entry(document, (*_codes(id), new), (("name", name),) if name else None)
    for key, which in chosen.items():
        held = len(getattr(code, key))
        if wrong := [at for at in which if not 0 <= at < held]:
            raise UsageError(f"{id} has no {key}[{wrong[0]}]; it has {held}, counted from 0")
        if which:
            document = move_items(document, (*_path(id), key), set(which), (*_codes(id), new, key), _order())
    return _finished(codebook, document)


def retire_code(text: str, id: str, reason: str = RETIRED, *, file: str = "codebook") -> str:
    """Take a code, with all below it, out of use; its decisions keep it."""
    codebook, document = _opened(text, file)
    if known_code(codebook, id).retired:
        raise UsageError(f"{id} is retired already. `--undo` takes it back into use")
    return _finished(codebook, add_entry(document, (*_path(id), "retired"), reason, _order()))


def unretire_code(text: str, id: str, *, file: str = "codebook") -> str:
    """Take a retired code back into use."""
    codebook, document = _opened(text, file)
    if not known_code(codebook, id).retired:
        above = [code.id for code in codebook.retired if code.retired and is_within(id, code.id)]
        raise UsageError(f"{id} is not retired itself" + (f", but {above[0]} is" if above else ""))
    return _finished(codebook, remove(document, (*_path(id), "retired")))


def known_code(codebook: Codebook, id: str) -> Code:
    """Return a code, retired ones too, by its id; raises UsageError that names the nearest where there is none."""
    codes = {code.id: code for code in (*codebook.codes, *codebook.retired)}
    if id in codes:
        return codes[id]
    if current := codebook.current(id):
        raise UsageError(f"no code is called {id} any longer. It is {current} now")
    ends = {known.rpartition(".")[2]: known for known in reversed(codes)}
    close = difflib.get_close_matches(id, [*codes, *ends], n=1)
    guess = f"Did you mean {ends.get(close[0], close[0])}?" if close else f"The codebook has {', '.join(codes)}"
    raise UsageError(f"no code is called {id}. {guess}")


def passage_at(passages: Sequence[Passage], place: str) -> Passage:
    """Return the passage that `P07:14` names: a transcript's id and the number of the passage in it."""
    if not place.rpartition(":")[2].isdecimal():
        raise UsageError(
            f"{place}: write TRANSCRIPT:PASSAGE, for example P07:12; `find --json` and `code --json` give the numbers"
        )
    own, at = look_up_place(passages, place)
    if not own:
        ids = ", ".join(dict.fromkeys(passage.transcript.id for passage in passages)) or "none; name some with --on"
        raise UsageError(f"{place}: no such transcript. Write TRANSCRIPT:PASSAGE. Transcripts read: {ids}")
    if at is None:
        raise UsageError(f"{place}: this is no passage of a respondent. `find --json` gives the number of each hit")
    return own[at]


def as_example(codebook: Codebook, code: Code, passage: Passage) -> Example:
    """Return a passage as an example of a code, with the question before it unless the rules tag it without."""
    transcript = passage.transcript
    asked = [turn for turn in transcript.turns[: passage.turn.number - 1] if turn.role is Role.INTERVIEWER]
    question = _in_one_line(transcript.quote(asked[-1].start, asked[-1].end)) if asked else ""
    alone = Example(_in_one_line(passage.text))
    coverage = cover(replace(codebook, codes=(code,)), [as_passage(alone)])
    return alone if coverage.given(code) else replace(alone, question=question)


def _opened(text: str, file: str) -> tuple[Codebook, Document]:
    try:
        document = with_last_line_ended(read(text, file))
        return codebook_of(table(document, ()), file), document
    except CodebookError:
        parse_codebook(text, file)  # lists every mistake, not the first kind alone
        raise


def _finished(old: Codebook, document: Document, moved: tuple[str, str] | None = None) -> str:
    """Return the new text once it is a codebook in which every id leads where it should."""
    try:
        new = codebook_of(table(document, ()), document.file)
    except CodebookError as error:
        raise UsageError(f"{error}\nThis is what the codebook would have become. Nothing was changed") from error
    for id in _ids(old):
        home = old.current(id)
        if home and moved and is_within(home, moved[0]):
            home = moved[1] + home[len(moved[0]) :]
        if new.current(id) != home:
            raise UsageError(f"what was decided as {id} would not be found again under {home}. Nothing was changed")
    return document.text


def _ids(codebook: Codebook) -> Iterator[str]:
    for code in (*codebook.codes, *codebook.retired):
        yield code.id
        yield from code.formerly


def _path(id: str) -> KeyPath:
    return tuple(part for name in id.split(".") for part in ("codes", name))


def _codes(parent: str | None) -> KeyPath:
    return (*_path(parent), "codes") if parent else ("codes",)


@cache
def _order() -> tuple[str, ...]:
    """Return the keys of a code in the order in which they are written."""
    from interview_coder.codebook_schema import CodeFields

    return tuple(CodeFields.model_fields)


def _in_use(codebook: Codebook, id: str) -> Code:
    code = known_code(codebook, id)
    if code in codebook.retired:
        raise UsageError(f"{id} is retired. Take it back into use first: codebook retire {id} --undo")
    return code


def _check_free(codebook: Codebook, id: str, owner: str | None = None) -> None:
    """Refuse an id that a code has, or that decisions made for another code carry."""
    home = codebook.current(id)
    for code in (*codebook.codes, *codebook.retired):
        if code.id == id:
            raise UsageError(f"there is a code {id} already, in line {code.line}. Choose another id")
        if id in code.formerly and code.id != owner:
            raise UsageError(f"{id} is what {home} was called before, and decisions carry it still. Choose another id")


def _check_mergeable(codebook: Codebook, code: Code, home: Code, *, unless: bool | None) -> None:
    if is_within(home.id, code.id):
        what = "cannot be merged into itself" if home is code else f"holds {home.id}. Move that out of it first"
        raise UsageError(f"{code.id} {what}")
    names = [{each.id.rpartition(".")[2] for each in codebook.codes if each.parent == one.id} for one in (code, home)]
    if both := sorted(names[0] & names[1]):
        raise UsageError(f"{code.id} and {home.id} both have a sub-code {both[0]}. Rename or merge these first")
    if unless is None and code.own_unless:
        raise UsageError(
            f"{code.id} has an `unless`, which would take passages away from {home.id} too. Say --with-unless, or "
            "--without-unless to keep it in the memo only"
        )


def _remembering(document: Document, code: Code, new: str) -> Document:
    """Write a code's old id under `formerly`, where its new one can no longer stand."""
    path = (*_path(new), "formerly")
    if again := [at for at, old in enumerate(code.formerly) if old == new]:
        document = remove_items(document, path, again)
    return document if code.id in code.formerly else append(document, path, [code.id], _order())


def _moved_over(document: Document, path: KeyPath, into: KeyPath) -> Document:
    """Move all that stands in a list or table to another."""
    found = find(document, path)
    inside = found.items if isinstance(found, List) else found.entries if isinstance(found, Table) else ()
    return move_items(document, path, range(len(inside)), into, _order()) if inside else document


def _noted(document: Document, code: Code, home: Code, lost: list[str]) -> Document:
    """Write into a code's memo what another one said in words, each text in its language where the memo has it."""
    path = (*_path(home.id), "memo")
    languages = keys(document, path) or [""]
    for language in languages:
        lines = [f"Merged from {code.id} ({code.name.in_language(language)})."] if language == languages[0] else []
        lines += _words(code, language, languages)
        lines += lost if language == languages[0] else []
        old = home.memo.texts.get(language, "").rstrip()
        note = "\n".join([f"{old}\n", *lines] if old else lines)
        place = (*path, language) if language else path
        document = add_entry(document, place, note + "\n" * ("\n" in note), _order()) if lines else document
    return document


def _words(code: Code, language: str, languages: list[str]) -> Iterator[str]:
    """Yield a code's texts in a language; in the first of the languages also those that none of them is for."""
    for key in _TEXTS:
        texts: LocalText = getattr(code, key)
        for written, text in texts.texts.items():
            if (written if written in languages else languages[0]) == language:
                label = f"{key} ({written})" if written and written != language else key
                yield f"{label}: {text.strip()}"


def _in_one_line(text: str) -> str:
    """Join lines: with a space, but for Chinese."""
    joined = re.sub(rf"(?<={HAN.pattern})\s*\n\s*(?={HAN.pattern})", "", text)
    return " ".join(joined.split())
