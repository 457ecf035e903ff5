"""JSON transcripts in the shapes that recognisers and services write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers.json_speech import read_json
from interview_coder.readers.source import Source


def told(data: Any) -> list[tuple[str | None, str, float | None]]:
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return [(each.speaker, each.words, each.seconds) for each in read_json(Source("a.json", text.encode())).utterances]


WHISPER = {
    "text": " Why? So it is.",
    "segments": [
        {"id": 0, "start": 0.0, "end": 1.5, "text": " Why?", "tokens": [1, 2]},
        {"id": 1, "start": 1.5, "end": 3.0, "text": " So it is.", "words": [{"word": " So", "start": 1.5}]},
    ],
    "language": "en",
}
WHISPERX = {
    "segments": [
        {"start": 0.5, "text": "Why, do you think?", "speaker": "SPEAKER_00"},
        {"start": 2, "text": "So it is, I believe.", "speaker": "SPEAKER_01"},
    ],
    "word_segments": [{"word": "Why,", "start": 0.5, "speaker": "SPEAKER_00"}],
}
ASSEMBLY = {
    "utterances": [
        {"speaker": "A", "text": "Why do you ask?", "start": 1500},
        {"speaker": "B", "text": "So.", "start": 900000},
    ]
}
DEEPGRAM = {
    "results": {"utterances": [{"start": 1.5, "transcript": "why do you", "speaker": 0, "words": [{"word": "why"}]}]}
}
AMAZON = {
    "results": {
        "transcripts": [{"transcript": "Why? So."}],
        "items": [
            {
                "start_time": "0.5",
                "speaker_label": "spk_0",
                "alternatives": [{"content": "Why"}],
                "type": "pronunciation",
            },
            {"speaker_label": "spk_0", "alternatives": [{"content": "?"}], "type": "punctuation"},
            {"start_time": "1.5", "speaker_label": "spk_1", "alternatives": [{"content": "So"}]},
            {"start_time": "1.9", "speaker_label": "spk_1", "alternatives": [{"content": "there"}]},
        ],
    }
}
AZURE = {
    "recognizedPhrases": [
        {"speaker": 1, "offset": "PT1S", "nBest": [{"display": "Why do you ask?"}, {"display": "no"}]}
    ]
}
REV = {
    "monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "Why"}, {"type": "punct", "value": " not?"}]}]
}
XUNFEI = [
    {"bg": "480", "ed": "1200", "onebest": "经费怎么样？", "speaker": "1"},
    {"bg": "1300", "ed": "5200", "onebest": "一直不够，年年都是这样。", "speaker": "2"},
]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (WHISPER, [(None, "Why?", 0.0), (None, "So it is.", 1.5)]),
        (WHISPERX, [("SPEAKER_00", "Why, do you think?", 0.5), ("SPEAKER_01", "So it is, I believe.", 2.0)]),
        (ASSEMBLY, [("Speaker A", "Why do you ask?", 1.5), ("Speaker B", "So.", 900.0)]),
        (DEEPGRAM, [("Speaker 0", "why do you", 1.5)]),
        (AMAZON, [("spk_0", "Why?", 0.5), ("spk_1", "So there", 1.5)]),
        (AZURE, [("Speaker 1", "Why do you ask?", None)]),
        (REV, [("Speaker 0", "Why not?", None)]),
        (XUNFEI, [("Speaker 1", "经费怎么样？", 0.48), ("Speaker 2", "一直不够，年年都是这样。", 1.3)]),
        ([{"name": "李主任", "content": "没有。", "time": "00:01:05"}], [("李主任", "没有。", 65.0)]),
        ({"a": {"b": [{"speaker": {"id": 3, "name": "Li"}, "text": "A line."}]}}, [("Li", "A line.", None)]),
        ('{"speaker": "Q", "text": "Why do you ask?"}\n\n{"speaker": "Li", "text": "So it is."}\n',
         [("Q", "Why do you ask?", None), ("Li", "So it is.", None)]),
    ],
)  # fmt: skip
def test_json_speech_reads_what_programs_write(data: Any, expected: list[tuple[str | None, str, float | None]]) -> None:
    assert told(data) == expected


def test_json_speech_says_what_has_no_words() -> None:
    data = [{"text": "A long enough line."}, {"text": " "}, {"start": 1}]
    notes = read_json(Source("a.json", json.dumps(data).encode())).notes
    assert notes == ("left out: 2 utterances without words",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "there is no list of utterances in this file"),
        ('[{"a": 1}]', "there is no list of utterances in this file"),
        ('["just", "words"]', "there is no list of utterances in this file"),
        ('{"a": 1,\n "b" 2}', "a.json:2:6: this is not valid JSON"),
        ("[" * 100_000, "this is no JSON that can be read|not valid JSON"),
        ("Q: Why?", "a.json:1:1: this is not valid JSON"),
    ],
)
def test_json_speech_mistakes_are_named(text: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        told(text)
