"""What readers remark, read back in Chinese."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from interview_coder import reader_notes
from interview_coder.corpus import find_transcripts, read_corpus
from interview_coder.language import has_han
from interview_coder.reader_notes import in_language
from interview_coder.readers import opendocument, rich_text_codes, word, word_text
from interview_coder.readers.notes import left_out_notes
from interview_coder.readers.settings import Tracked
from interview_coder.transcript import Transcript

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("note", "chinese"),
    [
        ("left out: 24 characters before the first speaker", "略去首位说话人之前的24个字符"),
        (
            "tracked changes: 2 insertions accepted (54 characters), 1 deletion dropped (1 character)",
            "修订：2处插入已接受（54个字符）、1处删除已略去（1个字符）",
        ),
        (
            "tracked changes: 1 insertion shown as {+new+} (5 characters)",
            "修订：1处插入以{+新+}标出（5个字符）",
        ),
        (
            "left out: 2 text boxes (8 characters), 1 page header (3 characters)",
            "略去：2个文本框（8个字符）、1处页眉（3个字符）",
        ),
        ("left out: 1 other sheet (2 words, notes; 9 characters)", "略去1个其他工作表（2 words, notes；9个字符）"),
        ("left out: columns 备注, 2 words (9 characters)", "略去表格中的列：备注, 2 words（9个字符）"),
        ("left out: 3 rows without words (0 characters)", "略去没有话语的3行（0个字符）"),
        ("left out: 3 cues without words", "略去没有话语的3条字幕"),
        (
            "no interviewer recognised among A, B (x) (perhaps A); declare `interviewers:` in the codebook",
            "A, B (x)中未识别出访谈者（可能是A）：请在编码手册的`interviewers:`中注明",
        ),
        ("what nobody knows", "what nobody knows"),
    ],
)
def test_reader_notes_in_chinese(note: str, chinese: str) -> None:
    assert in_language(note, "zh") == chinese
    assert in_language(note, "en") == note


@pytest.mark.parametrize(("english", "chinese"), reader_notes._NOTES)
def test_reader_notes_are_told_apart_and_stand_in_the_readers(english: str, chinese: str) -> None:
    """No remark is taken for another, and each is one that the program makes."""
    fields = re.findall(r"\{(\w+)\}", english)
    values = {field: f"⟨{at}⟩" for at, field in enumerate(fields)}
    assert in_language(english.format(**values), "zh") == chinese.format(**values)
    homes = [*(ROOT / "interview_coder" / "readers").glob("*.py"), *(ROOT / "interview_coder").glob("*.py")]
    written = "".join(file.read_text(encoding="utf-8") for file in homes if file.name != "reader_notes.py")
    assert max(re.split(r"\{\w+\}", english), key=len).strip(" ()") in written


@pytest.mark.parametrize(
    "kind",
    sorted(
        {
            *(kind for _, kind in word._OTHER_PARTS.values()),
            *word_text._LEFT_OUT.values(),
            *opendocument._LEFT_OUT.values(),
            *rich_text_codes.LEFT_OUT.values(),
            *["insertion", "symbol", "hidden passage", "page title", "page header", "page footer"],
        }
    ),
)
@pytest.mark.parametrize("tracked", Tracked)
def test_reader_notes_know_all_that_is_left_out(kind: str, tracked: Tracked) -> None:
    for number in (1, 2):
        (note,) = left_out_notes(Counter({kind: number}), Counter({kind: 5}), 0, tracked)
        assert not re.search("[a-z]{3}", in_language(note, "zh").replace("+new+", "").replace("-old-", ""))


def test_reader_notes_of_the_shipped_transcripts_are_all_known() -> None:
    corpus = find_transcripts([ROOT / "transcripts"])
    read = [each for each in read_corpus(corpus) if isinstance(each, Transcript)]
    notes = [*corpus.notes, *(note for transcript in read for note in transcript.notes)]
    assert [note for note in notes if not has_han(in_language(note, "zh"))] == []
    assert notes
