"""Comments of Word documents, given as the XML that Word writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.readers.package import open_package
from interview_coder.readers.settings import Tracked
from interview_coder.readers.source import Source
from interview_coder.readers.word_comments import Comment, Commented, read_commented
from tests.readers.test_readers_word import element, p, r, read, table, word_file

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
START, END = '<w:commentRangeStart w:id="3"/>', '<w:commentRangeEnd w:id="3"/>'
DELETED = f"<w:del>{r('old ').replace('<w:t ', '<w:delText ').replace('</w:t>', '</w:delText>')}</w:del>"
INSERTED = f"<w:ins>{r('new ')}</w:ins>"


def note(id: str, *lines: str, author: str = "Li", paragraph: str = "") -> str:
    paragraphs = "".join(f'<w:p {W14} w14:paraId="{paragraph}">{r(line)}</w:p>' for line in lines)
    who = f'w:author="{author}" w:initials="L" w:date="2024-05-03T10:00:00Z"'
    return f'<w:comment w:id="{id}" {who}>{paragraphs}</w:comment>'


def commented(body: str, *notes: str, original: bool = False, extended: str = "") -> Commented:
    parts = {"comments": element("comments", "".join(notes))}
    if extended:
        parts["commentsExtended"] = f'<w15:commentsEx xmlns:w15="urn:w15">{extended}</w15:commentsEx>'
    source = Source("P01.docx", word_file(body, **parts))
    return read_commented(open_package(source), Tracked.ACCEPT, original=original)


def marked(found: Commented, id: str = "3") -> str:
    start, end = found.ranges[id]
    return found.text[start:end]


def test_word_comments_are_read_with_their_author_and_words() -> None:
    found = commented(p("Dean: ", START, "No money", END, " came."), note("3", "money", "See B1"))
    assert found.comments == (Comment("3", "Li", "L", "2024-05-03T10:00:00Z", ("money", "See B1")),)
    assert marked(found) == "No money"


def test_word_comments_know_what_they_answer_and_whether_they_are_resolved() -> None:
    found = commented(
        p("Dean: No."),
        note("1", "money", paragraph="0A"),
        note("2", "no", paragraph="0B"),
        extended='<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>',
    )
    assert [(each.parent, each.resolved) for each in found.comments] == [("", True), ("1", False)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("Dean: one") + START + p("Dean: two") + END + p("Dean: three"), "Dean: two\n\n"),
        (p(START, "Dean: one") + p("") + p("Dean: two", END), "Dean: one\n\nDean: two"),
        (p("Dean: one", START) + p("") + p(END, "Dean: two"), "\n\n"),
        (p("Dean: one ", f'<w:hyperlink w:anchor="x">{START}{r("two")}{END}</w:hyperlink>'), "two"),
        (p("Dean: one ", f"<w:ins>{START}{r('two')}</w:ins>", END), "two"),
        (p("Dean: one<w:br/>", START, "two", END), "two"),
        (p("Dean: one") + table(("Dean", p(START, "It came late, ", "very late", END))), "It came late, very late"),
        (table(("Who", "Words"), ("A", "No."), ("Dean", p(START, "No.", END))), "No."),
    ],
)
def test_word_comments_stand_at_their_words(body: str, words: str) -> None:
    assert marked(commented(body, note("3", "x"))) == words


def test_word_comments_in_equal_cells_stand_at_their_own() -> None:
    rows = (("A", "No."), ("Dean", p(START, "No.", END)), ("B", "No."))
    found = commented(table(*rows), note("3", "x"))
    assert found.text[: found.ranges["3"][0]].count("No.") == 1


def test_word_comments_without_a_range_stand_at_a_place() -> None:
    reference = '<w:r><w:commentReference w:id="3"/></w:r>'
    found = commented(p("Dean: one", reference, " two"), note("3", "x"))
    assert found.ranges["3"] == (9, 9)


@pytest.mark.parametrize(
    ("original", "text", "words"), [(False, "Dean: new way", "new way"), (True, "Dean: old way", "old way")]
)
def test_word_comments_are_read_before_or_after_tracked_changes(original: bool, text: str, words: str) -> None:
    body = p("Dean: ", START, DELETED, INSERTED, "way", END)
    found = commented(body, note("3", "x"), original=original)
    assert (found.text, marked(found)) == (text, words)


def test_word_text_before_tracked_changes_has_the_old_paragraphs_and_rows() -> None:
    split = '<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr>' + r("Dean: one ") + "</w:p>"
    rows = f'<w:tbl><w:tr><w:trPr><w:ins w:id="2"/></w:trPr><w:tc>{p("added")}</w:tc></w:tr></w:tbl>'
    body = split + p("two") + rows
    assert commented(body, original=True).text == "Dean: one two"
    assert commented(body).text == "Dean: one \n\ntwo\n\nadded"


@given(
    st.lists(st.sampled_from(["words", " ", "START", "END", "", "del", "ins", "No.", "cell"]), max_size=9),
    st.booleans(),
)
def test_word_marks_never_change_the_text(pieces: list[str], in_table: bool) -> None:
    """Whatever stands where, the text is that which is read without looking for marks."""
    made = {"START": START, "END": END, "del": DELETED, "ins": INSERTED, "cell": "a\tb"}
    paragraph = p(*(made.get(piece, piece) for piece in pieces))
    body = p("Dean: yes") + (table(("Dean", paragraph), ("B", "No.")) if in_table else paragraph + p(""))
    plain = commented(body.replace(START, "").replace(END, "")).text
    found = commented(body, note("3", "x"))
    assert found.text == plain
    assert all(0 <= start <= end <= len(plain) for start, end in found.ranges.values())


def test_word_transcript_is_the_same_with_comments(tmp_path: Path) -> None:
    body = p("Interviewer: ", START, "How", END, " is it?") + p("Dean Li: Fine.")
    with_comment = read(tmp_path, word_file(body, comments=element("comments", note("3", "x"))))
    found = commented(body, note("3", "x"))
    assert found.text == with_comment.text
