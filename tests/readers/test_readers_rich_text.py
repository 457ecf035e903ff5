"""Rich text, as Word, WPS, LibreOffice, TextEdit and WordPad write it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.readers.rich_text import read_rich_text
from interview_coder.readers.source import Source
from interview_coder.transcript import Role, Transcript


def read(folder: Path, text: str | bytes) -> Transcript:
    (folder / "P01.rtf").write_bytes(text if isinstance(text, bytes) else text.encode("latin-1"))
    return read_transcript(folder / "P01.rtf")


def words(rtf: str) -> str:
    return read_rich_text(Source("a.rtf", (r"{\rtf1\ansi " + rtf + "}").encode("latin-1"))).text


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (r"Q: Why?\par A: So\line and so.\par", "Q: Why?\n\nA: So\nand so."),
        ("one\r\n two\n three", "one two three"),
        (r"\{a\}\\b\~c\_d\-e", "{a}\\b\xa0c-de"),
        (r"\'e9t\'e9 caf\'c9", "été cafÉ"),
        (r"\lquote a\rquote\emdash\endash\tab\bullet", "‘a’—–\t•"),
        (r"\u38065?\u-10179?\u-8704?\uc0\u19981", "钱😀不"),
        (r"{\uc2\u38065\'c7\'ae}{\uc2\u19981 xy}!", "钱不!"),
        (r"{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset238 Arial;}}\f0 \'c7\'ae\f1 \'9e", "钱ž"),
        (r"\ansicpg936 \'c7\'ae\'b2\'bb", "钱不"),
        (r"\ansicpg99999 \'e9", "é"),
        (r"{\*\unknown gone}{\pict 0123}{\fldrslt shown}{\*\fldinst HYPERLINK x}", "shown"),
        (r"{\upr{ansi}{\*\ud{\u38065?}}}", "钱"),
        ("\\bin5 {}{}}left", "left"),
        (r"{\b bold} {\i italic}", "bold italic"),
    ],
)
def test_rich_text_reads_what_programs_write(rtf: str, text: str) -> None:
    assert words(rtf) == text


def test_rich_text_tables_are_turns_or_rows(tmp_path: Path) -> None:
    rows = r"\trowd\intbl Q\cell Why?\cell\row\trowd\intbl A\cell So.\par And so.\cell\row"
    transcript = read(tmp_path, r"{\rtf1 before\par" + rows + r"\pard after\par}")
    assert transcript.text == "before\n\nQ: Why?\n\nA: So.\n\nAnd so.\n\nafter"


def test_rich_text_accepts_insertions_and_counts_what_it_drops(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        r"{\rtf1{\header Page 1}{\info{\title secret}}A: old {\revised new}{\deleted gone}{\v under}"
        r"{\*\annotation hm}{\footnote foot}{\shp{\*\shpinst{\shptxt box}}}.\par}",
    )
    assert transcript.text == "A: old new."
    assert transcript.notes[:2] == (
        "tracked changes: 1 insertion accepted (3 characters), 1 deletion dropped (4 characters)",
        "left out: 1 page header (6 characters), 1 hidden passage (5 characters), 1 comment (2 characters), "
        "1 footnote (4 characters), 1 text box (3 characters)",
    )


def test_rich_text_bold_paragraphs_are_set_off(tmp_path: Path) -> None:
    transcript = read(tmp_path, r"{\rtf1 " + r"{\b Why?}\par Because it is {\b so}, you know.\par " * 3 + "}")
    assert [turn.role for turn in transcript.turns] == [Role.INTERVIEWER, Role.RESPONDENT] * 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"Q: Why?", "this is no rich text"),
        (rb"{\rtf1 {\pict 00}}", "the document holds no text"),
        (rb"{\rtf1 A: \u-10179?x}", "half a character"),
        (b"{\\rtf1 " + b"{" * 20_000, "groups nested too deep"),
    ],
)
def test_rich_text_mistakes_are_named(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read(tmp_path, data)


def test_rich_text_cut_short_is_read_and_said(tmp_path: Path) -> None:
    assert "the file ends in the middle: is it truncated?" in read(tmp_path, r"{\rtf1 A: and then").notes


@given(st.binary(max_size=200))
def test_rich_text_never_fails_but_by_name(data: bytes) -> None:
    with suppress(TranscriptError):
        read_rich_text(Source("a.rtf", rb"{\rtf1 " + data))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_rich_text_gives_unicode_back(text: str) -> None:
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    written = "".join(rf"\u{code}?" for code in codes)
    assert words(f"x{written}x") == f"x{text}x"
