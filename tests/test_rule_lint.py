"""One rule: what the rule language takes for text, and what cannot work."""

from __future__ import annotations

import pytest

from interview_coder.codebook_file import parse_codebook
from interview_coder.codebook_lint import codebook_findings


def found(rule: str) -> list[str]:
    """Return what is said about a rule: its kind, what and the remedy."""
    text = f"codes:\n  a:\n    definition: x\n    rules:\n      - '{rule.replace(chr(39), chr(39) * 2)}'\n"
    findings = codebook_findings(parse_codebook(text))
    assert all(str(finding.problem).startswith("codebook:5:9: ") for finding in findings)
    return [f"{finding.kind}: {finding.problem.what}. {finding.problem.fix}." for finding in findings]


BETWEEN = "Write OR, or begin another list entry; quote it if it is meant:"
PLAIN = "Delete it or write the plain mark; quote it if it is meant:"
REGEX = "Rules are no regular expressions:"
NEVER_BEFORE_OR = "binds before OR here: it holds for one alternative only."

DOUBTFUL = [
    ("经费，资金", f'full-width-mark: full-width ， is looked for as written in 经费，资金. {BETWEEN} "经费，资金".'),
    ("money AND 校－企", f'full-width-mark: full-width － is looked for as written in 校－企. {PLAIN} "校－企".'),
    ("《条例》 OR b", f'full-width-mark: full-width 《 is looked for as written in 《条例》. {PLAIN} "《条例》".'),
    ("‘钱’", 'full-width-mark: ‘ does not quote: it is taken for a part of the word in ‘钱’. Use double quotes: "钱".'),
    (
        "'money' OR b",
        "full-width-mark: ' does not quote: it is taken for a part of the word in 'money'."
        ' Use double quotes: "money".',
    ),
    (
        "经费 不足",
        "space-in-chinese: 经费 不足 is looked for as one word, without the space."
        " Write AND, OR or NEAR/5 between, or leave the space out.",
    ),
    (r"\bfund\b", rf"other-syntax: \b is looked for as written. {REGEX} whole words are found anyway."),
    (r"\w经费", rf"other-syntax: \w is looked for as written. {REGEX} whole words are found anyway."),
    ("fund|money", "other-syntax: | is looked for as written in fund|money. Write OR."),
    ("fund.+money", f"other-syntax: .+ is looked for as written. {REGEX} write NEAR/5 for words between."),
    ("[Ff]und", f"other-syntax: [Ff] is looked for as written. {REGEX} write the words out, with OR."),
    ("^fund", f"other-syntax: ^ is looked for as written. {REGEX} leave it out."),
    (
        "fund - money",
        "other-syntax: - is looked for as written in fund - money."
        " If it begins an entry, indent it as those above; if it is meant, quote the phrase.",
    ),
    (
        "fund ADJ5 lack",
        "other-syntax: ADJ5 is no operator here, but a word of a phrase. Write NEAR/5, or BEFORE/5 for this order.",
    ),
    (
        "fund\u200b AND b",
        "invisible-character: an invisible character (zero width space) stands in this rule. Type the word anew.",
    ),
    (
        "m\u043eney",
        "look-alike: m\u043eney has a cyrillic small letter o among Latin letters. Type the word anew in one alphabet.",
    ),
    (
        "产业* AND b",
        "idle-star: the * of 产业* does nothing: Chinese is found wherever its characters stand. Leave the * out.",
    ),
    (
        "no* AND b",
        "short-prefix: no* finds every word that begins so. Write more of the word, or its forms with OR between them.",
    ),
    (
        "a OR b AND c",
        f"and-or-mixed: AND {NEVER_BEFORE_OR}"
        " Put parentheses around what belongs together: (a OR b) AND c, or a OR (b AND c).",
    ),
    (
        "x AND (难 OR 慢 NOT 快)",
        f"and-or-mixed: NOT {NEVER_BEFORE_OR}"
        " Put parentheses around what belongs together: (a OR b) NOT c, or a OR (b NOT c).",
    ),
    (
        "fund AND b NOT Fund",
        "impossible-rule: this rule asks for something and refuses the same: it never holds. Leave out one of the two.",
    ),
    (
        "(fund OR lack) NEAR/4 经费",
        "two-languages: one side of NEAR or BEFORE is English, the other Chinese: one passage must hold both."
        " Write a rule for each language.",
    ),
    ("预算 OR 預算", "repeated-entry: 預算 stands twice between the same ORs. Delete one."),
]


@pytest.mark.parametrize(("rule", "finding"), DOUBTFUL)
def test_rule_lint_finds(rule: str, finding: str) -> None:
    assert found(rule) == [finding]


@pytest.mark.parametrize(
    "rule",
    [
        "don’t OR o'clock OR teachers' OR 'tis",
        "not enough",
        '"没钱，没人" AND b',
        '"经费 不足"',
        "经费　AND　不足",
        "经费 AND 不足 NOT 充足",
        "=经费 OR x",
        "1* OR fund* OR '90s",
        "(a OR b) AND (c OR d) NOT (e OR f)",
        "a NOT b NOT c AND d",
        '"a OR b" AND c',
        "AI NEAR/5 技术",
        "(fund OR 经费) NEAR/5 lack",
        "管 BEFORE/5 管",
        "AT&T OR C++ OR U.S. OR e.g.",
        "Σ OR деньги",
    ],
)
def test_rule_lint_lets_pass(rule: str) -> None:
    assert found(rule) == []


@pytest.mark.parametrize("run", ["，", "经", "经 ", "|", "'a ", "[a", "a*", "\\b", "mо", "^"])
def test_rule_lint_gets_through_long_rules(run: str) -> None:
    """4,000 characters: a pattern that takes quadratic time on each word would show in 500 such rules."""
    text = "".join(
        f"      - '\"x\" OR y{(run * 3900)[:3900].replace(chr(39), chr(39) * 2)[:3900]}'\n" for _ in range(3)
    )
    from interview_coder.codebook_file import parse_draft

    draft = parse_draft(f"codes:\n  a:\n    rules:\n{text}")
    assert draft.codebook is not None
    codebook_findings(draft.codebook)
