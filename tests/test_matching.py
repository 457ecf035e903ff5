"""What a rule hits: by example, against a slow and obvious reference, and on texts made to be hard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.matching import Matcher
from interview_coder.passages import split_passages
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where
from interview_coder.query_parser import parse
from interview_coder.transcript import Role, Transcript, Turn
from tests.conversations import conversation, monologue

Hit = tuple[str, list[str]]


def hits(rule: str | Node, transcript: Transcript, unit: str = "sentence") -> list[Hit]:
    """Return the passages a rule holds in, each with its evidence."""
    passages = split_passages(transcript, unit)
    reading = Matcher([parse(rule) if isinstance(rule, str) else rule]).read(transcript, passages)
    found = [(passages[number], reading.evidence(number, 0)) for number, _ in reading.matches()]
    return [(passage.text, [transcript.quote(*span) for span in spans]) for passage, spans in found]


def said(rule: str, text: str) -> list[list[str]]:
    """Return the evidence in each sentence of one respondent's turn that a rule holds in."""
    return [evidence for _, evidence in hits(rule, monologue(text))]


OPERATORS = [
    ("money AND late", "Money is late. Money. Late.", [["Money", "late"]]),
    ("money OR late", "Money is late. Money. No.", [["Money", "late"], ["Money"]]),
    ("money NOT late", "Money is late. Money. Late.", [["Money"]]),
    ("money NOT (late OR never)", "Money is late. Money never. Money.", [["Money"]]),
    ("money OR fund AND late", "Money. Fund. Fund late.", [["Money"], ["Fund", "late"]]),
    ("(money OR fund) AND late", "Money. Fund. Fund late.", [["Fund", "late"]]),
    ("money AND fund NEAR/0 late", "Fund late money. Fund money late.", [["Fund", "late", "money"]]),
    # NEAR in either order, BEFORE in one; n words between at most
    ("money NEAR/2 late", "Money is so late. Late is so money.", [["Money", "late"], ["Late", "money"]]),
    ("money NEAR/1 late", "Money is so late. Late is so money.", []),
    ("money BEFORE/2 late", "Money is so late. Late is so money.", [["Money", "late"]]),
    ("money NEAR/0 late", "Money late. Late money. Money is late.", [["Money", "late"], ["Late", "money"]]),
    # words are counted, punctuation is not
    ("money NEAR/0 late", "Money – (… “late”.", [["Money", "late"]]),
    ("money NEAR/2 late", "Money isn't late.", [["Money", "late"]]),
    ("money NEAR/1 late", "Money isn't late.", []),
    # the words of a phrase are not between
    ('"a lot of money" NEAR/1 late', "A lot of money is late.", [["A lot of money", "late"]]),
    # a word is no neighbour of itself, nor of a phrase it belongs to
    ("money NEAR/5 money", "Money. Money is money.", [["Money", "money"]]),
    ('"our money" NEAR/5 money', "Our money. Our money is money.", [["Our money", "money"]]),
    # OR groups, NEAR within NEAR
    ("(money OR fund) NEAR/1 (late OR short)", "Fund is short. Fund money.", [["Fund", "short"]]),
    ("(money OR fund) NEAR/0 late", "Fund and money late.", [["money", "late"]]),
    ("money NEAR/1 is NEAR/0 late", "Money is late.", [["Money", "is", "late"]]),
    ("(money NEAR/0 is) BEFORE/1 late", "Is money late. Late is money.", [["Is", "money", "late"]]),
    ("late BEFORE/0 (money NEAR/0 is)", "Is money late. Late is money.", [["Late", "is", "money"]]),
    # every range of either side with its nearest partner
    ("money NEAR/9 late", "Money and money are late and late.", [["Money", "money", "late", "late"]]),
    ("money NEAR/1 late", "Money and money are late and late.", [["money", "late"]]),
    # never across the border of a passage
    ("money NEAR/9 late", "There is money. Late it is.", []),
    ('"no money"', "I say no. Money is late.", []),
    # evidence that overlaps is shown once
    ('"not enough" OR "enough money" OR enough', "Not enough money.", [["Not enough money"]]),
]


@pytest.mark.parametrize(("rule", "text", "evidence"), OPERATORS)
def test_matching_operators_in_english(rule: str, text: str, evidence: list[list[str]]) -> None:
    assert said(rule, text) == evidence


CHINESE = [
    ("经费 AND 不足", "经费不足。经费。不足。", [["经费", "不足"]]),
    ("经费 NOT 不足", "经费不足。经费。不足。", [["经费"]]),
    # the distance is counted in characters
    ("经费 NEAR/2 不足", "经费一直不足。不足，经费。", [["经费", "不足"], ["不足", "经费"]]),
    ("经费 NEAR/1 不足", "经费一直不足。", []),
    ("经费 BEFORE/0 不足", "经费不足。不足经费。", [["经费", "不足"]]),
    ("经费 NEAR/3 不足", "经费在AI上，不足。", [["经费", "不足"]]),
    ("经费 NEAR/2 不足", "经费在AI上，不足。", []),
    ("budget NEAR/2 不够", "我们的budget一直不够。", [["budget", "不够"]]),
    ("經費 NEAR/0 不足", "经费不足。經費\n不足。", [["经费", "不足"], ["經費", "不足"]]),
    ("经费 NEAR/5 不足", "有经费。不足。", []),
    ("政策", "他讲行政策略。他讲政策。", [["政策"]]),
    ("不够 NOT 政策", "行政策略不够。政策不够。", [["不够"]]),
    ("=政策", "他讲行政策略。", [["政策"]]),
    ("𠮷 NEAR/1 不够", "😀😀𠮷家不够。", [["𠮷", "不够"]]),
]


@pytest.mark.parametrize(("rule", "text", "evidence"), CHINESE)
def test_matching_operators_in_chinese(rule: str, text: str, evidence: list[list[str]]) -> None:
    assert said(rule, text) == evidence


TALK = conversation(
    "Dean: Before all, no.",
    "Interviewer: Is the money late?",
    "Interviewer: Is it short?",
    "Dean: No. It is fine. Never mind.",
    "Teacher: It is fine.",
    "Interviewer: And you?",
    "Dean: No.",
)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        # the interviewer's turn nearest before, whoever answers; none before the first
        ("QUESTION(short) AND fine", [("It is fine.", ["short", "fine"]), ("It is fine.", ["short", "fine"])]),
        ("QUESTION(money) AND no", []),
        ("no NOT QUESTION(short OR you)", [("Before all, no.", ["no"])]),
        ("QUESTION(late) AND short", [("Is it short?", ["late", "short"])]),
        ("QUESTION(is NEAR/1 short) AND no", [("No.", ["Is", "short", "No"])]),
        ("QUESTION(money OR short NOT late) AND mind", [("Never mind.", ["short", "mind"])]),
        # so many questions back, each by itself
        ("QUESTION/2(money) AND no", [("No.", ["money", "No"])]),
        ("QUESTION/9(money OR you) AND no", [("No.", ["money", "No"]), ("No.", ["money", "you", "No"])]),
        ("QUESTION/2(money AND short)", []),
        # the whole turn
        ("TURN(mind) AND fine", [("It is fine.", ["fine", "mind"])]),
        ("TURN(no AND mind) AND fine", [("It is fine.", ["No", "fine", "mind"])]),
        ("TURN(mind) NOT mind", [("No.", ["mind"]), ("It is fine.", ["mind"])]),
        ("TURN(no NEAR/0 it) AND mind", [("Never mind.", ["No", "It", "mind"])]),
        # the passages beside, in the same turn only
        ("BESIDE(mind)", [("It is fine.", ["mind"])]),
        ("BESIDE(no) AND fine", [("It is fine.", ["No", "fine"])]),
        ("BESIDE(fine)", [("No.", ["fine"]), ("Never mind.", ["fine"])]),
        ("BESIDE(no AND mind)", []),
        ("BESIDE(no) AND BESIDE(mind)", [("It is fine.", ["No", "mind"])]),
    ],
)
def test_matching_context_operators(rule: str, found: list[Hit]) -> None:
    assert hits(rule, TALK) == found


def test_matching_beside_needs_true_neighbours_among_the_passages_given() -> None:
    passages = split_passages(monologue("No. It is fine. Never mind."))
    matcher = Matcher([parse("BESIDE(mind)")])
    assert [number for number, _ in matcher.read(passages[0].transcript, passages[::2]).matches()] == []


def test_matching_names_every_rule_that_holds_by_number() -> None:
    passages = split_passages(monologue("Money is late. Money. Nothing."))
    rules = ["late", "money", "gold", "money AND late", "money"]
    reading = Matcher([parse(rule) for rule in rules]).read(passages[0].transcript, passages)
    assert list(reading.matches()) == [(0, [0, 1, 3, 4]), (1, [1, 4])]


def test_matching_rules_of_the_same_words_are_kept_apart() -> None:
    rules = ["no OR fine", "no AND fine", "no NOT fine", "fine NOT no", "no NEAR/1 fine", "no BEFORE/1 fine"]
    rules += ["no NEAR/3 fine", "no BEFORE/3 fine", "TURN(no)", "QUESTION(no)", "QUESTION/2(no)", "BESIDE(no)", "=no"]
    transcript = conversation(
        "Interviewer: No.", "Interviewer: Is it fine?", "Dean: No. Fine, no. No, it is fine. Well."
    )
    together = Matcher([parse(rule) for rule in rules]).read(transcript, split_passages(transcript))
    held = dict(together.matches())
    for number, rule in enumerate(rules):
        alone = Matcher([parse(rule)]).read(transcript, split_passages(transcript))
        assert [place for place, _ in alone.matches()] == [place for place in held if number in held[place]], rule


def test_matching_of_nothing_finds_nothing() -> None:
    assert hits("money", monologue("")) == []
    assert list(Matcher([]).read(monologue("Money."), split_passages(monologue("Money."))).matches()) == []
    assert list(Matcher([parse("money")]).read(monologue("Money."), []).matches()) == []


@pytest.mark.parametrize("unit", ["sentence", "paragraph", "turn"])
def test_matching_positions_hold_after_emoji_and_wide_characters(unit: str) -> None:
    text = "👨‍👩‍👧 é 𠮷 🇨🇳 İ ﷺ経費 Money, 经费不够😀."
    assert hits("money AND 经费", monologue(text), unit) == [(text, ["Money", "经费"])]


# The reference: each word, and each Chinese character, is a unit; a hit is a pair of units, first and last.

_UNIT = re.compile(r"n't|[a-z]+?(?=n't)|[a-z]+|[甲乙丙丁]")
_KEYS = {"funds": "fund", "n't": "not", "is": "be"}
_PIECES = {"not enough": ["not", "enough"], "甲乙丙丁": list("甲乙丙丁"), "don't": ["do", "not"]}

Spans = set[tuple[int, int]]


def fits(unit: str, piece: str, term: Term) -> bool:
    if term.exact:
        return unit == piece
    if piece.endswith("*"):
        return unit.startswith(piece[:-1])
    return _KEYS.get(unit, unit) == _KEYS.get(piece, piece)


def term_spans(term: Term, text: str) -> Spans:
    """Try every place. Punctuation between does not part the words of a phrase, but it parts Chinese characters."""
    pieces = _PIECES.get(term.text, [term.text])
    words = list(_UNIT.finditer(text))
    spans = set()
    for first in range(len(words) - len(pieces) + 1):
        here = words[first : first + len(pieces)]
        between = "".join(text[one.end() : other.start()] for one, other in pairwise(here))
        together = not between.strip() or term.text.isascii()
        if together and all(fits(word.group(), piece, term) for word, piece in zip(here, pieces, strict=True)):
            spans.add((first, first + len(pieces) - 1))
    return spans


def reference_spans(node: Node, text: str) -> Spans:
    """Return the units of every hit: of every part of an OR, of every pair for a NEAR."""
    match node:
        case Term():
            return term_spans(node, text)
        case Either(parts):
            return set().union(*(reference_spans(part, text) for part in parts))
        case Near(left, right, distance, ordered):
            pairs = [(a, b) for a in reference_spans(left, text) for b in reference_spans(right, text)]
            pairs += [] if ordered else [(b, a) for a, b in pairs]
            return {(a[0], b[1]) for a, b in pairs if 0 < b[0] - a[1] <= distance + 1}
        case _:
            raise AssertionError(node)


def reference_holds(node: Node, at: int, turns: Sequence[tuple[Role, str]]) -> bool:
    match node:
        case Both(parts, without):
            return all(reference_holds(part, at, turns) for part in parts) and not any(
                reference_holds(part, at, turns) for part in without
            )
        case Either(parts):
            return any(reference_holds(part, at, turns) for part in parts)
        case Context(Where.TURN, part):
            return reference_holds(part, at, turns)
        case Context(Where.QUESTION, part, reach):
            asked = [number for number in range(at) if turns[number][0] is Role.INTERVIEWER]
            return any(reference_holds(part, number, turns) for number in asked[-reach:])
        case Context():
            return False  # a turn has no passage beside it
        case _:
            return bool(reference_spans(node, turns[at][1]))


ENGLISH_WORDS = ["fund", "funds", "not", "isn't", "enough", "do", "don't", "refund", "is"]
CHINESE_WORDS = ["甲", "乙", "丙", "丁", "甲乙丙丁", "甲乙丙"]
JOINS = [" ", "  ", ", ", "\n", " - ", "，"]
TEXTS = {
    "en": st.lists(st.tuples(st.sampled_from(ENGLISH_WORDS), st.sampled_from(JOINS)), max_size=9),
    "zh": st.lists(st.tuples(st.sampled_from(CHINESE_WORDS), st.sampled_from(["", "", "，"])), max_size=9),
    "mixed": st.lists(
        st.tuples(st.sampled_from(CHINESE_WORDS + ENGLISH_WORDS[:3]), st.sampled_from(["，", "😀"])), max_size=9
    ),
}
LEAVES = {
    "en": ["fund", "=fund", "fund*", "=funds", "not", '"not enough"', "enough", "don't", "refund", "is"],
    "zh": ["甲", "乙", "丙", "丁", "甲乙丙丁", "=甲"],
    "mixed": ["甲", "乙", "fund", "=funds", "not"],
}


def rules_of(leaves: Sequence[str]) -> st.SearchStrategy[str]:
    terms = st.sampled_from(leaves)
    groups = terms | st.builds("({} OR {})".format, terms, terms)
    operator = st.builds("{}/{}".format, st.sampled_from(["NEAR", "BEFORE"]), st.integers(0, 4))

    def near(sides: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds("({} {} {})".format, sides, operator, sides)

    pairs = near(groups)
    looks = st.builds("{}({})".format, st.sampled_from(["QUESTION", "QUESTION/2", "TURN", "BESIDE"]), groups | pairs)
    return st.recursive(
        groups | pairs | near(groups | pairs) | looks,
        lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR", "NOT"]), inner),
        max_leaves=4,
    )


def talk(turns: Sequence[tuple[Role, str]]) -> Transcript:
    """Set turns side by side without labels: what stands across their border must not match."""
    text = "".join(words for _, words in turns)
    made = []
    at = 0
    for number, (role, words) in enumerate(turns, start=1):
        made.append(Turn(number, role.value, role, at, at + len(words)))
        at += len(words)
    return Transcript("p", "p.txt", text, tuple(made), "zh", "", "")


@pytest.mark.parametrize("kind", ["en", "zh", "mixed"])
@settings(max_examples=300)
@given(data=st.data())
def test_matching_agrees_with_the_reference(kind: str, data: st.DataObject) -> None:
    said = TEXTS[kind].map(lambda words: "".join(map("".join, words)).strip())
    turns = data.draw(st.lists(st.tuples(st.sampled_from(Role), said.map("{} ".format)), min_size=1, max_size=4))
    rule = parse(data.draw(rules_of(LEAVES[kind])))
    transcript = talk(turns)
    passages = split_passages(transcript, "turn")
    reading = Matcher([rule]).read(transcript, passages)
    held = {passages[number].turn.number - 1 for number, _ in reading.matches()}
    assert held == {at for at, (_, words) in enumerate(turns) if words.strip() and reference_holds(rule, at, turns)}


@pytest.mark.parametrize("kind", ["en", "zh", "mixed"])
@given(data=st.data())
def test_matching_evidence_is_where_the_reference_finds_the_terms(kind: str, data: st.DataObject) -> None:
    text = "".join(map("".join, data.draw(TEXTS[kind]))).strip()
    rule = parse(data.draw(st.sampled_from(LEAVES[kind])))
    places = [found.span() for found in _UNIT.finditer(text)]
    marked = {at for first, last in reference_spans(rule, text) for at in range(first, last + 1)}
    transcript = monologue(text)
    passages = split_passages(transcript, "turn")
    reading = Matcher([rule]).read(transcript, passages)
    evidence = [span for number, _ in reading.matches() for span in reading.evidence(number, 0)]
    assert {at for at, (start, end) in enumerate(places) if any(a <= start and end <= b for a, b in evidence)} == marked


# Rules and texts on which a matcher that looks at every pair of hits would not come back.

LONG = "alpha beta " * 20_000
SENTENCES = "Alpha beta. Gamma delta. " * 4_000


def tree(depth: int) -> str:
    return "alpha" if depth == 0 else f"({tree(depth - 1)} NEAR/{depth * 9} {tree(depth - 1).replace('alpha', 'beta')})"


@pytest.mark.parametrize(
    "rule",
    [
        "alpha NEAR/100 alpha",
        "alpha NEAR/100 gamma",
        "alpha" + " NEAR/100 beta NEAR/50 alpha" * 5,
        "(alpha BEFORE/50 " * 6 + "beta" + ")" * 6,
        tree(4),
        '(alpha OR alph* OR "alpha beta" OR "beta alpha" OR al*) NEAR/100 (beta OR b* OR "alpha beta alpha")',
        "alpha AND beta AND alpha NEAR/3 alpha OR beta NOT gamma",
    ],
)
def test_matching_gets_through_40_000_hits_in_one_turn(rule: str) -> None:
    found = hits(rule, monologue(LONG), "turn")
    assert len(found) == ("gamma" not in rule or "NOT" in rule)


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("TURN(alpha)", 8_000),
        ("TURN(alpha NEAR/3 beta) AND gamma", 4_000),
        ("BESIDE(alpha AND beta)", 4_000),
        ("QUESTION(alpha) OR alpha", 4_000),
        ("alpha OR delta", 8_000),
    ],
)
def test_matching_gets_through_8_000_passages_of_one_turn(rule: str, count: int) -> None:
    found = hits(rule, monologue(SENTENCES))
    assert len(found) == count
    assert max(len(evidence) for _, evidence in found) <= 41, "not all of the turn again for each of its passages"


def test_matching_gets_through_a_phrase_that_repeats_itself() -> None:
    rule = " OR ".join('"' + "alpha " * length + '"' for length in range(1, 25))
    assert len(hits(rule, monologue("alpha " * 20_000), "turn")) == 1


def test_matching_gets_through_chinese_that_repeats_itself() -> None:
    rule = " OR ".join("甲" * length for length in range(1, 50))
    assert hits(rule, monologue("甲" * 20_000), "turn") == [("甲" * 20_000, ["甲" * 20_000])]


def test_matching_gets_through_many_turns_without_an_interviewer() -> None:
    transcript = conversation(*["Dean: Alpha."] * 20_000)
    assert hits("QUESTION(alpha)", transcript) == []


def test_matching_gets_through_lists_of_lists() -> None:
    """Twelve lists that each stand twice in the next: 4,096 paths through 12 nodes."""
    node = parse("alpha OR beta")
    for _ in range(12):
        node = Near(node, node, 100, ordered=False)
    ((_, evidence),) = hits(node, monologue("alpha beta " * 4_000), "turn")
    assert len(evidence) == 8_000
