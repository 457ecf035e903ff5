"""A YAML file as plain text with places: what is kept as typed, and what is refused where."""

from __future__ import annotations

from itertools import pairwise

import pytest

from interview_coder.errors import CodebookError
from interview_coder.yaml_document import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_KEYS,
    List,
    Scalar,
    Table,
    Tree,
    parse_yaml,
    wide_mark,
)


def read(text: str) -> Tree | None:
    tree, problems = parse_yaml(text, "c.yaml")
    assert problems == []
    return tree


def problems(text: str) -> list[str]:
    try:
        _, found = parse_yaml(text, "c.yaml")
    except CodebookError as error:
        return [str(problem) for problem in error.problems]
    return [str(problem) for problem in found]


def value(tree: Tree | None, key: str) -> Tree:
    assert isinstance(tree, Table)
    return next(found for name, found in tree.entries if name.text == key)


def scalar(tree: Tree | None, key: str) -> Scalar:
    found = value(tree, key)
    assert isinstance(found, Scalar)
    return found


AS_TYPED = [
    *("no", "No", "NO", "n", "N", "yes", "y", "on", "off", "true", "False"),
    *("12:30", "010", "0o10", "2024-01-02", "1_000", "0x1F", "1e3", ".5", "1.0", ".inf", "-_", "=", "<<", "9" * 5000),
]


@pytest.mark.parametrize("typed", AS_TYPED, ids=lambda typed: typed[:12])
def test_yaml_document_scalars_stay_as_typed(typed: str) -> None:
    assert scalar(read(f"a: {typed}\n"), "a").text == typed


def test_yaml_document_keys_stay_as_typed() -> None:
    tree = read("no: x\n010: y\n2024-01-02: z\n")
    assert isinstance(tree, Table)
    assert [key.text for key, _ in tree.entries] == ["no", "010", "2024-01-02"]


def test_yaml_document_knows_the_place_of_everything() -> None:
    tree = read("a: 经费\nb:\n  - 😀 x\n  - {c: d}\n")
    assert [(key.line, key.column) for key, _ in tree.entries] == [(1, 1), (2, 1)]  # type: ignore[union-attr]
    items = value(tree, "b")
    assert isinstance(items, List)
    assert [(item.line, item.column) for item in items.items] == [(3, 5), (4, 5)]
    assert scalar(items.items[1], "c").column == 9


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("two  words # and a comment", "two  words"),
        ("'it''s'", "it's"),
        (r"'\bno\b'", r"\bno\b"),
        (r'"say \"no\""', 'say "no"'),
        ('""', ""),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        (">\n  one\n  line\n", "one line\n"),
        ("folded\n  plain", "folded plain"),
    ],
)
def test_yaml_document_reads_every_style(written: str, text: str) -> None:
    assert scalar(read(f"a: {written}\n"), "a").text == text


@pytest.mark.parametrize(
    ("written", "looked_for", "column"),
    [
        ("fund AND AND", "AND AND", 9),
        ("经费 AND AND", "AND AND", 7),
        ("'it''s AND AND'", "AND AND", 11),
        (r'"\"no\" AND AND"', "AND AND", 12),
        (r'"\x41 AND AND"', "AND AND", 4),  # an escape of another kind: where the text begins
        ("|\n  fund AND AND\n", "AND AND", 4),
    ],
)
def test_yaml_document_column_of_finds_a_place_in_the_file(written: str, looked_for: str, column: int) -> None:
    found = scalar(read(f"a: {written}\n"), "a")
    assert found.column_of(found.text.index(looked_for)) == column


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n# comments\n", "---\n"])
def test_yaml_document_empty_file_holds_nothing(text: str) -> None:
    tree, _ = parse_yaml(text, "c.yaml")
    assert tree is None or (isinstance(tree, Scalar) and tree.is_empty)


def test_yaml_document_value_left_out_is_empty() -> None:
    assert scalar(read("a:\nb: x\n"), "a").is_empty
    assert not scalar(read('a: ""\n'), "a").is_empty


@pytest.mark.parametrize("nothing", ["~", "null", "Null", "NULL"])
def test_yaml_document_null_is_refused(nothing: str) -> None:
    assert problems(f"a: {nothing}\n") == [
        f'c.yaml:1:4: {nothing} means nothing in YAML. Quote it if it is a word: "{nothing}".'
    ]
    assert scalar(read(f"a: '{nothing}'\n"), "a").text == nothing


REFUSED = [
    # control characters and invisible ones, found before the parser sees them
    ("a: \x00\n", "1:4: control character U+0000. Delete it and type the line anew."),
    ("a: \x07b\n", "1:4: control character U+0007. Delete it and type the line anew."),
    ("a: b\n\n😀\x1b[2J\n", "3:2: control character U+001B. Delete it and type the line anew."),
    ("a: \x9b2J\n", "1:4: control character U+009B. Delete it and type the line anew."),
    ("a: b\nc\ufeff: d\n", "2:2: control character U+FEFF. Delete it and type the line anew."),
    ("a: \u2028b: c\n", "1:4: control character U+2028. Delete it and type the line anew."),
    ("a: \x85b\n", "1:4: control character U+0085. Delete it and type the line anew."),
    ("a: \ud800\n", "1:4: control character U+D800. Delete it and type the line anew."),
    (
        r'a: "\bword\b"',
        "1:4: control character U+0008 in the text. Use single quotes, where \\ is an ordinary character.",
    ),
    (
        r'a: "\uD800"',
        "1:4: control character U+D800 in the text. Use single quotes, where \\ is an ordinary character.",
    ),
    # indentation
    ("a:\n\tb: c\n", "2:1: tab used as indentation. Use spaces."),
    ("a:\n  \tb: c\n", "2:3: tab used as indentation. Use spaces."),
    ("a:\n\u00a0 b: c\n", "2:1: no-break space (U+00A0) used as indentation. Indent with ordinary spaces."),
    ("a:\n  \u3000b: c\n", "2:3: ideographic space (U+3000) used as indentation. Indent with ordinary spaces."),
    ("a:\n\u3000- b\n", "2:1: ideographic space (U+3000) used as indentation. Indent with ordinary spaces."),
    # full-width characters where YAML wants plain ones
    ("a: b\n  c：d\ne: f: g\n", "2:4: full-width colon ： after a key. Use : and a space."),
    ("a:\n  b:　x\n  c: d\n", "2:5: ideographic space (U+3000) after :. Use an ordinary space."),
    # what YAML can do and a codebook need not
    ("a: &x b\n", "1:4: anchors (&name) are not allowed. Write the text out, or quote a leading &."),
    ("a: *x\n", "1:4: aliases (*name) are not allowed. Write the text out, or quote a leading *."),
    ("a: &x [*x]\n", "1:4: anchors (&name) are not allowed. Write the text out, or quote a leading &."),
    ("a: !x b\n", "1:4: tags (!name) are not allowed. Remove the tag, or quote a leading !."),
    (
        "a: !!python/object/apply:os.system [b]\n",
        "1:4: tags (!name) are not allowed. Remove the tag, or quote a leading !.",
    ),
    ("a: 1\n---\nb: 2\n", "2:1: a second document begins (---). Keep one codebook in a file."),
    ("a: 1\n...\nb: 2\n", "3:1: a second document begins (---). Keep one codebook in a file."),
    ("? [a]\n: b\n", "1:3: a key must be text. Write one word."),
    (": b\n", "1:1: a key is missing before the colon. Write one word before it."),
    # syntax
    ("a: b\nc: d\na: e\n", "3:1: a stands here and in line 1. Keep one, or rename one."),
    (
        "a: b: c\n",
        "1:5: mapping values are not allowed here."
        " Quote text that holds a colon and a space; indent what belongs to a key.",
    ),
    ("a: @x\n", "1:4: found character '@' that cannot start any token. Put the text in single quotes."),
    ("a: %d\n", "1:4: found character '%' that cannot start any token. Put the text in single quotes."),
    (
        r'a: "\dword"',
        "1:6: found unknown escape character 'd'. Use single quotes, where \\ is an ordinary character.",
    ),
    ("a: b\nc: 'd\ne: f\n", "2:4: ' is not closed. Close it where the text or the list ends."),
    ("a: [b\n", "1:4: [ is not closed. Close it where the text or the list ends."),
    ("a: {b\n", "1:4: { is not closed. Close it where the text or the list ends."),
    ("a: [", "1:5: the file ends where more was expected. Close the bracket that is open."),
    (
        "a:\n  - b\n - c\n",
        "3:2: this line is indented otherwise than those it belongs with."
        " Give the keys of one table, and the entries of one list, the same indentation.",
    ),
    (
        "a: 'it's'\n",
        "1:8: text goes on behind a closing quote. Put the whole text in single quotes, and write '' for a ' in it.",
    ),
    (
        "a: b\nc d\ne: f\n",
        "2:1: a key without a colon. Write `key: value`; indent text that goes on from the line above.",
    ),
    (
        "a: [b, c}\n",
        "1:9: expected , or ] and found }. Close what is open, or put text that holds , : [ ] { } in single quotes.",
    ),
    ("a: , b\n", "1:4: expected text and found ,. Put the text in single quotes."),
    (
        "a: - b\n",
        "1:4: a list cannot begin behind a key in the same line."
        " Begin it in the next line, or put text that begins with - in single quotes.",
    ),
    ("a: |b\n", "1:5: text stands in the line of a | or >. Begin it in the next line, indented."),
    # depth
    ("[" * 5000, f"1:{MAX_DEPTH + 2}: nested more than {MAX_DEPTH} deep. Flatten the file."),
    ("- " * 5000, f"1:{2 * MAX_DEPTH + 3}: nested more than {MAX_DEPTH} deep. Flatten the file."),
    (
        "\n".join(" " * depth + "a:" for depth in range(1500)),
        f"{MAX_DEPTH + 1}:{MAX_DEPTH + 1}: nested more than {MAX_DEPTH} deep. Flatten the file.",
    ),
]


@pytest.mark.parametrize(("text", "problem"), REFUSED, ids=lambda part: repr(part[:20]))
def test_yaml_document_refuses(text: str, problem: str) -> None:
    assert problems(text) == [f"c.yaml:{problem}"]


def test_yaml_document_billion_laughs_is_refused_at_the_first_anchor() -> None:
    laughs = "a: &a [x, x]\n" + "".join(f"{one}: &{one} [*{two}, *{two}]\n" for two, one in pairwise("abcdefgh"))
    assert problems(laughs) == [
        "c.yaml:1:4: anchors (&name) are not allowed. Write the text out, or quote a leading &."
    ]


def test_yaml_document_reports_every_strange_character_at_once() -> None:
    assert [problem[:11] for problem in problems("a: \x00\n\tb: \x07\n\u3000c: d\n")] == [
        "c.yaml:1:4:",
        "c.yaml:2:5:",
        "c.yaml:2:1:",
        "c.yaml:3:1:",
    ]


def test_yaml_document_too_large_is_refused() -> None:
    assert problems("#" * (MAX_BYTES + 1)) == [
        "c.yaml: the file is larger than 2,000,000 characters. Split the codebook."
    ]


def test_yaml_document_table_without_end_is_not_read_to_its_end() -> None:
    text = "".join(f"k{number}:\n" for number in range(2 * MAX_KEYS))
    assert problems(text) == [f"c.yaml:{MAX_KEYS + 1}:1: more than 5,000 keys in one table. Split the codebook."]


@pytest.mark.parametrize("run", ["\u3000", " ", "a", "-", "：", "\u00a0 "])
def test_yaml_document_gets_through_long_lines(run: str) -> None:
    """200,000 characters in one line: a pattern that takes quadratic time would never return."""
    problems(f"a: b\n{run * (200_000 // len(run))}x\n")


def test_yaml_document_whatever_the_parser_raises_becomes_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr("ruamel.yaml.YAML.parse", crash)
    assert problems("a: b\n") == ["c.yaml: not readable as YAML (IndexError). Check quotes and brackets."]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("codes：", 6),
        ("  - a：b", 6),
        ("  rules:　x", 9),
        ("  -　x", 4),
        ("a: b：c", None),
        ('"a：b"', None),
        ("a: b", None),
    ],
)
def test_yaml_document_wide_mark_finds_what_stands_for_a_keys_colon(line: str, column: int | None) -> None:
    mark = wide_mark(line)
    assert (mark and mark.column) == column


PLACED = """\
a: |  # why
  x

# b
b:
- c
-   d: 'e'
    f:

# g
g: [h,
  i]  # j
k: {l: m, n}
o: two
   words  # p
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_yaml_document_knows_where_everything_ends(ends: str) -> None:
    text = PLACED.replace("\n", ends)
    tree = read(text)
    assert isinstance(tree, Table)
    written = {key.text: text[value.start : value.end].replace(ends, "\n") for key, value in tree.entries}
    assert written == {
        "a": "|  # why\n  x",
        "b": "- c\n-   d: 'e'\n    f:",
        "g": "[h,\n  i]",
        "k": "{l: m, n}",
        "o": "two\n   words",
    }
    assert text[tree.start : tree.end] == text[: text.index("  # p")]
    flows = [value.flow for _, value in tree.entries if isinstance(value, List | Table)]
    assert flows == [False, True, True]


def test_yaml_document_keeps_the_empty_lines_that_are_text() -> None:
    text = "a: |+\n  x\n\nb: |\n  y\n\n"
    assert [scalar(read(text), key).written for key in "ab"] == ["|+\n  x\n", "|\n  y"]


@pytest.mark.parametrize(("text", "start"), [("a:\n# b\nc: d\n", 2), ("{a: , b: c}", 3), ("{a, b: c}", 2)])
def test_yaml_document_value_left_out_stands_behind_its_colon(text: str, start: int) -> None:
    found = scalar(read(text), "a")
    assert (found.start, found.end) == (start, start)
