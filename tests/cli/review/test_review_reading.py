from __future__ import annotations

from pathlib import Path

from interview_coder.store import read_store
from tests.cli.review.screens import press
from tests.sittings import make_coded_study, sitting_in


def decided(folder: Path) -> list[str]:
    with read_store(folder) as store:
        assert store
        return [f"{each.verdict} {each.code}: {each.quote}" for each in store.decisions()]


def test_reading_shows_turns_and_codes_and_codes_by_hand_what_was_missed(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, first, _, _, _, coded_screen = press(sitting, "r", "end", "a", "3", "enter")
    assert "¶1 Interviewer" in first
    assert "? Too little money" in first
    assert decided(coded) == ["accepted people: They come often."]
    assert "✓ People" in coded_screen


def test_reading_codes_a_selection_of_several_sentences(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, selected, _, _, _ = press(sitting, "r", "v", "down", "a", "3", "enter")
    assert "2 selected" in selected
    assert selected.count("▌ ") >= 2
    assert decided(coded) == ["accepted people: There is no money. It comes in December, [laughs] if at all."]


def test_reading_codes_chosen_words(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        press(sitting, "r", "w", "left", "left", "enter", "3", "enter")
    assert decided(coded) == ["accepted people: There is no"]


def test_reading_accepts_rejects_removes_and_undoes(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        press(sitting, "r", "y", "x", "u", "down", "n")
    assert decided(coded) == [
        "accepted money: There is no money.",
        "rejected money.late: It comes in December, [laughs] if at all.",
    ]


def test_reading_undo_says_what_is_taken_back(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, undone = press(sitting, "r", "end", "a", "3", "enter", "home", "u")
    assert "Undone: People added, A1 ¶4" in undone
    assert "▌ They come often." in undone


def test_reading_asks_which_of_several_codes_to_remove(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        sitting.add(sitting.queue[0], "people")
        *_, picker, _, _ = press(sitting, "r", "x", "p", "enter")
    assert "People" in picker
    assert "Late money" not in picker
    assert decided(coded)[-1] == "rejected people: There is no money."


def test_reading_memo_and_next_transcript(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, noted, other = press(sitting, "r", "m", *"why", "enter", "t")
    assert "Memo by ann: why" in noted
    assert "B1 · Reading" in other


def test_reading_blind_shows_no_suggestion_and_no_other_coders_code(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        sitting.accept()
    with sitting_in(coded, "bo", blind=True) as sitting:
        first, *_, own = press(sitting, "a", "3", "enter")
    assert "A1 · Reading · bo · blind" in first
    assert "Too little money" not in first
    assert "✓ People" in own
    assert "Too little money" not in own


def test_reading_goes_on_where_the_coder_stopped(coded: Path) -> None:
    with sitting_in(coded, "bo", blind=True) as sitting:
        press(sitting, "down", "q")
        sitting.keep_position()
    with sitting_in(coded, "bo", blind=True) as sitting:
        (screen,) = press(sitting)
    assert "▌ It comes in December" in screen


def test_reading_a_long_transcript_makes_only_the_lines_it_shows(tmp_path: Path) -> None:
    said = "\n\n".join(f"Dean: Sentence {number} of many. There is more." for number in range(3000))
    folder = make_coded_study(tmp_path, A1=f"Interviewer: Go on?\n\n{said}\n")
    with sitting_in(folder, blind=True) as sitting:
        first, last = press(sitting, "end")
    assert "passage 1 of 6000" in first
    assert "▌ There is more." in last
    assert "Sentence 2999 of many." in last


def test_reading_in_chinese(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, screen = press(sitting, "r", "t", language="zh")
    assert "B1 · 通读" in screen
    assert "第1段 访谈者" in screen
    assert "? 钱不够" in screen
