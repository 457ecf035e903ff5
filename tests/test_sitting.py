from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from interview_coder.coding import Coding
from interview_coder.errors import EnvironmentFailure
from interview_coder.review import Filters, Order, Place, Scope
from interview_coder.sitting import Deed, Sitting
from interview_coder.store import read_store
from tests.sittings import make_coded_study, sitting_in

# What the codebook suggests: A1 "There is no money." money, "It comes in December, ..." money.late;
# B1 "钱一直不够，年年都是这样。" money; C1 "Nobody comes." people.
FIRST = "There is no money."
SECOND = "It comes in December, [laughs] if at all."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path, C1="Interviewer: And people?\n\nDean: Nobody comes.\n")


@pytest.fixture
def sitting(folder: Path) -> Iterator[Sitting]:
    with sitting_in(folder) as sitting:
        yield sitting


def asked(sitting: Sitting) -> tuple[str, str]:
    assert sitting.item
    assert sitting.coding
    return sitting.item.passage.text, sitting.coding.code


def on_disk(folder: Path) -> list[tuple[str, str, str, str]]:
    with read_store(folder) as store:
        assert store
        return [(each.quote, each.code, str(each.verdict), each.coder) for each in store.decisions()]


def statuses(sitting: Sitting) -> dict[str, str]:
    codings: list[Coding] = [coding for id in sitting.transcripts for coding in sitting.interview(id).codings]
    return {f"{coding.code}: {coding.quote}": str(coding.status) for coding in codings}


def test_sitting_asks_in_the_order_of_the_text(sitting: Sitting) -> None:
    said = [sitting.interview(place.transcript).item(place).passage.text for place in sitting.queue]
    assert said == [FIRST, SECOND, "钱一直不够，年年都是这样。", "Nobody comes."]
    assert asked(sitting) == (FIRST, "money")


def test_sitting_an_answer_is_on_disk_when_it_was_given(folder: Path, sitting: Sitting) -> None:
    sitting.accept()
    assert on_disk(folder) == [(FIRST, "money", "accepted", "ann")]
    sitting.go_on()
    sitting.reject()
    assert on_disk(folder)[1:] == [(SECOND, "money.late", "rejected", "ann")]
    assert (sitting.progress.decided, sitting.progress.total) == (2, 4)


def test_sitting_another_code_rejects_the_one_suggested_in_the_same_go(folder: Path, sitting: Sitting) -> None:
    sitting.recode("people")
    assert on_disk(folder) == [(FIRST, "money", "rejected", "ann"), (FIRST, "people", "accepted", "ann")]
    sitting.undo()
    assert on_disk(folder) == []


def test_sitting_other_words_take_the_place_of_those_suggested(sitting: Sitting) -> None:
    assert sitting.coding
    start = sitting.coding.start
    sitting.resize((start + 9, start + 17))
    assert statuses(sitting)["money: no money"] == "accepted"
    assert f"money: {FIRST}" not in statuses(sitting)
    assert sitting.progress.decided == 1


def test_sitting_adds_a_code_and_goes_on_asking(sitting: Sitting) -> None:
    sitting.add(sitting.queue[0], "people")
    assert statuses(sitting)[f"people: {FIRST}"] == "accepted"
    assert asked(sitting) == (FIRST, "money")
    assert sitting.progress.decided == 0


def test_sitting_undo_goes_back_to_what_was_decided(sitting: Sitting) -> None:
    sitting.accept()
    sitting.go_on()
    undone = sitting.undo()
    assert undone
    assert (undone.place, undone.deed) == (sitting.queue[0], Deed.ACCEPTED)
    assert asked(sitting) == (FIRST, "money")
    assert statuses(sitting)[f"money: {FIRST}"] == "suggested"
    assert sitting.undo() is None


def test_sitting_undo_of_words_widened_backwards_goes_where_they_were_asked_about(sitting: Sitting) -> None:
    sitting.advance()
    assert sitting.coding
    sitting.resize((sitting.queue[0].start, sitting.coding.end))
    sitting.go_on()
    sitting.undo()
    assert sitting.at == 1


def test_sitting_the_same_answer_twice_leaves_nothing_more_to_undo(sitting: Sitting) -> None:
    sitting.accept()
    sitting.accept()
    assert sitting.undo()
    assert sitting.undo() is None


def test_sitting_memos_are_kept_with_their_words(folder: Path, sitting: Sitting) -> None:
    sitting.note(sitting.queue[0], "ask again")
    with read_store(folder) as store:
        assert store
        assert [(memo.quote, memo.text, memo.coder) for memo in store.memos()] == [(FIRST, "ask again", "ann")]
    assert [memo.text for memo in sitting.interview("A1").memos] == ["ask again"]


def test_sitting_skips_come_round_again(sitting: Sitting) -> None:
    sitting.accept()
    for _ in range(3):
        assert sitting.advance()
    assert sitting.at == 3
    assert sitting.advance()
    assert sitting.at == 1


def test_sitting_goes_to_the_next_transcript_and_back(sitting: Sitting) -> None:
    assert sitting.next_transcript()
    assert sitting.queue[sitting.at].transcript == "B1"
    assert sitting.back()
    assert asked(sitting)[0] == SECOND
    sitting.back()
    assert not sitting.back()


def test_sitting_least_certain_is_what_has_the_fewest_decisions(sitting: Sitting) -> None:
    sitting.accept()
    sitting.go_on()
    assert sitting.most_uncertain()
    # money.late is on the screen; of the others, money has one decision already and people none.
    assert asked(sitting) == ("Nobody comes.", "people")


def test_sitting_order_by_usefulness_asks_about_all_in_the_same_order_each_time(folder: Path) -> None:
    with sitting_in(folder) as sitting:
        sitting.accept()
    for _ in range(2):
        with sitting_in(folder, order=Order.UNCERTAIN) as sitting:
            said = [sitting.interview(place.transcript).item(place).codings[0].code for place in sitting.queue]
        assert said == ["people", "money.late", "money"]


def test_sitting_ends_when_all_is_decided(sitting: Sitting) -> None:
    for _ in range(4):
        assert not sitting.is_done()
        sitting.accept()
        sitting.go_on()
    assert sitting.is_done()
    assert not sitting.advance()


def test_sitting_resumes_where_the_coder_stopped(folder: Path) -> None:
    with sitting_in(folder) as sitting:
        sitting.advance()
        sitting.advance()
        sitting.keep_position()
    with sitting_in(folder) as sitting:
        assert sitting.at == 2
    with sitting_in(folder, "bo") as sitting:
        assert sitting.at == 0


def test_sitting_what_was_decided_before_is_not_asked_again(folder: Path) -> None:
    with sitting_in(folder) as sitting:
        sitting.reject()
    with sitting_in(folder) as sitting:
        assert asked(sitting)[0] == SECOND
        assert (sitting.progress.decided, sitting.progress.total) == (1, 4)
        assert sitting.left_out == 1
    with sitting_in(folder, filters=Filters(Scope.ALL)) as sitting:
        assert len(sitting.queue) == 4
        assert sitting.left_out == 0


def test_sitting_progress_is_the_same_after_words_were_widened_over_another_suggestion(tmp_path: Path) -> None:
    folder = make_coded_study(tmp_path, A1="Interviewer: Money?\n\nDean: There is no money. No money at all. Nobody.\n")
    with sitting_in(folder) as sitting:
        sitting.resize((sitting.queue[0].start, sitting.queue[1].end))
        assert (sitting.progress.decided, sitting.progress.total) == (2, 4)
    with sitting_in(folder) as sitting:
        assert (sitting.progress.decided, sitting.progress.total) == (2, 4)


def test_sitting_the_codes_of_an_item_stay_in_order_when_words_are_widened(sitting: Sitting) -> None:
    sitting.advance()
    sitting.add(sitting.queue[1], "people")
    sitting.add(Place(*sitting.queue[0][:2], sitting.queue[1].end), "money")
    before = [coding.code for coding in sitting.item.codings] if sitting.item else []
    sitting.resize((sitting.queue[1].start, sitting.queue[1].end - 1))
    assert before == ["money.late", "people", "money"]
    assert [coding.code for coding in sitting.item.codings] if sitting.item else before == []


def test_sitting_filters_by_attribute(folder: Path) -> None:
    with sitting_in(folder, filters=Filters(where=(("region", "Jiangsu"),))) as sitting:
        assert sitting.transcripts == ("B1",)


def test_sitting_blind_shows_only_the_coders_own(folder: Path) -> None:
    with sitting_in(folder) as sitting:
        sitting.accept()
        sitting.note(sitting.queue[0], "by ann")
    with sitting_in(folder, "bo", blind=True) as sitting:
        assert sitting.interview("A1").codings == ()
        assert sitting.interview("A1").memos == ()
        sitting.add(Place("A1", *sitting.interview("A1").passages[1][3:]), "people")
        assert [coding.coder for coding in sitting.interview("A1").codings] == ["bo"]


def test_sitting_coders_who_differ_are_settled_by_one_who_adjudicates(folder: Path) -> None:
    with sitting_in(folder) as sitting:
        sitting.accept()
    with sitting_in(folder, "bo", filters=Filters(Scope.ALL)) as sitting:
        sitting.reject()
        assert statuses(sitting)[f"money: {FIRST}"] == "disputed"
    with sitting_in(folder, "cy", filters=Filters(Scope.DISPUTED), adjudicates=True) as sitting:
        assert (sitting.progress.decided, sitting.progress.total) == (0, 1)
        sitting.accept()
        assert statuses(sitting)[f"money: {FIRST}"] == "accepted"
        assert (sitting.progress.decided, sitting.progress.total) == (1, 1)


def test_sitting_what_cannot_be_kept_leaves_all_as_it_was(folder: Path, sitting: Sitting) -> None:
    other = sqlite3.connect(folder / "study.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentFailure, match="another program is writing"):
        sitting.accept()
    assert asked(sitting) == (FIRST, "money")
    assert (sitting.progress.decided, statuses(sitting)[f"money: {FIRST}"]) == (0, "suggested")
    other.execute("ROLLBACK")
    other.close()
    sitting.accept()
    assert on_disk(folder) == [(FIRST, "money", "accepted", "ann")]


def test_sitting_time_left_is_told_after_five_answers(folder: Path) -> None:
    ticks = count(step=10)
    with sitting_in(folder, clock=lambda: float(next(ticks))) as sitting:
        for code in ("people", "money.late", "money", "people"):
            sitting.add(sitting.queue[1], code)
        assert sitting.progress.seconds is None
        sitting.accept()
        assert sitting.progress.seconds
