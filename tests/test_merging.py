"""Merging: counts add up, twice adds nothing, either way round gives the same verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Decision, Memo, Verdict
from interview_coder.merging import Incoming, bring_in, merge
from interview_coder.passages import Unit, split_passages
from interview_coder.readers import read_transcript
from interview_coder.store import Store, open_store
from interview_coder.verdicts import settle

TEXT = "Dean: There is no money. 没有钱😀。There is no money left.\n\nDean: They come often. 钱来得晚。\n"
BOOK = parse_codebook("title: t\ncodes:\n  money: {name: Money, rules: [money], formerly: [funds]}\n", "b.yaml")
AT = "2026-11-23T12:00:0{}+00:00"


def study(folder: Path, name: str, stack: ExitStack, *, text: str = TEXT, id: str = "P1") -> Store:
    place = folder / name
    place.mkdir()
    (place / f"{id}.txt").write_text(text, encoding="utf-8")
    store = stack.enter_context(open_store(place))
    store.keep_transcripts([read_transcript(place / f"{id}.txt")])
    return store


def decided(quote: str, code: str = "money", verdict: Verdict = Verdict.ACCEPTED, *, at: int = 0) -> Decision:
    start = TEXT.index(quote)
    return Decision("P1", start, start + len(quote), quote, code, verdict, at=AT.format(at))


def keep(store: Store, coder: str, *decisions: Decision) -> None:
    for decision in decisions:
        store.decide([decision], coder=coder, at=decision.at)


def merged(store: Store, other: Store, *, book: bool = False) -> Incoming:
    return merge(store, other, codebook=BOOK if book else None, coder="me", at=AT.format(9), what="merge other.db")


def numbers(incoming: Incoming) -> tuple[int, ...]:
    """Return new, here, superseded, orphaned, homeless."""
    parts = (incoming.new, incoming.here, incoming.superseded, incoming.orphaned, incoming.homeless)
    assert incoming.number == sum(map(len, parts))
    return tuple(map(len, parts))


def test_merging_brings_decisions_and_memos_once(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, two = (study(tmp_path, name, stack) for name in "ab")
        keep(one, "Li", decided("They come often."))
        keep(two, "Wang", decided("没有钱😀。"), decided("They come often.", verdict=Verdict.REJECTED))
        two.note([Memo("P1", 6, 11, "There", "为什么？")], coder="Wang", at=AT.format(1))
        first = merged(one, two)
        assert (numbers(first), len(first.new_memos), first.batch) == ((2, 0, 0, 0, 0), 1, 2)
        again = merged(one, two)
        assert (numbers(again), again.memos_here, again.batch) == ((0, 2, 0, 0, 0), 1, 0)
        assert [(each.coder, each.quote) for each in one.decisions()] == [
            ("Li", "They come often."),
            ("Wang", "没有钱😀。"),
            ("Wang", "They come often."),
        ]
        assert [(batch.coder, batch.what, batch.decisions, batch.memos) for batch in one.batches()] == [
            ("Li", "", 1, 0),
            ("me", "merge other.db", 2, 1),
        ]


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, False)])
def test_merging_is_of_transcripts_read_to_the_end_if_all_were(tmp_path: Path, first: bool, second: bool) -> None:
    with ExitStack() as stack:
        one, two = (study(tmp_path, name, stack) for name in "ab")
        two.decide([decided("没有钱😀。")], coder="Wang", at=AT.format(1), to_the_end=first)
        two.decide([decided("They come often.")], coder="Wang", at=AT.format(2), to_the_end=second)
        merged(one, two)
        assert [batch.to_the_end for batch in one.batches()] == [first and second]


def test_merging_is_undone_as_a_whole_and_can_be_done_again(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, two = (study(tmp_path, name, stack) for name in "ab")
        keep(two, "Wang", decided("没有钱😀。"), decided("They come often."))
        one.undo(merged(one, two).batch, coder="me", at=AT.format(9))
        assert one.decisions() == ()
        assert numbers(merged(one, two)) == (2, 0, 0, 0, 0)
        assert numbers(merged(one, two)) == (0, 2, 0, 0, 0)
        assert len(one.decisions()) == 2


def test_merging_does_not_bring_back_what_its_coder_undid_here(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, two = (study(tmp_path, name, stack) for name in "ab")
        keep(one, "Li", decided("They come often."))
        merged(two, one)
        one.undo(1, coder="Li", at=AT.format(5))
        assert numbers(merged(one, two)) == (0, 1, 0, 0, 0)
        assert one.decisions() == ()


def test_merging_lists_what_has_no_place_or_no_code(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one = study(tmp_path, "a", stack, text=TEXT.replace("They come often.", "They never come."))
        two = study(tmp_path, "b", stack)
        keep(
            two,
            "Wang",
            decided("They come often."),
            decided("没有钱😀。", code="unheard"),
            decided("没有钱😀。", code="funds"),
        )
        found = merged(one, two, book=True)
        assert numbers(found) == (1, 0, 0, 1, 1)
        assert [orphan.why for orphan in found.orphaned] == ["its words do not stand there"]
        assert [decision.code for decision in (*found.homeless, *one.decisions())] == ["unheard", "funds"]
        assert found.is_doubtful


def test_merging_knows_a_transcript_of_another_name_by_its_bytes(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, two = study(tmp_path, "a", stack, id="院长"), study(tmp_path, "b", stack)
        keep(two, "Wang", decided("没有钱😀。"))
        assert numbers(merged(one, two)) == (1, 0, 0, 0, 0)
        assert [decision.transcript for decision in one.decisions()] == ["院长"]
        assert numbers(merged(one, two)) == (0, 1, 0, 0, 0)


def test_merging_lists_a_transcript_that_is_not_here(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, two = study(tmp_path, "a", stack, text="Dean: Other.\n", id="P2"), study(tmp_path, "b", stack)
        keep(two, "Wang", decided("没有钱😀。"))
        assert [orphan.why for orphan in merged(one, two).orphaned] == ["there is no transcript P1"]


def test_merging_places_decisions_in_a_changed_text(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, two = study(tmp_path, "a", stack, text=f"Interviewer: 您好？\n\n{TEXT}"), study(tmp_path, "b", stack)
        keep(two, "Wang", decided("没有钱😀。"))
        merged(one, two)
        (decision,) = one.decisions()
        text = one.transcript("P1").text
        assert decision.start is not None
        assert text[decision.start : decision.end] == "没有钱😀。"
        assert numbers(merged(one, two)) == (0, 1, 0, 0, 0)


def test_merging_takes_the_later_word_of_one_coder_either_way(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, two = (study(tmp_path, name, stack) for name in "ab")
        keep(one, "Li", decided("They come often.", at=1))
        keep(two, "Li", decided("They come often.", verdict=Verdict.REJECTED, at=2))
        assert numbers(merged(one, two)) == (1, 0, 0, 0, 0)
        assert one.decisions()[-1].verdict is Verdict.REJECTED
    with ExitStack() as stack:
        one, two = (study(tmp_path, name, stack) for name in "cd")
        keep(one, "Li", decided("They come often.", at=1))
        keep(two, "Li", decided("They come often.", verdict=Verdict.REJECTED, at=2))
        assert numbers(merged(two, one)) == (0, 0, 1, 0, 0)
        assert two.decisions()[-1].verdict is Verdict.REJECTED


def test_merging_signs_what_nobody_signed(tmp_path: Path) -> None:
    with ExitStack() as stack:
        one = study(tmp_path, "a", stack)
        found = replace(decided("There is no money left."), at="", before="", after="")
        for number in ((1, 0, 0, 0, 0), (0, 1, 0, 0, 0)):
            incoming = bring_in(one, [found], codebook=BOOK, coder="王", at=AT.format(3), what="import x.csv")
            assert numbers(incoming) == number
        assert [(each.coder, each.at) for each in one.decisions()] == [("王", AT.format(3))]


QUOTES = ("There is no money.", "没有钱😀。", "They come often.", "钱来得晚。")
DECIDED = st.lists(
    st.tuples(st.sampled_from(["Li", "王"]), st.sampled_from(QUOTES), st.booleans(), st.integers(0, 8)), max_size=8
)


@settings(max_examples=12)
@given(ours=DECIDED, theirs=DECIDED)
def test_merging_either_way_gives_the_same_verdicts(
    tmp_path_factory: pytest.TempPathFactory,
    ours: Sequence[tuple[str, str, bool, int]],
    theirs: Sequence[tuple[str, str, bool, int]],
) -> None:
    folder = tmp_path_factory.mktemp("both")
    with ExitStack() as stack:
        one, two = (study(folder, name, stack) for name in "ab")
        for store, said in ((one, ours), (two, theirs)):
            for coder, quote, is_accepted, at in sorted(said, key=lambda each: each[3]):
                verdict = Verdict.ACCEPTED if is_accepted else Verdict.REJECTED
                keep(store, coder, decided(quote, verdict=verdict, at=at))
        third = study(folder, "c", stack)
        numbers(merged(third, two))
        assert sum(numbers(merged(two, one))) == len(one.decisions())
        numbers(merged(third, one))
        assert verdicts(third) == verdicts(two)
        merged(one, two)
        assert verdicts(one) == verdicts(two)
        assert not merged(one, two).new


def verdicts(store: Store) -> list[tuple[int, int, str, Verdict, str]]:
    codings = settle(split_passages(store.transcript("P1"), Unit.SENTENCE), (), store.decisions())
    return [(each.start, each.end, each.code, each.status, each.coder) for each in codings]
