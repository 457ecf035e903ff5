"""Interviews labelled by sentence, for measuring: a folder of JSON files and a gold.json beside them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from interview_coder.evaluation import marks
from interview_coder.material import read_material
from interview_coder.passages import Passage, Unit
from interview_coder.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Labelled:
    """What respondents say, and which passage carries which of `codes`: (passages, codes) of 0 and 1."""

    passages: tuple[Passage, ...]
    codes: tuple[str, ...]
    truth: np.ndarray

    @property
    def groups(self) -> np.ndarray:
        """The transcript of each passage."""
        return np.array([passage.transcript.id for passage in self.passages])


def read_labelled(folder: Path) -> Labelled:
    """Read `{"id", "turns": [{"speaker", "kind", "sentences"}]}` files; gold.json maps id to {"turn.sentence": codes}.

    They go through a transcript file, so that passages are cut as in any study.
    """
    interviews = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*[0-9].json"))]
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    codes = tuple(sorted({code for places in gold.values() for found in places.values() for code in found}))
    asking = {turn["speaker"] for each in interviews for turn in each["turns"] if turn["kind"] == "interviewer"}
    with tempfile.TemporaryDirectory() as written:
        for interview in interviews:
            (Path(written) / f"{interview['id']}.txt").write_text(_as_text(interview), "utf-8")
        material = read_material([written], interviewers=sorted(asking))
    assert not material.problems
    passages = material.passages(Unit.SENTENCE)
    transcripts = {transcript.id: transcript for transcript in material.transcripts}
    spans = [span for each in interviews for span in _spans(each, transcripts[each["id"]], gold.get(each["id"], {}))]
    return Labelled(passages, codes, marks(passages, spans, codes).astype(int))


def _as_text(interview: Mapping[str, Any]) -> str:
    glue, mark = ("", "：") if interview["language"] == "zh" else (" ", ": ")
    return "\n\n".join(turn["speaker"] + mark + glue.join(turn["sentences"]) for turn in interview["turns"]) + "\n"


def _spans(
    interview: Mapping[str, Any], transcript: Transcript, gold: Mapping[str, list[str]]
) -> Iterator[tuple[str, int, int, str]]:
    """Yield (transcript, start, end, code) of each label."""
    end = 0
    for turn, said in enumerate(interview["turns"]):
        for number, sentence in enumerate(said["sentences"]):
            start = transcript.text.index(sentence, end)
            end = start + len(sentence)
            for code in gold.get(f"{turn}.{number}", ()):
                yield transcript.id, start, end, code
