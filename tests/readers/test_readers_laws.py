"""Laws that hold for every file: positions, order, line ends, and one conversation in every format."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import TranscriptError
from interview_coder.readers import READERS, read_transcript
from interview_coder.transcript import Role, Transcript

ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
LINES = st.sampled_from(
    [
        "Interviewer: ",
        "**Dean Li:** ",
        "访谈者：",
        "答：",
        "[00:01:02] Q: ",
        "Note: ",
        "\n",
        "\n\n",
        "---\n",
        "(00:07)",
        "\r",
        "\u2028",
        "\ufeff",
    ]
)
TEXTS = st.lists(LINES | st.text(ANY, max_size=12), max_size=30).map("".join)

# Words of a conversation: nothing that is a format's own mark-up.
WORD = st.text(st.characters(categories=["L", "Nd", "So", "Mn"]), min_size=1, max_size=8) | st.sampled_from(
    ["👨‍👩‍👧", "é", "产教融合", "3.5%", "“so”", "[x]", "=1+1", "<script>", "don't", "&"]
)
SPEECH = st.lists(st.lists(WORD, min_size=1, max_size=6).map(" ".join).filter(str.strip), min_size=1, max_size=3)
NAMES = st.sampled_from(
    [("Interviewer", "Dean Li"), ("访谈者", "受访者1（副院长）"), ("Q", "A"), ("Moderator", "P01-F-45")]
)
TALKS = st.tuples(NAMES, st.lists(SPEECH, min_size=2, max_size=6))


def read(data: bytes, suffix: str) -> Transcript:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"P01{suffix}")
        path.write_bytes(data)
        return read_transcript(path)


def turns(talk: tuple[tuple[str, str], Sequence[Sequence[str]]]) -> list[tuple[str, Sequence[str]]]:
    names, speeches = talk
    return [(names[index % 2], speech) for index, speech in enumerate(speeches)]


def as_text(talk: tuple[tuple[str, str], Sequence[Sequence[str]]]) -> bytes:
    return "\n\n".join(f"{name}: " + "\n\n".join(speech) for name, speech in turns(talk)).encode()


def as_markdown(talk: tuple[tuple[str, str], Sequence[Sequence[str]]]) -> bytes:
    return "\n\n".join(f"**{name}:** " + "\n\n".join(speech) for name, speech in turns(talk)).encode()


def as_word(talk: tuple[tuple[str, str], Sequence[Sequence[str]]]) -> bytes:
    document = docx.Document()
    for name, (first, *more) in turns(talk):
        document.add_paragraph().add_run(f"{name}: ").bold = True
        document.paragraphs[-1].add_run(first)
        for paragraph in more:
            document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def clock(number: int) -> str:
    return f"{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}"


def as_webvtt(talk: tuple[tuple[str, str], Sequence[Sequence[str]]]) -> bytes:
    said = [
        (name, words.replace("&", "&amp;").replace("<", "&lt;")) for name, speech in turns(talk) for words in speech
    ]
    cues = (f"{clock(i)}.000 --> {clock(i + 1)}.000\n<v {name}>{words}" for i, (name, words) in enumerate(said))
    return "\n\n".join(["WEBVTT", *cues]).encode()


def as_subrip(talk: tuple[tuple[str, str], Sequence[Sequence[str]]]) -> bytes:
    said = [f"{name}: {words}" if not i else words for name, speech in turns(talk) for i, words in enumerate(speech)]
    cues = (f"{i + 1}\n{clock(i)},000 --> {clock(i + 1)},000\n{words}" for i, words in enumerate(said))
    return "\n\n".join(cues).encode()


@given(TEXTS, st.sampled_from([".txt", ".md", ".vtt", ".srt"]))
def test_law_turns_are_ordered_disjoint_trimmed_ranges_of_the_text(text: str, suffix: str) -> None:
    try:
        transcript = read(text.encode(), suffix)
    except TranscriptError:
        return
    if suffix in (".txt", ".md"):
        assert transcript.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert "\r" not in transcript.text
    end = 0
    for number, turn in enumerate(transcript.turns, start=1):
        words = transcript.quote(turn.start, turn.end)
        assert end <= turn.start < turn.end <= len(transcript.text)
        assert (turn.number, words) == (number, words.strip())
        end = turn.end
    places = [mark.position for mark in transcript.times]
    assert places == sorted(places)
    assert all(0 <= place <= len(transcript.text) for place in places)


@given(st.binary(max_size=200) | TEXTS.map(str.encode), st.sampled_from(list(READERS)), st.booleans())
def test_law_nothing_but_a_transcript_error_leaves_a_reader(data: bytes, suffix: str, headed: bool) -> None:
    head = b"WEBVTT\n\n00:01.000 --> 00:02.000\n" if headed and suffix in (".vtt", ".srt") else b""
    try:
        read(head + data, suffix)
    except TranscriptError:
        return


@given(TEXTS.filter(lambda text: "\r" not in text and not text.startswith("\ufeff")))
def test_law_line_ends_and_byte_order_marks_change_nothing(text: str) -> None:
    variants = [
        text.encode(),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode("utf-32"),
    ]
    outcomes: list[object] = []
    for data in variants:
        try:
            transcript = read(data, ".txt")
            outcomes.append((transcript.text, transcript.turns, transcript.times))
        except TranscriptError as error:
            outcomes.append(tuple((problem.what, problem.line) for problem in error.problems))
    assert outcomes == [outcomes[0]] * len(variants)


@given(TALKS)
def test_law_one_conversation_reads_the_same_in_every_format(
    talk: tuple[tuple[str, str], Sequence[Sequence[str]]],
) -> None:
    expected = [(name, " ".join(speech).split()) for name, speech in turns(talk)]
    written = {".txt": as_text, ".md": as_markdown, ".docx": as_word, ".vtt": as_webvtt, ".srt": as_subrip}
    for suffix, write in written.items():
        transcript = read(write(talk), suffix)
        said = [(turn.speaker, transcript.quote(turn.start, turn.end).split()) for turn in transcript.turns]
        assert said == expected, suffix
        assert {turn.speaker for turn in transcript.turns if turn.role is Role.INTERVIEWER} == {talk[0][0]}
        assert not [note for note in transcript.notes if "garbled" not in note], suffix


@given(TALKS)
def test_law_labels_and_marks_stand_outside_every_turn(talk: tuple[tuple[str, str], Sequence[Sequence[str]]]) -> None:
    transcript = read(as_webvtt(talk), ".vtt")
    inside = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
    outside = re.sub("|".join(map(re.escape, sorted(inside, key=len, reverse=True))), "", transcript.text, count=0)
    assert len(transcript.times) == sum(len(speech) for _, speech in turns(talk))
    assert [transcript.seconds_at(mark.position) for mark in transcript.times] == list(range(len(transcript.times)))
    assert not any(words.startswith(f"{name}: ") for words in inside for name in talk[0])
    assert outside.strip(" \n") != "" or not outside
