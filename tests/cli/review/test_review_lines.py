from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from interview_coder.cli.review.lines import quoted, spread, wrapped
from tests.factories import make_interview


def broken(text: str, width: int) -> list[str]:
    return [line.plain for line in wrapped(Text(text), width)]


def test_lines_break_between_words_and_between_chinese_characters() -> None:
    assert broken("We have no money here.", 10) == ["We have no", "money", "here."]
    assert broken("听起来不少，可一台就一百万。", 12) == ["听起来不少，", "可一台就一百", "万。"]


def test_lines_do_not_begin_with_a_comma_nor_end_with_an_opening_quote() -> None:
    assert broken("他们说了钱，不够", 10) == ["他们说了", "钱，不够"]
    assert broken("他说他说“可以”吧", 10) == ["他说他说", "“可以”吧"]


def test_lines_cut_what_is_longer_than_a_line() -> None:
    assert broken("abcdefghij", 4) == ["abcd", "efgh", "ij"]


@given(st.text(st.sampled_from("ab ，。“”钱经费[/] \u0301"), max_size=60), st.integers(4, 30))
def test_lines_lose_nothing_but_spaces_and_keep_to_their_width(text: str, width: int) -> None:
    lines = broken(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_lines_show_markup_controls_and_bidi_marks_as_text() -> None:
    (passage,) = make_interview("P01", "[laughs] [/] [@click=app.quit()] :smile: \x1b[2J \u202e money")
    text = quoted(passage.transcript, (passage.start, passage.end), [(48, 53)], plain=True)
    assert text.plain == "[laughs] [/] [@click=app.quit()] :smile: ␛[2J <U+202E> «money»"


def test_lines_mark_only_what_lies_in_the_range() -> None:
    (passage,) = make_interview("P01", "no money at all")
    found = [(0, 2), (3, 8), (9, 15)]
    assert quoted(passage.transcript, (3, 11), found, plain=True).plain == "«money» «at»"


def test_lines_spread_cuts_the_left_text_where_both_do_not_fit() -> None:
    assert spread(Text("a long name"), Text("rule"), 12).plain == "a long… rule"


def test_lines_keep_an_opening_quote_with_its_word() -> None:
    assert broken("found “no”, “fund”", 13) == ["found “no”,", "“fund”"]
