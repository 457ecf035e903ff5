"""How text is written in YAML: whatever it says, it is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from interview_coder.yaml_document import List, Scalar, Table, parse_yaml
from interview_coder.yaml_text import line_above, line_end, literal, scalar, shifted
from tests.codebooks import NASTY

# What a codebook may hold: no control characters, but tabs and line ends.
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
MARKS = st.sampled_from([*"-?:,[]{}#&*!|>'\"%@` \n\t~=<", ": ", " #", "no", "null", "经费", "\u3000"])
TEXTS = st.lists(st.one_of(MARKS, CHARACTERS), max_size=8).map("".join)


def value(text: str) -> str:
    """Read the text of the only entry."""
    tree, problems = parse_yaml(text, "c.yaml")
    assert problems == []
    assert isinstance(tree, Table)
    _, found = tree.entries[0]
    found = found.items[0] if isinstance(found, List) else found
    assert isinstance(found, Scalar)
    return found.text


@given(text=TEXTS, quote=st.sampled_from(["", "'", '"']))
def test_yaml_text_scalar_is_read_back(text: str, quote: str) -> None:
    assert value(f"a: {scalar(text, quote=quote)}\n") == text
    assert value(f"a:\n- {scalar(text, quote=quote)}\n") == text
    assert value(f"a: [{scalar(text, flow=True, quote=quote)}, b]\n") == text


@given(text=st.lists(TEXTS, min_size=2).map("\n".join))
def test_yaml_text_literal_is_read_back(text: str) -> None:
    block = literal(text, 3)
    if block:
        assert value(f"a: {block[0]}\n{block[1]}\nb: c\n") == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("fund* AND money", "fund* AND money"),
        ("经费 NEAR/8 (不足 OR 不够)", "经费 NEAR/8 (不足 OR 不够)"),
        ("it's", "it's"),
        ("a:b", "a:b"),
        ('"not enough" NEAR/5 money', "'\"not enough\" NEAR/5 money'"),
        ("*fund", "'*fund'"),
        ("'tis", "'''tis'"),
        ("- x", "'- x'"),
        ("a: b", "'a: b'"),
        ("a #b", "'a #b'"),
        ("a ", "'a '"),
        ("", "''"),
        ("no", "'no'"),
        ("~", "'~'"),
        ("2019", "'2019'"),
        ("2019年", "2019年"),
        ("two\nlines", r'"two\nlines"'),
    ],
)
def test_yaml_text_scalar_is_quoted_only_if_needed(text: str, written: str) -> None:
    assert scalar(text) == written


def test_yaml_text_scalar_is_quoted_more_within_brackets() -> None:
    assert (scalar("a, b"), scalar("a, b", flow=True)) == ("a, b", "'a, b'")


@pytest.mark.parametrize("text", ["one line", "one line\n", " first\nindented", "a\n\ttab", "a\n\u3000: b", "a\n\n\n"])
def test_yaml_text_literal_refuses_what_would_be_read_otherwise(text: str) -> None:
    assert literal(text, 2) is None


def test_yaml_text_shifted_moves_lines_but_not_empty_ones() -> None:
    assert shifted("a:\r\n  b\r\n\r\n# c", 2) == "  a:\r\n    b\r\n\r\n  # c"
    assert shifted("  a:\n    b\n\n# c", -2) == "a:\n  b\n\n# c"


def test_yaml_text_line_end_is_that_of_the_line_above() -> None:
    text = "a\r\nb\nc"
    assert [line_end(text, at) for at in (0, 3, 5)] == ["\r\n", "\r\n", "\n"]
    assert line_end("a", 0) == "\n"
    assert [line_above(text, at) for at in (0, 3, 5)] == [0, 0, 3]


@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
@pytest.mark.parametrize("text", NASTY)
def test_yaml_text_is_text_for_any_parser(text: str, version: tuple[int, int]) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    assert yaml.load(f"a: {scalar(text)}\nb: [{scalar(text, flow=True)}]\n") == {
        "a": text,
        "b": [text],
    }
