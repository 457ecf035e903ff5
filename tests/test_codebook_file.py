"""A codebook file: what it says, and every mistake in it with its place."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.codebook import Example
from interview_coder.codebook_file import MAX_CODES, load_codebook, parse_codebook
from interview_coder.errors import CodebookError, Problem
from interview_coder.passages import Unit
from interview_coder.query import Both, Either, Term


def mistakes(text: str) -> list[str]:
    """Return the problems of a codebook, without the file's name."""
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, "c.yaml")
    return [str(problem).removeprefix("c.yaml:").strip() for problem in caught.value.problems]


WHOLE = """\
title: {en: Money, zh: 经费}
languages: [en, zh]
unit: turn
interviewers: [Q, 问]
lists:
  cash: [money, not enough]
  more: [$cash, 经费]
codes:
  money:
    name: {en: Lack of money, zh: 缺钱}
    color: "#d95f02"
    definition: No money.
    include: all of it
    exclude: none of it
    rules:
      - fund* AND money
      - $more
    unless:
      - never mind
    examples: [There is no money.]
    counterexamples: [Time is money.]
    memo: |
      Two
      lines.
    addressed_by: [Raise it, {en: Ask, zh: 申请}]
    codes:
      late:
        rules: [late]
        unless: [of late]
  时间:
"""


def test_codebook_file_reads_everything() -> None:
    book = parse_codebook(WHOLE, "c.yaml", "abc")
    assert (book.file, book.sha256, str(book.title), book.unit) == ("c.yaml", "abc", "Money", Unit.TURN)
    assert (book.languages, book.interviewers) == (("en", "zh"), ("Q", "问"))
    assert [(code.id, str(code.name), code.line) for code in book.codes] == [
        ("money", "Lack of money", 9),
        ("money.late", "late", 27),
        ("时间", "时间", 30),
    ]
    money = book.code("money")
    assert (money.color, str(money.definition), str(money.include)) == ("#d95f02", "No money.", "all of it")
    assert (str(money.exclude), str(money.memo)) == ("none of it", "Two\nlines.\n")
    assert money.examples == (Example("There is no money.", "", 20, 16),)
    assert money.counterexamples == (Example("Time is money.", "", 21, 23),)
    assert [measure.in_language("zh") for measure in money.addressed_by] == ["Raise it", "申请"]


def test_codebook_file_numbers_rules_and_keeps_their_text_and_line() -> None:
    rules = parse_codebook(WHOLE).code("money").rules
    assert [(rule.id, rule.text, rule.line) for rule in rules] == [
        ("money.rules[0]", "fund* AND money", 16),
        ("money.rules[1]", "$more", 17),
    ]
    assert rules[0].query == Both((Term("fund*"), Term("money")))


def test_codebook_file_lists_may_hold_phrases_and_earlier_lists() -> None:
    cash = Either((Term("money"), Term("not enough")))
    assert parse_codebook(WHOLE).lists == {"cash": cash, "more": Either((cash, Term("经费")))}


def test_codebook_file_sub_codes_inherit_unless() -> None:
    ids = [rule.id for rule in parse_codebook(WHOLE).code("money.late").unless]
    assert ids == ["money.unless[0]", "money.late.unless[0]"]


@pytest.mark.parametrize("typed", ["no", "NO", "off", "y", "010", "2024-01-02", "1_000", "0x1F", "1e3", "9" * 200])
def test_codebook_file_text_stays_as_typed(typed: str) -> None:
    book = parse_codebook(
        f"codes:\n  {typed}:\n    name: {typed}\n    rules: [{typed}]\n    examples:\n      - {typed}\n"
    )
    (code,) = book.codes
    assert (code.id, str(code.name), code.rules[0].text, code.examples[0].text) == (typed,) * 4
    assert code.rules[0].query == Term(typed)


@pytest.mark.parametrize("ends", [pytest.param("\r\n", id="CRLF"), pytest.param("\r", id="CR")])
def test_codebook_file_line_ends_and_mark_do_not_matter(ends: str) -> None:
    assert parse_codebook("\ufeff" + WHOLE.replace("\n", ends)) == parse_codebook(WHOLE)


NOT_A_CODEBOOK = [
    ("", "the codebook is empty. Start with `codes:` and one theme."),
    ("# only a comment\n", "the codebook is empty. Start with `codes:` and one theme."),
    ("- a\n- b\n", "1:1: expected `key: value` lines at the top. Start with `codes:`."),
    ("just text\n", "1:1: expected `key: value` lines at the top. Start with `codes:`."),
    ("title: x\n", "1:1: no codes stand here. Write `codes:` with one theme below it."),
    ("codes:\n", "1:1: no codes stand here. Write `codes:` with one theme below it."),
    ("title: x\ncodes: {}\n", "2:8: no codes stand here. Write `codes:` with one theme below it."),
    ("codes: hello\n", "1:8: expected keys under codes, found text. Write `key: value` lines, indented."),
    ("codes: [a]\n", "1:8: expected keys under codes, found a list. Write `key: value` lines, indented."),
]


@pytest.mark.parametrize(("text", "mistake"), NOT_A_CODEBOOK)
def test_codebook_file_that_holds_no_codebook_is_refused(text: str, mistake: str) -> None:
    assert mistakes(text) == [mistake]


IN_A_CODE = [
    ("definition: {en: too little, or none}", "3:34: or none is no language. Use en or zh; quote a text that holds a "
     "comma and stands between { and }."),
    ("examples: [{question: And?, text: No.}]", ""),
    ("examples: [{question: And?}]", "3:16: expected text for examples, found a table. Write it on one line, or quote "
     "it."),
    ("examples: ['']", "3:16: the example is empty. Write a passage, or remove the line."),
    ("formerly: [b]\n    retired: merged", ""),
    ("formerly: [b]\n  b: {}", "3:16: b is a code of its own, in line 4. Name each former id once, where its decisions "
     "belong."),
    ("formerly: [b]\n  c: {formerly: [b]}", "4:18: b stands under `formerly` of a too. Name each former id once, where "
     "its decisions belong."),
    ("hello", "3:5: expected keys under a, found text. Write `key: value` lines, indented."),
    ("- x", "3:5: expected keys under a, found a list. Write `key: value` lines, indented."),
    ("defintion: x", "3:5: unknown key defintion. Did you mean definition."),
    ("name: [x]", "3:11: expected text for name, found a list. Write it on one line, or quote it."),
    ("name: {en: }", "3:12: expected text for en, found nothing. Write it on one line, or quote it."),
    ('name: ""', "3:5: the name is empty. Write one, or leave `name:` out: the id serves as name."),
    ("name: ~", '3:11: ~ means nothing in YAML. Quote it if it is a word: "~".'),
    ("name: " + "x" * 201, "3:5: this name is longer than 200 characters. Shorten it; `memo:` is free."),
    ("name: a\u202eb", "3:5: a name cannot hold a right-to-left override. Delete it: it cannot be seen."),
    ("name: a\u200bb", "3:5: a name cannot hold a zero width space. Delete it: it cannot be seen."),
    ("name: {en: b, zh: a\u200bb}", "3:5: a name cannot hold a zero width space. Delete it: it cannot be seen."),
    ("color: orange", '3:12: color is no colour. Write it as "#d95f02", in quotes.'),
    ("rules: x", "3:12: expected a list for rules, found text. Begin each entry with - on a line of its own."),
    ("rules: [x, {y: z}]", "3:16: expected text for rules, found a table. Write it on one line, or quote it."),
    ("rules: [x, ]", ""),
    ("rules:\n      - x\n      -\n", "5:8: expected text for rules, found nothing. Write it on one line, or quote it."),
    ("examples:\n      - b: c", "4:9: expected text for examples, found a table. Write it on one line, or quote it."),
    ("addressed_by: [[x]]", "3:20: expected text for addressed_by, found a list. Write it on one line, or quote it."),
    ("codes: x", "3:12: expected keys under codes, found text. Write `key: value` lines, indented."),
    ("name：x", "3:9: full-width colon ： after a key. Use : and a space."),
    ("<<: {name: x}", "3:5: unknown key <<. Known here are name, color, definition, include, exclude, rules, unless, "
     "examples, counterexamples, memo, addressed_by, formerly, retired, codes."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "mistake"), IN_A_CODE, ids=lambda part: repr(part[:24]))
def test_codebook_file_mistake_in_a_code_has_its_place(line: str, mistake: str) -> None:
    text = f"codes:\n  a:\n    {line}\n"
    if mistake:
        assert mistakes(text) == [mistake]
    else:
        parse_codebook(text)


AT_THE_TOP = [
    ("titel: x", "1:1: unknown key titel. Did you mean title."),
    ("unit: word", "1:7: unit cannot be that. Use one of 'sentence', 'paragraph' or 'turn'."),
    ("languages: [en, fr]", "1:17: languages cannot be that. Use one of 'en' or 'zh'."),
    (
        "interviewers: Q",
        "1:15: expected a list for interviewers, found text. Begin each entry with - on a line of its own.",
    ),
    ("lists: {cash: [a OR]}", "1:20: the rule ends where a word was expected. Add a word or remove the operator."),
    ("lists: {cash: [$late], late: [x]}", "1:16: no word list is called $late. Known under `lists:` are none."),
    ("lists: {cash: [$cash]}", "1:16: no word list is called $cash. Known under `lists:` are none."),
]


@pytest.mark.parametrize(("line", "mistake"), AT_THE_TOP)
def test_codebook_file_mistake_at_the_top_has_its_place(line: str, mistake: str) -> None:
    assert mistakes(f"{line}\ncodes: {{a: {{}}}}\n") == [mistake]


@pytest.mark.parametrize(
    ("id", "character"),
    [
        ("a b", "space"),
        ("a.b", "full stop"),
        ("a/b", "solidus"),
        (r"a\b", "reverse solidus"),
        ("a:b", "colon"),
        ("a[b", "left square bracket"),
        ("a<b", "less-than sign"),
        ("a=b", "equals sign"),
        ("a\u202eb", "right-to-left override"),
        ("a\u200bb", "zero width space"),
    ],
)
def test_codebook_file_id_cannot_hold(id: str, character: str) -> None:
    assert mistakes(f"codes:\n  {id}:\n    name: x\n") == [
        f"2:3: a code's id cannot hold a {character}. Use letters, digits, _ and -; `name:` is free."
    ]


def test_codebook_file_id_cannot_be_empty() -> None:
    assert mistakes("codes:\n  '':\n    name: x\n") == ["2:3: the id is empty. Write one; `name:` is free."]


@pytest.mark.parametrize("id", ["财政支持", "accès", "ไทย", "_x-1", "no", "x" * 200])
def test_codebook_file_id_may_be_in_any_script(id: str) -> None:
    assert parse_codebook(f"codes:\n  {id}:\n").codes[0].id == id


def test_codebook_file_id_too_long_is_refused() -> None:
    assert mistakes(f"codes:\n  {'x' * 201}:\n    name: x\n") == [
        "2:3: this id is longer than 200 characters. Shorten it; `name:` is free."
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Fund", "fUND"), ("fund", "ｆｕｎｄ"), ("caf\u00e9", "cafe\u0301"), ("ß", "ss"), ("ﬁne", "fine")],
)
def test_codebook_file_ids_that_look_alike_are_refused(one: str, other: str) -> None:
    assert mistakes(f"codes:\n  {one}:\n    name: x\n  {other}:\n    name: y\n") == [
        f"4:3: this id differs from {one} in line 2 only in case or width. Rename one."
    ]


def test_codebook_file_same_id_twice_is_refused_with_both_lines() -> None:
    assert mistakes("codes:\n  a:\n    name: x\n  a:\n    name: y\n") == [
        "4:3: a stands here and in line 2. Keep one, or rename one."
    ]


def test_codebook_file_same_id_below_different_codes_is_fine() -> None:
    book = parse_codebook("codes: {a: {codes: {x: }}, b: {codes: {x: }}}")
    assert [code.id for code in book.codes] == ["a", "a.x", "b", "b.x"]


def test_codebook_file_reports_mistakes_of_every_kind_at_once() -> None:
    text = """\
titel: x
languages: [fr]
lists:
  cash: [a AND]
codes:
  a b:
    rules: [x OR, y]
    color: red
  Money:
    rulse: [z]
    codes:
      sub:
        unless:
          - '"open'
        examples: text
  money:
    name: {en: [x]}
  c: hello
  c: {}
"""
    assert mistakes(text) == [
        "1:1: unknown key titel. Did you mean title.",
        "2:13: languages cannot be that. Use one of 'en' or 'zh'.",
        "4:15: the rule ends where a word was expected. Add a word or remove the operator.",
        "6:3: a code's id cannot hold a space. Use letters, digits, _ and -; `name:` is free.",
        "7:17: the rule ends where a word was expected. Add a word or remove the operator.",
        '8:12: color is no colour. Write it as "#d95f02", in quotes.',
        "10:5: unknown key rulse. Did you mean rules.",
        '14:14: this quote is not closed. Add ".',
        "15:19: expected a list for examples, found text. Begin each entry with - on a line of its own.",
        "16:3: this id differs from Money in line 9 only in case or width. Rename one.",
        "17:16: expected text for en, found a list. Write it on one line, or quote it.",
        "19:3: c stands here and in line 18. Keep one, or rename one.",
    ]


def test_codebook_file_wrong_entry_leaves_the_places_of_the_others_true() -> None:
    assert mistakes("codes: {a: {rules: [{b: c}, [d], e, f OR]}}\n") == [
        "1:21: expected text for rules, found a table. Write it on one line, or quote it.",
        "1:29: expected text for rules, found a list. Write it on one line, or quote it.",
        "1:41: the rule ends where a word was expected. Add a word or remove the operator.",
    ]


def test_codebook_file_without_codes_still_reports_the_rest() -> None:
    assert mistakes("lists: {cash: [a AND]}\ntitle: [x]\n") == [
        "1:1: no codes stand here. Write `codes:` with one theme below it.",
        "1:21: the rule ends where a word was expected. Add a word or remove the operator.",
        "2:8: expected text for title, found a list. Write it on one line, or quote it.",
    ]


def test_codebook_file_full_width_colons_are_all_shown() -> None:
    assert mistakes("codes：\n  a：\n    name：x\n") == [
        f"{place}: full-width colon ： after a key. Use : and a space." for place in ("1:6", "2:4", "3:9")
    ]


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("fund AND AND", 18),
        ("'fund AND AND'", 19),
        ("经费 AND AND", 16),
        (r'"\"no\" AND AND"', 21),
        ("|\n        a AND AND", 9),
    ],
)
def test_codebook_file_mistake_in_a_rule_is_shown_at_its_column(written: str, column: int) -> None:
    (mistake,) = mistakes(f"codes:\n  a:\n    rules:\n      - {written}\n")
    assert mistake.startswith(f"4:{column}: AND does not stand between two words or phrases.")


def test_codebook_file_too_many_codes_are_refused() -> None:
    text = "codes:\n" + "".join(f"  c{number}:\n    codes: {{x: }}\n" for number in range(MAX_CODES // 2 + 1))
    assert mistakes(text) == [f"{MAX_CODES + 2}: more than 5,000 codes. Split the codebook."]


def test_codebook_file_lists_that_double_each_other_are_refused() -> None:
    lists = "".join(f"  l{one}: [$l{one - 1}, $l{one - 1} OR x]\n" for one in range(1, 40))
    first, *_ = mistakes(f"lists:\n  l0: [a, b]\n{lists}codes: {{a: {{}}}}\n")
    assert "more than 50,000 words and operators, word lists included" in first


def test_codebook_file_lists_nested_hundreds_deep_are_refused() -> None:
    lists = "".join(f"  l{one}: [$l{one - 1}]\n" for one in range(1, 500))
    first, *_ = mistakes(f"lists:\n  l0: [a]\n{lists}codes: {{a: {{}}}}\n")
    assert "more than 60 operators within each other, word lists included" in first


def test_codebook_file_error_ends_the_program_with_3() -> None:
    assert CodebookError([]).exit_code == 3


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
CHINESE = """\
title: 产教融合中地方政府存在的问题
codes:
  经费:
    name: 财政支持不足
    rules:
      - 经费 NEAR/8 (不足 OR 不够)
"""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_codebook_file_is_read_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes(CHINESE.encode(encoding))
    book = load_codebook(path)
    assert book.codes == parse_codebook(CHINESE).codes
    assert book.sha256 == hashlib.sha256(CHINESE.encode(encoding)).hexdigest()
    assert book.file == path.as_posix()


def test_codebook_file_in_an_unclear_encoding_is_refused_unless_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes("codes:\n  études:\n    name: très tôt\n".encode("cp1252"))
    with pytest.raises(CodebookError, match=r"encoding cannot be told.*Save the codebook as UTF-8"):
        load_codebook(path)
    assert load_codebook(path, encoding="cp1252").codes[0].id == "études"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.yaml", None, "no such file"),
        ("", None, "this is a folder"),
        ("empty.yaml", b"", "the file is empty"),
        ("mark.yaml", b"\xef\xbb\xbf", "the file is empty"),
        ("cut.yaml", "codes:\n  经费".encode()[:-1], "valid UTF-8 up to byte 12"),
        ("word.yaml", b"PK\x03\x04", "a zip archive"),
    ],
)
def test_codebook_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    assert str(caught.value).startswith(f"{path.as_posix()}:")
    assert message in str(caught.value)


def found(text: str) -> tuple[Problem, ...] | None:
    """Return the problems of a codebook, None where it has none."""
    try:
        parse_codebook(text)
    except CodebookError as error:
        return error.problems
    return None


YAML_LIKE = st.text(
    alphabet=st.sampled_from("ab:- \n\t\"'[]{}#&*!|>%@`,?~\\：　经\u00a0\x00\ud800🙂") | st.characters(), max_size=40
)


@given(YAML_LIKE)
def test_codebook_file_of_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    assert found(text) is None or all(problem.what for problem in found(text) or [])


@given(YAML_LIKE)
def test_codebook_file_with_any_rule_is_read_or_refused_in_its_line(text: str) -> None:
    rule = "'" + text.translate({10: " ", 13: " ", 39: "''"}) + "'"
    lines = {problem.line for problem in found(f"codes:\n  a:\n    rules:\n      - {rule}\n") or []}
    assert lines <= {4}
