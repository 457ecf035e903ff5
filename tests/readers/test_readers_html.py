"""HTML pages, as browsers and programs save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.transcript import Role, Transcript


def read(folder: Path, page: str | bytes) -> Transcript:
    (folder / "P01.html").write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_transcript(folder / "P01.html")


def test_html_blocks_are_paragraphs(tmp_path: Path) -> None:
    page = "<body><p><b>Q:</b> How\n are <i>you</i>?</p><div>A: Fine,<br> thanks.<p>Really.</div>问：钱呢？"
    transcript = read(tmp_path, page)
    assert transcript.text == "Q: How are you?\n\nA: Fine,\nthanks.\n\nReally.\n\n问：钱呢？"
    assert [turn.speaker for turn in transcript.turns] == ["Q", "A", "问"]


def test_html_tables_lists_and_typed_text_in_order(tmp_path: Path) -> None:
    page = """<ul><li>one<li>two</ul>
    <table><caption>Talk</caption><tr><th>Speaker<th>Text<tr><td>Q<td>Why?<tr><td>A<td><p>So.<p>And so.</table>
    <pre>as
      typed</pre>"""
    expected = "one\n\ntwo\n\nTalk\n\nSpeaker\tText\n\nQ: Why?\n\nA: So.\n\nAnd so.\n\nas\n      typed"
    assert read(tmp_path, page).text == expected


def test_html_leaves_out_what_is_not_shown_and_says_so(tmp_path: Path) -> None:
    page = (
        "<html><head><title>My page</title><style>p {}</style></head><body><script>var a = '<p>no</p>';</script>"
        "<p>A: kept<del>cut</del><!-- comment --></p><div hidden>secret</div><p style='display: none'>away</p>"
    )
    transcript = read(tmp_path, page)
    assert transcript.text == "A: kept"
    assert transcript.notes[:2] == (
        "tracked changes: 1 deletion dropped (3 characters)",
        "left out: 1 page title (6 characters), 2 hidden passages (10 characters)",
    )


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8", "utf-16"])
def test_html_takes_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}"><p>答：没有。</p>'
    assert read(tmp_path, page.encode(encoding)).text == "答：没有。"


def test_html_guesses_where_nothing_is_declared(tmp_path: Path) -> None:
    transcript = read(tmp_path, '<?xml version="1.0" encoding="UTF-8"?><html><p>答：没有。</p></html>')
    assert (transcript.text, transcript.encoding) == ("答：没有。", "utf-8")


def test_html_names_a_declared_encoding_that_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="there is no text encoding 'klingon'"):
        read(tmp_path, '<meta charset="klingon"><p>A: x</p>')


def test_html_bold_paragraphs_are_set_off(tmp_path: Path) -> None:
    page = "<p><strong>Why?</strong><p>Because it is <b>so</b>, as you know.<p style='font-weight: 700'>And?<p>No more."
    transcript = read(tmp_path, page * 2)
    assert [turn.role for turn in transcript.turns] == [Role.INTERVIEWER, Role.RESPONDENT] * 4


@pytest.mark.parametrize("page", ["", "<html></html>", "<script>1</script>", "<!-- nothing -->", "<p>&nbsp;</p>"])
def test_html_without_text_is_named(tmp_path: Path, page: str) -> None:
    with pytest.raises(TranscriptError, match=r"the page holds no text|the file is empty"):
        read(tmp_path, page)


def test_html_does_not_read_entities_or_files(tmp_path: Path) -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>A: a&x;b <img src="file:///etc/passwd"></p>'
    assert "root:" not in read(tmp_path, page).text


def test_html_names_depth_that_would_lose_text(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="nested too deep"):
        read(tmp_path, "<div>" * 5000 + "A: deep" + "</div>" * 5000)
