"""A codebook without transcripts: what stands twice, what is never used, what is missing."""

from __future__ import annotations

from interview_coder.codebook_file import parse_codebook, parse_draft
from interview_coder.codebook_lint import codebook_findings


def found(text: str) -> list[str]:
    """Return what is found in a codebook, but for codes without a definition."""
    findings = codebook_findings(parse_codebook(text, "c"))
    return [f"{each.kind} {each.problem}" for each in findings if each.kind != "no-definition"]


def test_codebook_lint_finds_the_same_rule_twice_however_it_is_written() -> None:
    assert found("codes:\n  a:\n    rules: [x OR 預算, 预算 OR X]\n") == [
        "same-rule c:3:22: the same rule stands in line 3. Delete one."
    ]


def test_codebook_lint_finds_the_same_rule_under_two_codes() -> None:
    assert found("codes:\n  a: {rules: [x AND y]}\n  b: {rules: [y AND x]}\n") == [
        "same-rule c:3:15: the same rule stands in line 2, under a."
        " Keep it where the definition fits, or add what tells the two codes apart."
    ]


def test_codebook_lint_finds_an_unless_that_takes_a_whole_rule_away() -> None:
    assert found("codes:\n  a:\n    rules: [x, y]\n    unless: [X]\n") == [
        "impossible-rule c:3:13: the `unless` in line 4 takes away all that this rule gives. Delete one of the two."
    ]


def test_codebook_lint_reports_an_inherited_unless_once() -> None:
    text = (
        "codes:\n  a:\n    unless: ['\\bx', y]\n    codes:\n      b: {rules: [z], unless: [y]}\n      c: {rules: [w]}\n"
    )
    assert [line.split(". ")[0] for line in found(text)] == [
        "other-syntax c:3:14: \\b is looked for as written",
        "same-rule c:5:32: the same `unless` stands in line 3 and holds here too",
    ]


def test_codebook_lint_lists_the_terms_that_two_codes_share_once_a_pair() -> None:
    text = """\
lists: {钱: [经费, 资金]}
codes:
  a: {rules: [fund OR $钱, slow]}
  b: {rules: [经费 OR x, 資金, fund AND y, slow OR z]}
"""
    assert found(text) == [
        "shared-term c:4:15: 经费, 資金, slow each alone give both a and b."
        " Keep each in one code, or tie it to a second word with AND or NEAR."
    ]


def test_codebook_lint_lets_a_sub_code_share_words_with_its_parent() -> None:
    assert found("codes:\n  a:\n    rules: [fund OR x]\n    codes:\n      b: {rules: [fund OR y]}\n") == []


def test_codebook_lint_finds_what_a_list_holds_twice() -> None:
    assert found("lists: {l: [預算, a, 预算, A]}\ncodes: {c: {rules: [$l]}}\n") == [
        "repeated-entry c:1:20: $l holds more than once: 预算, A. Delete the second of each."
    ]


def test_codebook_lint_finds_full_width_commas_between_list_entries() -> None:
    assert found("lists:\n  钱: [经费，资金]\ncodes: {c: {rules: [$钱 AND x]}}\n") == [
        "full-width-mark c:2:7: full-width ， is looked for as written in 经费，资金."
        ' Write OR, or begin another list entry; quote it if it is meant: "经费，资金".'
    ]


def test_codebook_lint_finds_lists_that_no_rule_uses_directly_or_through_another() -> None:
    text = "lists: {a: [x], b: [$a], c: [y], d: [$c]}\ncodes: {k: {rules: [$b AND z]}}\n"
    assert found(text) == [
        "unused-list c:1:30: no rule uses the list $c. Use it, or delete it.",
        "unused-list c:1:38: no rule uses the list $d. Use it, or delete it.",
    ]


def test_codebook_lint_finds_a_theme_that_one_language_lacks() -> None:
    text = """\
languages: [en, zh]
codes:
  a: {rules: [x], codes: {b: {rules: [经费]}}}
  c: {rules: [GDP OR x]}
  d: {}
"""
    assert [line for line in found(text) if "no-rule" in line] == [
        "no-rule-in-language c:4:3: c has no rule in Chinese. Write one, or take the language out of `languages:`."
    ]


def test_codebook_lint_finds_codes_without_a_definition() -> None:
    (finding,) = codebook_findings(parse_codebook("codes:\n  a: {definition: x}\n  b: {}\n", "c"))
    assert (finding.code, str(finding.problem)) == (
        "b",
        "c:3:3: b has no definition. Write in one sentence what a passage must say to get this code.",
    )


def test_codebook_lint_says_nothing_about_what_is_missing_where_a_part_could_not_be_read() -> None:
    draft = parse_draft("languages: [en]\nlists: {l: [x]}\ncodes:\n  a: {rules: [$l AND, 经费 不足]}\n")
    assert draft.codebook is not None
    assert [finding.kind for finding in codebook_findings(draft.codebook, whole=False)] == ["space-in-chinese"]


def test_codebook_lint_looks_once_at_a_list_that_many_rules_use() -> None:
    text = "lists: {l: [p AND q NOT P]}\ncodes: {c: {rules: [$l AND x, $l AND y]}}\n"
    assert [line.split(":")[0] for line in found(text)] == ["impossible-rule c"]
