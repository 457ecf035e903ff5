"""Edits of YAML text: what stood there before, and what after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_coder.errors import CodebookError
from interview_coder.yaml_edit import (
    add_entry,
    append,
    move_entry,
    move_items,
    remove,
    remove_items,
    rename,
    take_out,
    write,
)
from interview_coder.yaml_piece import Plain
from interview_coder.yaml_places import Document, comments, read

Operation = Callable[[Document], Document]


def check(before: str, operation: Operation, after: str) -> None:
    """Try it with every kind of line end."""
    for end in ("\n", "\r\n"):
        assert operation(read(before.replace("\n", end))).text == after.replace("\n", end)


APPENDED = {
    "in the list's own hand": ("a:\n   -  x\n   -  y  # why\nb: z\n", "a:\n   -  x\n   -  y  # why\n   -  new\nb: z\n"),
    "under a key at the same depth": ("a:\n- x\nb: z\n", "a:\n- x\n- new\nb: z\n"),
    "after a comment that is indented deeper": ("a:\n- x\n  # why\nb: z\n", "a:\n- x\n  # why\n- new\nb: z\n"),
    "before a comment on the same level": ("a:\n  - x\n  # - off\n", "a:\n  - x\n  - new\n  # - off\n"),
    "with an empty line where the others have one": ("a:\n- x\n\n- y\nb: z\n", "a:\n- x\n\n- y\n\n- new\nb: z\n"),
    "after a block scalar": ("a:\n- |\n  x\n\n# b\nb: z\n", "a:\n- |\n  x\n- new\n\n# b\nb: z\n"),
    "at the end of a text without a line end": ("a:\n- x", "a:\n- x\n- new"),
    "in brackets": ("a: [x, y]  # why\n", "a: [x, y, new]  # why\n"),
    "after a last comma": ("a: [x, y,]\n", "a: [x, y, new,]\n"),
    "in empty brackets": ("a: [ ]\n", "a: [new ]\n"),
    "in brackets over lines": ("a: [\n  x,  # one\n  y   # two\n]\n", "a: [\n  x,  # one\n  y,   # two\n  new\n]\n"),
    "in brackets over lines, after a comma": ("a: [\n  x,\n  y,\n]\n", "a: [\n  x,\n  y,\n  new,\n]\n"),
    "in brackets that are filled": ("a: [\n  x, y,\n  z, u\n]\n", "a: [\n  x, y,\n  z, u, new\n]\n"),
    "where nothing is": ("a:  # why\nb:\n    - x\n", "a:  # why\n    - new\nb:\n    - x\n"),
}


@pytest.mark.parametrize("case", APPENDED)
def test_yaml_edit_append(case: str) -> None:
    before, after = APPENDED[case]
    check(before, lambda document: append(document, ("a",), ["new"]), after)


ORDER = ("rules", "unless", "memo")
ADDED = {
    "after the key that comes before": ("c:\n  rules: [x]\n  memo: m\n", "c:\n  rules: [x]\n  unless: u\n  memo: m\n"),
    "before the first": ("c:\n  # about\n  memo: m\n", "c:\n  unless: u\n  # about\n  memo: m\n"),
    "whatever the order in the file": ("c:\n  memo: m\n  rules: [x]\n", "c:\n  memo: m\n  rules: [x]\n  unless: u\n"),
    "after the whole of what comes before": (
        "c:\n  rules:\n  - x\n  # y\nd: e\n",
        "c:\n  rules:\n  - x\n  # y\n  unless: u\nd: e\n",
    ),
    "in braces": ("c: {rules: [x], memo: m}\n", "c: {rules: [x], unless: u, memo: m}\n"),
    "in empty braces": ("c: {}\n", "c: {unless: u}\n"),
    "in braces over lines": ("c: {\n  rules: [x]\n}\n", "c: {\n  rules: [x],\n  unless: u\n}\n"),
    "in braces, before the first": ("c: { memo: m }\n", "c: { unless: u, memo: m }\n"),
    "where nothing is": ("c:\nd:\n   e: f\n", "c:\n   unless: u\nd:\n   e: f\n"),
    "where nothing is, in braces": ("b: {c: , d}\n", "b: {c: {unless: u}, d}\n"),
    "where only the key is, in braces": ("b: {d, c}\n", "b: {d, c: {unless: u}}\n"),
}


@pytest.mark.parametrize("case", ADDED)
def test_yaml_edit_add_entry(case: str) -> None:
    before, after = ADDED[case]
    path = ("b", "c", "unless") if before.startswith("b") else ("c", "unless")
    check(before, lambda document: add_entry(document, path, "u", ORDER), after)


def test_yaml_edit_add_entry_writes_tables_lists_and_lines_in_the_hand_of_the_file() -> None:
    value: Plain = (("name", "a: b"), ("rules", ["x", (("text", "t"), ("question", "q"))]), ("memo", "one\ntwo\n"))
    check(
        "c:\n    a:\n        rules:\n        -   y\n",
        lambda document: add_entry(document, ("c", "b"), value),
        "c:\n    a:\n        rules:\n        -   y\n    b:\n        name: 'a: b'\n        rules:\n"
        "        -   x\n        -   text: t\n            question: q\n"
        "        memo: |\n            one\n            two\n",
    )


WRITTEN = {
    "plain": ("a: old  # why\n", "new", "a: new  # why\n"),
    "in the same quotes": ('a: "old"\n', "new", 'a: "new"\n'),
    "for nothing": ("a:  # why\n", "new", "a: new  # why\n"),
    "in lines": ("b:\n   a: old  # why\nc: d\n", "one\ntwo\n", "b:\n   a: |  # why\n      one\n      two\nc: d\n"),
    "in more lines": ("a: |-  # why\n    one\n\n# c\n", "one\ntwo", "a: |-  # why\n    one\n    two\n\n# c\n"),
    "in lines, within braces": ("b: {a: old}\n", "one\ntwo", 'b: {a: "one\\ntwo"}\n'),
    "in lines, above a comment indented as far": ("a: old\n  # why\n", "one\ntwo", 'a: "one\\ntwo"\n  # why\n'),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_yaml_edit_write(case: str) -> None:
    before, text, after = WRITTEN[case]
    path = ("b", "a") if before.startswith("b") else ("a",)
    check(before, lambda document: write(document, path, text), after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b  # c\n", "新: b  # c\n"),
        ("'a' : b\n", "'新' : b\n"),
        ('"a": b\n', '"新": b\n'),
    ],
)
def test_yaml_edit_rename_keeps_the_quotes(before: str, after: str) -> None:
    check(before, lambda document: rename(document, ("a",), "新"), after)


def test_yaml_edit_rename_quotes_a_key_that_needs_it() -> None:
    check("b: {a: c}\n", lambda document: rename(document, ("b", "a"), "no"), "b: {'no': c}\n")


REMOVED = {
    "a line": ("a:\n- x\n# about y\n- y  # why\n- z\n", [1], "a:\n- x\n# about y\n- z\n"),
    "lines of one": ("a:\n- x\n- |\n  y\n  y\n- z\n", [1], "a:\n- x\n- z\n"),
    "and one empty line of two": ("a:\n- x\n\n- y\n\n- z\n", [1], "a:\n- x\n\n- z\n"),
    "all, and the key": ("a:\n- x\n- y\nb: c\n", [0, 1], "b: c\n"),
    "all, but not a key with a comment": ("a:  # why\n- x\n- y\nb: c\n", [0, 1], "a:  # why\nb: c\n"),
    "the first in brackets": ("a: [x, y, z]\n", [0], "a: [y, z]\n"),
    "the last in brackets": ("a: [x, y, z]\n", [2], "a: [x, y]\n"),
    "the last two in brackets": ("a: [x, y, z]\n", [1, 2], "a: [x]\n"),
    "lines in brackets": ("a: [\n  x,  # one\n  y,  # two\n  z\n]\n", [1, 2], "a: [\n  x,  # one\n]\n"),
    "all in brackets": ("a: [x, y]\nb: c\n", [0, 1], "b: c\n"),
}


@pytest.mark.parametrize("case", REMOVED)
def test_yaml_edit_remove_items(case: str) -> None:
    before, which, after = REMOVED[case]
    check(before, lambda document: remove_items(document, ("a",), which), after)


def test_yaml_edit_remove_leaves_comments_and_take_out_does_not() -> None:
    text = "c:\n  # about a\n  a: x\n    # more on a\n  # about b\n  b: y\n"
    check(text, lambda document: remove(document, ("c", "a")), text.replace("  a: x\n", ""))
    check(text, lambda document: take_out(document, ("c",), [0]), "c:\n  # about b\n  b: y\n")


MOVED = {
    "with the comments that belong to it": (
        "a:\n  # apart\n\n  # about x\n  - x  # why\n    # more\n  # about y\n  - y\nb:\n      -   z\n",
        [0],
        "a:\n  # apart\n\n  # about y\n  - y\nb:\n      -   z\n      # about x\n      - x  # why\n        # more\n",
    ),
    "without a comment on what stands above": (
        "a:\n- x\n  # more on x\n# on y\n- y\nb:\n- z\n",
        [1],
        "a:\n- x\n  # more on x\nb:\n- z\n# on y\n- y\n",
    ),
    "lines of text": (
        "a:\n- |2\n    x\n   y\n- z\nb:\n    - u\n",
        [0],
        "a:\n- z\nb:\n    - u\n    - |2\n        x\n       y\n",
    ),
    "from brackets to lines": ("a: [x, 'y']\nb:\n- z\n", [1], "a: [x]\nb:\n- z\n- 'y'\n"),
    "from lines to brackets": ("a:\n- x\n- y, z\nb: [u]\n", [1], "a:\n- x\nb: [u, 'y, z']\n"),
    "with a comment to brackets, which must go": (
        "a:\n- x\n- y  # why\nb: [u]\n",
        [1],
        "a:\n- x\nb:\n- u\n- y  # why\n",
    ),
    "from brackets with comments": (
        "a: [\n  x,  # one\n  y   # two\n]  # all\nb:\n- z\n",
        [0, 1],
        "a:  # all\nb:\n- z\n- x  # one\n- y  # two\n",
    ),
    "to a key that is missing": ("a:\n- x\n- y\n", [1], "a:\n- x\nb:\n- y\n"),
}


@pytest.mark.parametrize("case", MOVED)
def test_yaml_edit_move_items(case: str) -> None:
    before, which, after = MOVED[case]
    check(before, lambda document: move_items(document, ("a",), which, ("b",), ("a", "b")), after)


def test_yaml_edit_move_entry_indents_what_it_moves() -> None:
    check(
        "# about a\na:\n# flush left\n  x: |\n    one\n\n    two\n  y: plain\n    text\nb:\n    c: {}\n",
        lambda document: move_entry(document, ("a",), ("b", "c")),
        "b:\n    c:\n        # about a\n        a:\n        # flush left\n          x: |\n            one\n\n"
        "            two\n          y: plain\n            text\n",
    )


def test_yaml_edit_move_entry_out_of_braces() -> None:
    check(
        "a: {x: {y: [1, 2]}, z}\nb:\n  c: d\n",
        lambda document: move_entry(document, ("a", "x"), ("b",)),
        "a: {z}\nb:\n  c: d\n  x: {y: [1, 2]}\n",
    )


def test_yaml_edit_mixed_line_ends_stay_and_new_lines_take_the_one_above() -> None:
    document = append(read("a:\r\n- x\n- y\r\nb: z\n"), ("a",), ["new"])
    assert document.text == "a:\r\n- x\n- y\r\n- new\r\nb: z\n"


def test_yaml_edit_comments_are_found_wherever_they_stand() -> None:
    text = "# top\na: 'x # no' # one\nb: |  # two\n  # no\nc: [x,  # three\n  'y']\n# end"
    assert comments(read(text)) == ["# top", "# one", "# two", "# three", "# end"]


@pytest.mark.parametrize(
    ("text", "operation", "problem"),
    [
        ("a:\n- x\n", lambda document: append(document, ("a",), ["\x07"]), "2: control character U+0007"),
        ("{a: {x: y}}\n", lambda document: move_entry(document, ("a", "x"), ("a", "b", "c")), "1: this is written"),
        ("a: x\n", lambda document: append(document, ("a",), ["y"]), "1: this is written in a way"),
    ],
)
def test_yaml_edit_refuses_what_would_not_be_read_back(text: str, operation: Operation, problem: str) -> None:
    with pytest.raises(CodebookError) as caught:
        operation(read(text))
    assert str(caught.value).startswith(f"codebook:{problem}")
    assert str(caught.value).endswith("Edit it by hand; nothing was changed.")


@pytest.mark.parametrize("text", ["", "a: [\n", "a: ~\n"])
def test_yaml_edit_reads_only_faultless_yaml(text: str) -> None:
    with pytest.raises(CodebookError):
        read(text)
