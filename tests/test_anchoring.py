"""Where words stand after an edit: on the very same words, or nowhere."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.anchoring import CONTEXT, Anchored, State, anchor, context_of

EN = (
    "Interviewer: Is there money?\n\nDean: No. There is no money. 😀 Nobody came.\n\n"
    "Interviewer: And visits?\n\nDean: No. They come often, a café 👩‍💻 visit.\n"
)
ZH = (
    "访谈者：经费怎么样？\n\n受访者：钱一直不够。没有。𠮷野家的人来过。\n\n"
    "访谈者：还有呢？\n\n受访者：没有。别的都好。\n"
)


def moved_to(text: str, quote: str, changed: str, *, nth: int = 0) -> Anchored:
    """Anchor the nth place of a quote in a text again in the changed text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    found = anchor(quote, *context_of(text, start, start + len(quote)), start, changed)
    if found.start is not None:
        assert changed[found.start : found.end] == quote
    assert (found.state is State.ORPHANED) == (found.start is None) == bool(found.why)
    return found


@pytest.mark.parametrize("text", [EN, ZH])
def test_anchoring_finds_every_range_of_an_unchanged_text_in_its_place(text: str) -> None:
    for start in range(len(text)):
        for end in range(start + 1, min(start + 20, len(text)) + 1):
            if text[start:end].strip():
                found = anchor(text[start:end], *context_of(text, start, end), start, text)
                assert found == Anchored(State.EXACT, start, end)


@pytest.mark.parametrize(
    ("text", "quote"), [(EN, "There is no money."), (EN, "👩‍💻 visit"), (ZH, "𠮷野家"), (ZH, "钱一直不够。")]
)
def test_anchoring_moves_with_the_words(text: str, quote: str) -> None:
    for before in ("Date: today 😀\n\n", "访谈日期：今天\n", "e\u0301"):
        found = moved_to(text, quote, before + text)
        assert (found.state, found.start) == (State.MOVED, len(before) + text.index(quote))
        assert moved_to(text, quote, text + before).state is State.EXACT


@pytest.mark.parametrize(("text", "quote"), [(EN, "No."), (ZH, "没有。")])
def test_anchoring_tells_the_same_words_apart_by_what_stands_around(text: str, quote: str) -> None:
    first, second = text.index(quote), text.index(quote, text.index(quote) + 1)
    for nth, place in enumerate((first, second)):
        found = moved_to(text, quote, "今天。\n" + text, nth=nth)
        assert found.start == place + 4


@pytest.mark.parametrize(("text", "quote"), [(EN, "No."), (ZH, "没有。")])
@pytest.mark.parametrize("nth", [0, 1])
def test_anchoring_never_takes_the_same_words_said_elsewhere(text: str, quote: str, nth: int) -> None:
    place = text.index(quote) if nth == 0 else text.rindex(quote)
    without = text[:place] + text[place + len(quote) :]
    assert moved_to(text, quote, without, nth=nth).state is State.ORPHANED


def test_anchoring_a_text_that_stands_there_twice_is_a_tie() -> None:
    assert moved_to(EN, "There is no money.", "x" + EN + EN) == Anchored(
        State.ORPHANED, why="its words stand there more than once"
    )


def test_anchoring_a_few_words_between_others_are_not_certain() -> None:
    text = "Somebody else said something. No. And went on to something else."
    assert moved_to(EN, "No.", text).why == "its words stand there between others"
    assert moved_to(EN, "Nobody came.", text).why == "its words do not stand there"


def test_anchoring_a_long_quote_that_stands_there_once_is_certain() -> None:
    long = "The county office never told any of us who decides about money for the workshop."
    text = f"Dean: Yes. {long} Nobody."
    assert moved_to(text, long, f"Q: And?\nA: Oh. {long} Indeed.").state is State.MOVED


@pytest.mark.parametrize(
    ("quote", "changed"),
    [
        ("visit", "a visitor"),
        ("no", "nobody"),
        ("cafe", "a cafe\u0301"),
        ("👩", "👩‍💻"),
        ("💻", "👩‍💻"),
        ("👍", "👍🏽"),
        ("🇨", "🇨🇳"),
        ("e", "e\u0301"),
    ],
)
def test_anchoring_takes_no_part_of_a_longer_word_or_character(quote: str, changed: str) -> None:
    assert anchor(quote, "", "", None, changed).state is State.ORPHANED
    assert anchor(quote, "so ", " it is", 3, f"so {changed} it is").state is State.ORPHANED


def test_anchoring_chinese_needs_no_word_edges() -> None:
    assert anchor("没有", "", "", None, "钱没有了") == Anchored(State.MOVED, 1, 3)


def test_anchoring_a_range_that_cut_a_word_from_the_first_is_found_again() -> None:
    assert moved_to(EN, "body came", "x\n" + EN).state is State.MOVED


@pytest.mark.parametrize("quote", ["", " ", "\n"])
def test_anchoring_of_no_words(quote: str) -> None:
    assert anchor(quote, "", "", 0, quote + "a").state is State.ORPHANED


def test_anchoring_without_context_trusts_the_place_or_the_only_one() -> None:
    assert anchor("No.", "", "", 3, "so No. No.") == Anchored(State.EXACT, 3, 6)
    assert anchor("No.", "", "", 4, "so No. No.").state is State.ORPHANED
    assert anchor("No.", "", "", 4, "so No.") == Anchored(State.MOVED, 3, 6)


PIECES = [
    "No. ",
    "没有。",
    "money ",
    "😀",
    "👩‍💻 ",
    "e\u0301",
    "\u0301",
    "\ufeff",
    "𠮷",
    "\n",
    "Dean: ",
    "café ",
    "\u200d",
    "a",
]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)


@given(
    text=WORDS,
    edits=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 12), WORDS), max_size=4),
    ends=st.tuples(st.integers(0, 200), st.integers(1, 20)),
)
def test_anchoring_gives_the_exact_quote_or_orphaned(
    text: str, edits: list[tuple[int, int, str]], ends: tuple[int, int]
) -> None:
    """Law 1, whatever is inserted, deleted or replaced; with half of the context the same, or nobody else near."""
    start = ends[0] % len(text)
    quote = text[start : start + ends[1]]
    before, after = context_of(text, start, start + len(quote))
    changed = text
    for at, length, inserted in edits:
        changed = changed[: at % (len(changed) + 1)] + inserted + changed[at % (len(changed) + 1) + length :]
    found = anchor(quote, before, after, start, changed)
    assert found == anchor(quote, before, after, start, changed)
    if found.start is None or found.end is None:
        assert found.state is State.ORPHANED
        return
    assert changed[found.start : found.end] == quote
    assert (found.state is State.EXACT) == (found.start == start)


def sentences(chance: random.Random, count: int) -> list[str]:
    words = ["money", "school", "office", "没有", "经费", "企业", "😀", "café", "𠮷野", "rule", "teacher", "workshop"]
    return [" ".join(chance.choices(words, k=chance.randint(3, 9))) + ". " for _ in range(count)]


@pytest.mark.parametrize("seed", range(20))
def test_anchoring_follows_each_sentence_through_edits_or_orphans_it(seed: int) -> None:
    """Sentences are known by number: one that is moved must be that very one, not another in the same words."""
    chance = random.Random(seed)
    said = sentences(chance, 60)
    said = [sentence if chance.random() < 0.7 else chance.choice(["No. ", "没有。", "I see. "]) for sentence in said]
    kept = [number for number in range(60) if chance.random() < 0.9]
    new = sorted([*kept, *chance.sample(range(60, 90), 5)], key=lambda number: (number % 60, number))
    words = [*said, *sentences(chance, 30)]
    text, changed = "".join(said), "".join(words[number] for number in new)
    places = {number: len("".join(words[other] for other in new[:at])) for at, number in enumerate(new)}
    states = []
    for number, sentence in enumerate(said):
        start = len("".join(said[:number]))
        quote = sentence.strip()
        found = anchor(quote, *context_of(text, start, start + len(quote)), start, changed)
        states.append(found.state)
        if found.start is not None:
            assert found.start == places.get(number)
    assert states.count(State.ORPHANED) < 40


def test_anchoring_keeps_so_much_of_the_context() -> None:
    assert context_of("abc" + "d" * 40, 1, 2) == ("a", "c" + "d" * (CONTEXT - 1))
