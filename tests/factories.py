"""Small coded studies for tests: only what a test is about has to be written down."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from hypothesis import strategies as st

from interview_coder.codebook import Code, Codebook, LocalText
from interview_coder.coding import Coding, Source, Verdict
from interview_coder.language import count_words
from interview_coder.passages import Passage, Unit
from interview_coder.study import CodedStudy, CodedTranscript, Speaker
from interview_coder.transcript import Role, Transcript, Turn


def make_codebook(*ids: str, names: Mapping[str, LocalText] | None = None) -> Codebook:
    """Make a codebook with these codes and no rules; a code without a name is named by the last part of its id."""
    named = names or {}
    codes = (
        Code(id, named.get(id, LocalText({"": id.rpartition(".")[2]})), line) for line, id in enumerate(ids, start=2)
    )
    return Codebook(file="codebook.yaml", sha256="c" * 64, title=LocalText({"": "A study"}), codes=tuple(codes))


def make_transcript(
    id: str = "P01",
    *,
    language: str = "en",
    words: int = 100,
    asked: int = 0,
    passages: int = 10,
    attributes: Mapping[str, str] | None = None,
) -> CodedTranscript:
    """Make a transcript in which a Respondent says `words` words and, if `asked`, an Interviewer that many."""
    speakers = [Speaker("Respondent", Role.RESPONDENT, 1, words)]
    if asked:
        speakers.insert(0, Speaker("Interviewer", Role.INTERVIEWER, 1, asked))
    return CodedTranscript(
        id=id,
        file=f"transcripts/{id}.txt",
        sha256="0" * 64,
        language=language,
        encoding="utf-8",
        attributes=attributes or {},
        speakers=tuple(speakers),
        turns=len(speakers),
        respondent_passages=passages,
        notes=(),
    )


def make_coding(
    code: str,
    transcript: str = "P01",
    start: int = 0,
    quote: str = "There is no money.",
    *,
    evidence: Sequence[str] = (),
    status: Verdict = Verdict.SUGGESTED,
    speaker: str = "Respondent",
    turn: int = 1,
    passage: int = 1,
    seconds: float | None = None,
    source: Source = Source.RULE,
    coder: str = "",
) -> Coding:
    """Make a coding of the words `quote` at `start`; `evidence` are words in them."""
    found = sorted((start + quote.index(word), start + quote.index(word) + len(word)) for word in evidence)
    return Coding(
        transcript=transcript,
        start=start,
        end=start + len(quote),
        quote=quote,
        speaker=speaker,
        turn=turn,
        passage=passage,
        code=code,
        source=source,
        rule="" if source is Source.CODER else f"{code}.rules[0]",
        score=1.0,
        evidence=tuple(found),
        status=status,
        words=count_words(quote),
        seconds=seconds,
        coder=coder,
    )


def make_study(
    *codings: Coding,
    codes: Iterable[str] | Codebook | None = None,
    transcripts: Iterable[CodedTranscript] | None = None,
) -> CodedStudy:
    """Make a study; where none are given, `codes` (with those above) and `transcripts` are those of the codings."""
    if codes is None:
        codes = dict.fromkeys(id for coding in codings for id in with_parents(coding.code))
    if transcripts is None:
        transcripts = [make_transcript(id) for id in dict.fromkeys(coding.transcript for coding in codings)]
    codebook = codes if isinstance(codes, Codebook) else make_codebook(*codes)
    return CodedStudy(codebook, Unit.SENTENCE, tuple(transcripts), codings)


def with_parents(id: str) -> list[str]:
    """Return the ids of a code and the codes above it, the theme first."""
    parts = id.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


CODES = ("money", "money.late", "money.late.never", "money.short", "rules", "rules.vague")
QUOTES = (
    "No.",
    "没有。",
    "The city has no money for the training workshop.",
    "The grant came a year late, and the workshop stood empty.",
    "Nobody can say which office decides about apprentices.",
    "实训设备的经费一直没有落实，学校只能自己垫钱。",
    "政策文件很多，但是没有实施细则，谁也不知道怎么办。",
    "税收优惠听说过，可是企业申请不下来。",
)


@st.composite
def studies(draw: st.DrawFn) -> CodedStudy:
    """Draw a study of up to 4 transcripts in two languages, with codings of any status in reading order."""
    ids = [f"P{number:02}" for number in range(1, draw(st.integers(0, 4)) + 1)]
    transcripts = [
        make_transcript(
            id,
            language=draw(st.sampled_from(["en", "zh"])),
            words=1000,
            asked=draw(st.sampled_from([0, 50])),
            attributes=draw(
                st.dictionaries(st.sampled_from(["role", "区域"]), st.sampled_from(["", "校长", "9", "10"]))
            ),
        )
        for id in ids
    ]
    codings = []
    for transcript in transcripts:
        speakers = [speaker.name for speaker in transcript.speakers]
        for place in range(draw(st.integers(0, 6))):
            quote, speaker = draw(st.sampled_from(QUOTES)), draw(st.sampled_from(speakers))
            for code in sorted(draw(st.sets(st.sampled_from(CODES), max_size=4))):
                status = draw(st.sampled_from(Verdict))
                source = draw(st.sampled_from([Source.RULE, Source.MODEL]))
                codings.append(
                    make_coding(
                        code,
                        transcript.id,
                        100 * place,
                        quote,
                        status=status,
                        speaker=speaker,
                        passage=place + 1,
                        source=source,
                    )
                )
    return make_study(*codings, codes=CODES, transcripts=transcripts)


def make_interview(id: str, *said: str, language: str = "en") -> tuple[Passage, ...]:
    """Make the respondent's passages of an interview, one a turn; what begins with `? ` is the interviewer's."""
    text = "\n".join(said)
    starts = itertools.accumulate((len(line) + 1 for line in said), initial=0)
    turns = [
        Turn(number, "", Role.INTERVIEWER if line.startswith("? ") else Role.RESPONDENT, start, start + len(line))
        for number, (start, line) in enumerate(zip(starts, said, strict=False), start=1)
    ]
    transcript = Transcript(id, f"{id}.txt", text, tuple(turns), language, "", "utf-8")
    return tuple(
        Passage(transcript, turn, turn.number, turn.start, turn.end) for turn in turns if turn.role is Role.RESPONDENT
    )
