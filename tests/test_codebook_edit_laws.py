"""Generated edits on codebooks in many hands: what comes out says what it should, and no other line has changed.

EDITS=20000 makes more of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from interview_coder import codebook_edit
from interview_coder.codebook import Example
from interview_coder.errors import CodebookError
from interview_coder.yaml_document import List, Scalar, Table, Tree, parse_yaml
from tests.hand_styles import KEYS, RULES, Content, Hand, Tag, Writer, hand_written

EDITS = int(os.environ.get("EDITS", "1000"))
BATCH = 50
SHIPPED = Path(__file__).parent.parent / "codebooks"


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit: the new text, what it must say, and which tags mark the lines it may touch.

    `blank` tells whether empty lines may go as well.
    """

    name: str
    text: str
    content: Content
    touches: Callable[[Tag], bool]
    blank: bool = False


def said(tree: Tree | None) -> Content:
    match tree:
        case None:
            return None
        case Scalar():
            return None if tree.is_empty else tree.text
        case List(items):
            return [said(item) for item in items] or None
        case Table(entries):
            return {key.text: said(value) for key, value in entries} or None


def normal(content: Content) -> Content:
    """Let the keys of a table stand in any order, but not codes; empty lists and tables say nothing."""
    match content:
        case list():
            return [normal(each) for each in content] or None
        case dict():
            order = {"order of codes": list(content["codes"])} if content.get("codes") else {}
            return {key: normal(each) for key, each in content.items()} | order or None
    return content


def codes(content: Content, parent: str = "") -> Iterator[tuple[str, Content]]:
    for id, code in ((content or {}).get("codes") or {}).items():
        yield parent + id, code
        yield from codes(code, f"{parent}{id}.")


def path(id: str) -> tuple[Any, ...]:
    return tuple(part for name in id.split(".") for part in ("codes", name))


def code_of(content: Content, id: str) -> Content:
    """Return a code to change; one without a value gets an empty table."""
    for name in id.split("."):
        content["codes"] = content.get("codes") or {}
        content["codes"][name] = content["codes"].get(name) or {}
        content = content["codes"][name]
    return content


def grow(code: Content, key: str, items: Sequence[Content]) -> None:
    if items:
        code[key] = [*(code.get(key) or []), *items]


def within(*paths: tuple[Any, ...]) -> Callable[[Tag], bool]:
    """Touch what stands at a path and below, with the comments that belong to it."""
    return lambda tag: any(tag[1][: len(path)] == path for path in paths)


def brackets(*paths: tuple[Any, ...]) -> Callable[[Tag], bool]:
    """Touch the brackets that a place stands in."""
    return lambda tag: tag[0] == "flow" and any(path[: len(tag[1])] == tag[1] for path in paths)


def either(*touches: Callable[[Tag], bool]) -> Callable[[Tag], bool]:
    return lambda tag: any(touch(tag) for touch in touches)


def add_code(chance: Random, hand: Hand) -> Edit:
    content, writer = deepcopy(hand.content), Writer(chance)
    parent = chance.choice(["", *(id for id, _ in codes(content))])
    fields = {key: writer.text() for key in ("name", "definition", "exclude") if chance.random() < 0.4}
    id = f"{parent}.新码" if parent else "新码"
    text = codebook_edit.add_code(hand.text, id, fields=fields)
    code_of(content, id).update(fields)
    return Edit(f"add {id} {fields}", text, content, brackets((*path(parent), "codes") if parent else ()))


def add_rule(chance: Random, hand: Hand) -> Edit:
    content, (id, _) = some_code(chance, hand)
    key, rule = chance.choice(("rules", "unless")), chance.choice(RULES).format("z1")
    text = codebook_edit.add_rule(hand.text, id, rule, unless=key == "unless")
    grow(code_of(content, id), key, [rule])
    return Edit(f"add {id}.{key} {rule}", text, content, brackets((*path(id), key)))


def add_example(chance: Random, hand: Hand) -> Edit:
    content, (id, _) = some_code(chance, hand)
    writer = Writer(chance)
    key, passage, question = chance.choice(("examples", "counterexamples")), f"z {writer.text()}", writer.text()
    question = question if chance.random() < 0.4 else ""
    text = codebook_edit.add_example(hand.text, id, Example(passage, question), counter=key == "counterexamples")
    grow(code_of(content, id), key, [{"text": passage, "question": question} if question else passage])
    return Edit(f"add {id}.{key}", text, content, brackets((*path(id), key)))


def rename(chance: Random, hand: Hand) -> Edit:
    content, (id, _) = some_code(chance, hand)
    parent, _, old = id.rpartition(".")
    new = chance.choice(("newly", "新名", "yes", "🙂", "-x"))
    text = codebook_edit.rename_code(hand.text, id, new)
    grow(code_of(content, id), "formerly", [id])
    siblings = code_of(content, parent) if parent else content
    siblings["codes"] = {new if key == old else key: each for key, each in siblings["codes"].items()}
    key_line = ("key", path(id))
    return Edit(
        f"rename {id} {new}", text, content, either(brackets((*path(id), "formerly")), lambda tag: tag == key_line)
    )


def move(chance: Random, hand: Hand) -> Edit | None:
    content, (id, _) = some_code(chance, hand)
    parent, _, name = id.rpartition(".")
    homes = ["", *(home for home, _ in codes(content) if not f"{home}.".startswith(f"{id}."))]
    taken = {known.casefold() for known, _ in codes(content)}
    free = [home for home in homes if home != parent and f"{home}.{name}".lstrip(".").casefold() not in taken]
    if not free:
        return None
    into = chance.choice(free)
    text = codebook_edit.move_code(hand.text, id, into or None)
    new = f"{into}.{name}" if into else name
    grow(code_of(content, id), "formerly", [id])
    taken_out = taken_from(content, id)
    code_of(content, new).update(taken_out)
    touches = either(within(path(id)), left_behind(content, parent), brackets(path(id), (*path(new)[:-1],)))
    return Edit(f"move {id} {into}", text, content, touches, blank=True)


def merge(chance: Random, hand: Hand) -> Edit | None:
    content, (id, code) = some_code(chance, hand)
    code = code or {}
    inside = {name.casefold() for name in code.get("codes") or {}}
    homes = [
        (home, held or {})
        for home, held in codes(content)
        if not f"{home}.".startswith(f"{id}.")
        and not inside & {name.casefold() for name in (held or {}).get("codes") or {}}
    ]
    if not homes:
        return None
    into, held = chance.choice(homes)
    unless = chance.choice((True, False))
    text = codebook_edit.merge_codes(hand.text, id, into, unless=unless)
    taken_from(content, id)
    home = code_of(content, into)
    for key in ("rules", "unless", "examples", "counterexamples", "addressed_by"):
        grow(home, key, (code.get(key) or []) if key != "unless" or unless else [])
    if code.get("codes"):
        home["codes"] = (home.get("codes") or {}) | code["codes"]
    grow(home, "formerly", [*(code.get("formerly") or []), id])
    home["memo"] = merged_memo(held.get("memo"), code_of(said(parse_yaml(text, "c.yaml")[0]), into)["memo"], code)
    places = [(*path(into), key) for key in KEYS]
    touches = either(
        within(path(id), (*path(into), "memo")),
        left_behind(content, id.rpartition(".")[0]),
        brackets(path(id), *places),
    )
    return Edit(f"merge {id} {into} {unless}", text, content, touches, blank=True)


def merged_memo(old: Content, new: Content, code: Content) -> Content:
    """Return the new memo if it goes on from the old one and holds every text of the code."""
    for language, before in texts(old).items():
        assert texts(new)[language].startswith(before.rstrip())
    for key in ("definition", "include", "exclude", "memo"):
        for text in texts(code.get(key)).values():
            assert any(text.strip() in after for after in texts(new).values())
    return new


def texts(content: Content) -> dict[str, str]:
    return content if isinstance(content, dict) else {"": content} if content else {}


def split(chance: Random, hand: Hand) -> Edit | None:
    content, (id, code) = some_code(chance, hand)
    keys = [key for key in ("rules", "examples", "counterexamples") if (code or {}).get(key)]
    if not keys:
        return None
    chosen: Any = {key: chance.sample(range(len(code[key])), chance.randint(1, len(code[key]))) for key in keys}
    text = codebook_edit.split_code(hand.text, id, "部分", name=chance.choice(("", "x: y")), **chosen)
    named = {"name": "x: y"} if "x: y" in text else {}
    home = code_of(content, id)
    code_of(content, f"{id}.部分").update(named)
    touched = []
    for key, which in chosen.items():
        grow(code_of(content, f"{id}.部分"), key, [each for at, each in enumerate(home[key]) if at in which])
        home[key] = [each for at, each in enumerate(home[key]) if at not in which]
        touched += [(*path(id), key, at) for at in which] if home[key] else [(*path(id), key)]
        if not home[key]:
            del home[key]
    places = [(*path(id), key) for key in (*chosen, "codes")]
    return Edit(f"split {id} {chosen}", text, content, either(within(*touched), brackets(*places)), blank=True)


def retire(chance: Random, hand: Hand) -> Edit:
    content, (id, _) = some_code(chance, hand)
    reason = Writer(chance).text()
    text = codebook_edit.retire_code(hand.text, id, reason)
    if chance.random() < 0.3:
        text = codebook_edit.unretire_code(text, id)
    else:
        code_of(content, id)["retired"] = reason
    return Edit(f"retire {id} {reason!r}", text, content, brackets((*path(id), "retired")))


OPERATIONS = (add_code, add_rule, add_example, rename, move, merge, split, retire)


def some_code(chance: Random, hand: Hand) -> tuple[Content, tuple[str, Content]]:
    content = deepcopy(hand.content)
    return content, chance.choice(list(codes(hand.content)))


def taken_from(content: Content, id: str) -> Content:
    parent, _, name = id.rpartition(".")
    siblings = code_of(content, parent) if parent else content
    code = siblings["codes"].pop(name)
    if not siblings["codes"]:
        del siblings["codes"]
    return code or {}


def left_behind(content: Content, parent: str) -> Callable[[Tag], bool]:
    """Touch the key `codes` of a code that has lost its last sub-code."""
    emptied = bool(parent) and not code_of(deepcopy(content), parent).get("codes")
    return within((*path(parent), "codes")) if emptied else lambda _: False


def broken_law(hand: Hand, edit: Edit) -> str:
    """Say what an edit did that it must not, or nothing."""
    tree, problems = parse_yaml(edit.text, "c.yaml")
    if problems or without_empty_keys(normal(said(tree))) != without_empty_keys(normal(edit.content)):
        return f"does not say what it should: {said(tree)} {edit.content}"
    new = iter(re.findall(r"[^\r\n]*(?:\r\n|\n)|[^\r\n]+\Z", edit.text))
    for line, end in zip(hand.lines, hand.ends, strict=True):
        free = any(map(edit.touches, line.tags)) or (edit.blank and not line.text.strip())
        if not free and not any(
            each == line.text + end or (not end and each.rstrip("\r\n") == line.text) for each in new
        ):
            return f"a line was lost, changed or moved: {line.text!r}"
    gone = [comment for comment in re.findall(r"c\d+ (?:[a-z]+)", hand.text) if comment not in edit.text]
    return f"comments were lost: {gone}" if gone else ""


def without_empty_keys(content: Content) -> Content:
    """Take a key without a value for one that is not there."""
    match content:
        case list():
            return [without_empty_keys(each) for each in content]
        case dict():
            full = {key: each for key, value in content.items() if (each := without_empty_keys(value)) is not None}
            return full or None
    return content


@pytest.mark.parametrize("batch", range(0, EDITS, BATCH))
def test_codebook_edit_changes_only_the_lines_it_must(batch: int) -> None:
    for seed in range(batch, min(batch + BATCH, EDITS)):
        chance = Random(seed)
        edit = None
        while edit is None:
            hand = hand_written(chance)
            try:
                edit = chance.choice(OPERATIONS)(chance, hand)
            except CodebookError:
                # Empty lines that are text may be in the way, and then nothing is done.
                assert "|+" in hand.text, f"seed {seed}: refused\n{hand.text}"
        assert not broken_law(hand, edit), f"seed {seed}: {edit.name}\n{hand.text}\n-----\n{edit.text}"
