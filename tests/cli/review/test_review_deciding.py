from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from interview_coder.review import Filters, Scope
from interview_coder.store import open_store, read_store
from tests.cli.review.screens import press
from tests.sittings import make_coded_study, sitting_in

# A1 "There is no money." money, "It comes in December, [laughs] if at all." money.late; B1 "钱一直不够，……" money.

FIRST_SCREEN = """\
 A1 · Dean · ¶2                                                  0 of 3 decided
 ──────────────────────────────────────────────────────────────────────────────



   Interviewer: Is there money for machines?

 ▌ There is no money.

   It comes in December, [laughs] if at all.

   Interviewer: And visits?



 ──────────────────────────────────────────────────────────────────────────────
 ▸ Too little money                                         suggested by a rule
   Why: found “no”, “money”
   The passage has the word money (any inflection) together with the word no or
   not (any inflection).

 y accept   n reject   o other code   a add code   w widen or narrow   s skip
 u undo   d definition   ? all keys   q quit"""


def decided(folder: Path) -> list[str]:
    with read_store(folder) as store:
        assert store
        return [f"{each.verdict} {each.code}: {each.quote}" for each in store.decisions()]


def test_deciding_shows_a_passage_in_its_context_with_its_code_and_the_why(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        (screen,) = press(sitting)
    assert "\n".join(line for line in screen.split("\n") if line).split() == FIRST_SCREEN.split()
    assert len(screen.split("\n")) == 24


def test_deciding_accepts_and_rejects_with_one_key_and_goes_on(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, second, third, last = press(sitting, "y", "n", "y")
    assert decided(coded) == [
        "accepted money: There is no money.",
        "rejected money.late: It comes in December, [laughs] if at all.",
        "accepted money: 钱一直不够，年年都是这样。",
    ]
    assert "✓ Too little money: accepted and saved · u undoes" in second
    assert "▸ Late money · Too little money" in second
    assert "✗ Late money: rejected and saved" in third
    assert "All decided" in last
    assert "3 of 3" in last


def test_deciding_capital_and_full_width_letters_are_the_same_keys(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        press(sitting, "Y", "ｎ")
    assert [each.split()[0] for each in decided(coded)] == ["accepted", "rejected"]


def test_deciding_another_code_is_picked_by_letters_or_number(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, picker, typed, *_ = press(sitting, "o", "p", "enter", "o", "2", "enter")
    assert "▸  1  Too little money" in picker
    assert "already here" in picker
    assert "▸  3  People" in typed
    assert "Late money" not in typed
    assert decided(coded)[:2] == ["rejected money: There is no money.", "accepted people: There is no money."]
    assert "accepted money.late: It comes in December, [laughs] if at all." in decided(coded)


def test_deciding_a_picked_code_is_left_with_escape(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, none, back = press(sitting, "o", "z", "escape")
    assert "No code is called so" in none
    assert "Too little money" in back
    assert decided(coded) == []


def test_deciding_adds_a_code_and_stays(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, screen = press(sitting, "a", "3", "enter")
    assert decided(coded) == ["accepted people: There is no money."]
    assert "▸ Too little money" in screen
    assert "✓ accepted by ann" in screen


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["w", "left", "enter"], "There is no money"),
        (["w", "tab", "right", "enter"], "is no money."),
        (["w", "down", "enter"], "There is no money. It comes in December, [laughs] if at all."),
        (["]", "enter"], "There is no money. It comes in December, [laughs] if at all."),
        (["]", "up", "enter"], "There is no money."),
    ],
)
def test_deciding_widens_and_narrows_by_sentence_and_word(coded: Path, keys: list[str], words: str) -> None:
    with sitting_in(coded) as sitting:
        press(sitting, *keys)
    assert decided(coded) == [f"accepted money: {words}"]


@pytest.mark.parametrize(
    ("move", "how", "words"),
    [
        ("down", "wider", "“There is no money. It comes in December, [laughs] if at all.”"),
        ("left", "narrower", "“There is no money”"),
    ],
)
def test_deciding_shows_the_words_that_were_taken(coded: Path, move: str, how: str, words: str) -> None:
    with sitting_in(coded) as sitting:
        *_, taken, back = press(sitting, "w", move, "enter", "b")
    assert f"✓ Too little money: accepted and saved for {words} · u undoes" in " ".join(taken.split())
    assert f"✓ accepted by ann, {how}" in back
    assert f"For {words}" in back


def test_deciding_shows_the_words_that_were_taken_in_chinese(coded: Path) -> None:
    with sitting_in(coded, filters=Filters(Scope.ALL, transcripts=("B1",))) as sitting:
        *_, taken = press(sitting, "w", "up", "down", "down", "enter", language="zh")
    assert "✓ 钱不够：已接受并保存，范围为“钱一直不够，年年都是这样。别的都好。”" in taken


def test_deciding_of_many_words_taken_shows_both_ends(tmp_path: Path) -> None:
    said = "There is no money " + " and ".join(f"for item {number}" for number in range(300)) + ". Never."
    folder = make_coded_study(tmp_path, A1=f"Interviewer: Money?\n\nDean: {said}\n")
    with sitting_in(folder) as sitting:
        *_, taken = press(sitting, "w", "down", "enter")
    words = " ".join(taken.split())
    assert "“There is no money for item 0 and " in words
    assert " for item 299. Never.”" in words
    assert "for item 100" not in words


def test_deciding_widening_can_be_left(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, over, _ = press(sitting, "w", "escape")
    assert "Which words? The end moves" in over
    assert decided(coded) == []


def test_deciding_widening_says_where_the_turn_ends(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, begins, _, _, ends, _, _, least = press(sitting, "[", "w", "down", "down", "escape", "w", "up")
    assert "The turn begins here" in begins
    assert "Which words?" not in begins
    assert "The turn ends here" in ends
    assert "There are no fewer words to take" in least


def test_deciding_widening_by_a_sentence_says_where_the_turn_ends_in_chinese(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, ends = press(sitting, "s", "]", language="zh")
    assert "本段话到此结束" in ends
    assert "选择范围" not in ends


@pytest.mark.parametrize("key", ["t", "?", "y"])
def test_deciding_widening_names_its_keys_for_one_it_does_not_know(coded: Path, key: str) -> None:
    with sitting_in(coded) as sitting:
        *_, hint, left = press(sitting, "w", key, "q")
    assert "Enter accepts these words; Esc or q leaves them as they were" in hint
    assert "Which words?" not in left
    assert decided(coded) == []


def test_deciding_memo_is_written_and_shown(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, screen = press(sitting, "m", *"ask [b]", "enter")
    assert "Memo by ann: ask [b]" in screen
    assert "✓ memo saved" in screen


def test_deciding_undo_takes_back_and_returns(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, undone, nothing = press(sitting, "y", "u", "u")
    assert decided(coded) == []
    assert "There is no money." in undone
    assert "Undone: Too little money accepted, A1 ¶2" in undone
    assert "Nothing to undo in this sitting" in nothing


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (["n"], "Too little money rejected"),
        (["o", "3", "enter"], "People in place of Too little money"),
        (["a", "3", "enter"], "People added"),
        (["w", "left", "enter"], "Too little money accepted for “There is no money”"),
        (["m", *"[b] why", "enter"], "memo “[b] why”"),
    ],
)
def test_deciding_undo_says_what_is_taken_back(coded: Path, keys: list[str], what: str) -> None:
    with sitting_in(coded) as sitting:
        *_, undone = press(sitting, *keys, "t", "u")
    assert f"Undone: {what}, A1 ¶2" in undone
    assert "▌ There is no money." in undone


def test_deciding_undo_says_what_is_taken_back_in_chinese(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, recoded, _, _, _, noted = press(sitting, "t", "o", "3", "enter", "u", "m", "y", "enter", "u", language="zh")
    assert "已撤销：将 钱不够 改为 人，B1 第2段" in recoded
    assert "已撤销：备忘“y”，B1 第2段" in noted


def test_deciding_skips_goes_back_and_to_the_next_transcript(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, skipped, back, first, other, around = press(sitting, "s", "b", "left", "t", "s")
    assert "▌ It comes in December" in skipped
    assert "▌ There is no money." in back
    assert "This is the first" in first
    assert "B1 · 受访者" in other
    assert "From the start again" in around
    assert decided(coded) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Passages answered before: r reads all, or start with --all"),
        ("zh", "此前已决定的语段：按 r 通读，或用 --all 启动"),
    ],
)
def test_deciding_says_how_to_see_what_was_answered_before(coded: Path, language: str, told: str) -> None:
    with sitting_in(coded) as sitting:
        press(sitting, "y", "q")
    with sitting_in(coded) as sitting:
        _, first, help = press(sitting, "b", "?", language=language)
    assert told in " ".join(first.split())
    assert "--all" in help


def test_deciding_least_certain_goes_where_an_answer_teaches_most(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        *_, screen = press(sitting, "g")
    assert "▌ It comes in December" in screen


def test_deciding_definition_and_help_are_one_key_away(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, definition, _, keys, _ = press(sitting, "d", "escape", "?", "escape")
    assert "Definition: There is not enough money." in definition
    assert "money AND (no OR not)" in definition
    assert "next transcript" in keys
    assert "Every answer is saved before it is shown" in keys


def test_deciding_reading_on_opens_the_transcript_and_comes_back(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        _, reading, back = press(sitting, "r", "escape")
    assert "A1 · Reading" in reading
    assert "▌ There is no money." in reading
    assert "▸ Too little money" in back


def test_deciding_in_chinese(coded: Path) -> None:
    with sitting_in(coded, filters=Filters(transcripts=("B1",))) as sitting:
        first, last = press(sitting, "y", language="zh")
    assert "B1 · 受访者 · 第2段" in first
    assert "访谈者：经费怎么样？" in first
    assert "▸ 钱不够" in first
    assert "依据：找到“钱”、“不”" in first
    assert "y 接受   n 拒绝" in first
    assert "全部决定完毕" in last


def test_deciding_what_cannot_be_kept_stays_and_can_be_retried(coded: Path) -> None:
    other = sqlite3.connect(coded / "study.db", isolation_level=None)
    with sitting_in(coded) as sitting:
        _, _, failed, _, kept = press(
            sitting, lambda: other.execute("BEGIN IMMEDIATE"), "y", lambda: other.execute("ROLLBACK"), "y"
        )
    other.close()
    assert "NOT SAVED" in failed
    assert "another program is writing" in " ".join(failed.split())
    assert "▌ There is no money." in failed
    assert "0 of 3 decided" in failed
    assert "1 of 3 decided" in kept


def test_deciding_disputes_show_what_each_coder_said(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        sitting.accept()
    with sitting_in(coded, "bo", filters=Filters(Scope.ALL)) as sitting:
        sitting.reject()
    with sitting_in(coded, "cy", filters=Filters(Scope.DISPUTED), adjudicates=True) as sitting:
        disputed, settled = press(sitting, "y")
    assert "≠ disputed" in disputed
    assert "ann ✓ accepted · bo ✗ rejected" in disputed
    assert "All decided" in settled


def test_deciding_says_so_where_nothing_is_left(coded: Path) -> None:
    with sitting_in(coded, filters=Filters(codes=("people",))) as sitting:
        (screen, *_) = press(sitting, "y", "n", "o", "a", "w", "m", "u", "s", "b", "g", "t", "d", "up")
    assert "Nothing to decide" in screen
    assert decided(coded) == []


HOSTILE = """\
Interviewer: [/] [link=file:///etc/passwd]And money?[/link]

Dean: There is no money [laughs] [/] [@click=app.quit()] :smile: \x1b[2J\x1b]0;title\x07 \u202emirror. Well.
"""


def test_deciding_shows_markup_control_and_bidi_characters_as_text(tmp_path: Path) -> None:
    folder = make_coded_study(tmp_path, A1=HOSTILE)
    with sitting_in(folder) as sitting:
        screens = press(sitting, "m", *"[/]", "enter", "r", "escape", "w", "escape", "y")
    for screen in (screens[0], screens[6], screens[8]):
        words = " ".join(re.sub("[▌│]", " ", screen).split())
        assert "[laughs] [/] [@click=app.quit()] :smile: ␛[2J" in words
        assert "<U+202E>mirror." in words
        assert "\x1b" not in screen


@pytest.mark.parametrize(("size", "language"), [((60, 16), "en"), ((120, 40), "zh"), ((20, 5), "en")])
def test_deciding_fits_into_any_window(coded: Path, size: tuple[int, int], language: str) -> None:
    with sitting_in(coded) as sitting:
        screens = press(sitting, "d", "escape", "w", "escape", "o", "escape", "y", language=language, size=size)
    assert all(len(screen.split("\n")) == size[1] for screen in screens)
    assert len(decided(coded)) == 1


def test_deciding_a_passage_longer_than_the_window_can_be_scrolled(tmp_path: Path) -> None:
    said = "There is no money " + " and ".join(f"for item {number}" for number in range(300)) + "."
    folder = make_coded_study(tmp_path, A1=f"Interviewer: Money?\n\nDean: {said}\n")
    with sitting_in(folder) as sitting:
        first, second, again = press(sitting, "pagedown", "pageup")
    assert "▌ There is no money for item 0" in first
    assert "for item 0 " not in second
    assert again == first


def test_deciding_position_is_kept_for_the_next_time(coded: Path) -> None:
    with sitting_in(coded) as sitting:
        press(sitting, "s", "q")
        sitting.keep_position()
    with open_store(coded) as store:
        assert store.setting("review position of ann") == f"A1:{sitting.queue[1].start}"
