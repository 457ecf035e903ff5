"""A made-up study database of any size, as `code` keeps it: `python -m tests.benchmarks.store_filler DIR 10000`."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from interview_coder.codebook import Codebook
from interview_coder.coding import Coding, Decision, Source, Suggestion, Verdict
from interview_coder.kept_study import Asked, keep_study
from interview_coder.passages import Passage, Unit
from interview_coder.store import open_store
from interview_coder.study import CodedStudy, coded_transcript
from interview_coder.transcript import Role, Transcript, Turn
from tests.benchmarks.corpus import SEED
from tests.factories import make_codebook

CODES = [f"theme{number % 4}.code{number:02d}" for number in range(20)]
SENTENCES = (
    "There is never enough money for the training workshop.",
    "The office has promised a new rule for apprentices.",
    "Nobody in the county could tell us who decides.",
    "实训设备的经费一直没有落实，学校只能自己垫钱。",
    "政策文件很多，但是没有实施细则。",
)
ASKED = Asked("as ever", "unchanged")
#: So many decisions by two coders there are in the whole study.
DECISIONS = 20_000


def codebook() -> Codebook:
    return make_codebook(*dict.fromkeys(code.partition(".")[0] for code in CODES), *CODES)


def fill(folder: Path, *, transcripts: int, codings: int) -> None:
    """Keep so many transcripts with so many suggestions in all, and the decisions of two coders on some."""
    chance = random.Random(SEED)
    made = [_interview(f"P{number:05d}", chance) for number in range(transcripts)]
    each = codings // transcripts
    study = CodedStudy(
        codebook(),
        Unit.SENTENCE,
        tuple(coded_transcript(transcript, passages) for transcript, passages in made),
        tuple(coding for _, passages in made for coding in _codings(passages, each, chance)),
        material=tuple(transcript for transcript, _ in made),
    )
    with open_store(folder) as store:
        keep_study(store, study, ASKED)
        for coder in ("Ann", "王"):
            decided = chance.sample(study.codings, min(DECISIONS // 2, len(study.codings)))
            store.decide(_decisions(decided, chance), coder=coder, at="2026-11-24T00:00:00+00:00")


def _interview(id: str, chance: random.Random) -> tuple[Transcript, Sequence[Passage]]:
    """Make 40 turns of 1 to 5 sentences, every other one the interviewer's."""
    text, turns, spans = "", [], []
    for number in range(1, 41):
        role = Role.INTERVIEWER if number % 2 else Role.RESPONDENT
        start = len(text)
        for sentence in chance.choices(SENTENCES, k=chance.randint(1, 5)):
            spans.append((number - 1, len(text), len(text) + len(sentence)))
            text += sentence + " "
        turns.append(Turn(number, role.value, role, start, len(text) - 1))
        text += "\n"
    transcript = Transcript(id, f"transcripts/{id}.txt", text, tuple(turns), "en", id.rjust(64, "0"), "utf-8")
    passages = [Passage(transcript, turns[turn], at, *span) for at, (turn, *span) in enumerate(spans, start=1)]
    return transcript, passages


def _codings(passages: Sequence[Passage], count: int, chance: random.Random) -> Iterator[Coding]:
    answers = [passage for passage in passages if passage.turn.role is Role.RESPONDENT]
    pairs = [(passage, code) for passage in answers for code in CODES]
    for at in sorted(chance.sample(range(len(pairs)), min(count, len(pairs)))):
        passage, code = pairs[at]
        evidence = ((passage.start, passage.start + 5), (passage.start + 8, passage.start + 12))
        yield Coding.of(Suggestion(passage, code, Source.RULE, f"{code}.rules[0]", 1.0, evidence))


def _decisions(codings: Sequence[Coding], chance: random.Random) -> Iterator[Decision]:
    for coding in codings:
        verdict = chance.choice((Verdict.ACCEPTED, Verdict.REJECTED))
        yield Decision(coding.transcript, coding.start, coding.end, coding.quote, coding.code, verdict)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), transcripts=int(sys.argv[2]), codings=100 * int(sys.argv[2]))
