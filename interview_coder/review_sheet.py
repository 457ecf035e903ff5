"""A review sheet read back: what a reviewer decided in Word or in a table, on the transcripts as they are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import MappingProxyType

from interview_coder.anchoring import context_of
from interview_coder.codebook import Codebook
from interview_coder.coding import Decision, Memo
from interview_coder.errors import CodingsError, TranscriptError, UsageError, reworded
from interview_coder.proposals import Words
from interview_coder.readers.decoding import ASK_ENCODING
from interview_coder.readers.source import Source, load_source
from interview_coder.review_answers import Answer, Kind, Names, Remark, understood
from interview_coder.review_table import csv_remarks, excel_remarks
from interview_coder.review_word import comment_remarks, word_remarks
from interview_coder.study import CodedStudy
from interview_coder.transcript import Transcript

#: By suffix, what reads a file into the name of whoever saved it last and the remarks in it.
READERS: Mapping[str, Callable[[Source], tuple[str, tuple[Remark, ...]]]] = MappingProxyType(
    {".docx": word_remarks, ".docm": word_remarks, ".xlsx": excel_remarks, ".csv": csv_remarks}
)
_SAVE_IT = "Save the table as CSV UTF-8, or as .xlsx"
_WHOSE = "whose decisions are these? Name the reviewer with --coder NAME"


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """What a reviewer's file was understood to say, an answer for each proposal and each addition.

    `repeated` counts decisions and memos that the study has already.
    """

    file: str
    answers: tuple[Answer, ...]
    repeated: int = 0

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions to keep, signed."""
        return tuple(decision for answer in self.answers for decision in answer.decisions)

    @property
    def memos(self) -> tuple[Memo, ...]:
        """All memos to keep, signed."""
        return tuple(memo for answer in self.answers for memo in answer.memos)

    @property
    def numbers(self) -> Mapping[Kind, int]:
        """How many remarks came to what."""
        found = Counter(answer.kind for answer in self.answers)
        return {kind: found[kind] for kind in Kind}


def read_review(path: Path | str, study: CodedStudy, *, coder: str = "", accept_untouched: bool = False) -> ReviewSheet:
    """Read a review sheet (.docx, .xlsx, or .csv saved from it) of a study, which is given with its material.

    A Word transcript of the study is read for its comments: one that names a code codes its words, others are memos.

    A remark is signed by `coder`, else by who wrote it, else by who saved the file. With `accept_untouched`, proposals
    that nobody touched are accepted. What the study has already is left out. Raises CodingsError where the file is no
    review, UsageError where nobody signed.
    """
    read = READERS.get(PurePath(path).suffix.lower())
    if read is None:
        raise UsageError(f"{path}: a review is read from {', '.join(READERS)} as `export --layout review` writes it")
    try:
        source = load_source(path)
        own = next((transcript for transcript in study.material if transcript.sha256 == source.sha256), None)
        saved_by, remarks = comment_remarks(source, own) if own else read(source)
    except TranscriptError as error:
        raise CodingsError(reworded(problem, ASK_ENCODING, _SAVE_IT) for problem in error.problems) from error
    transcripts = {transcript.id: transcript for transcript in study.material}
    placed = [_in_place(remark, transcripts, study.codebook) for remark in remarks]
    placed = [_touched(remark) for remark in placed] if accept_untouched else placed
    names, reviewer = Names(study.codebook), coder or _only_author(placed) or saved_by
    answers = (understood(_signed(remark, coder), names, reviewer=reviewer) for remark in placed)
    sheet = _news(ReviewSheet(source.file, tuple(answers)), study)
    signers = [*(decision.coder for decision in sheet.decisions), *(memo.coder for memo in sheet.memos)]
    if not all(signers):
        raise UsageError(f"{path}: {_WHOSE}")
    return sheet


def _in_place(remark: Remark, transcripts: Mapping[str, Transcript], codebook: Codebook) -> Remark:
    """Place a remark's words in the transcript as it is now, and give its code the id it goes by now."""
    if remark.trouble:
        return remark
    transcript = transcripts.get(remark.words.transcript)
    if transcript is None:
        return replace(remark, trouble=f"there is no transcript {remark.words.transcript}")
    found = remark.words.within(transcript)
    if isinstance(found, str):
        return replace(remark, trouble=found)
    quote, around = transcript.quote(*found), context_of(transcript.text, *found)
    words = Words(transcript.id, transcript.sha256, *found, quote, *around)
    if (proposal := remark.proposal) is None:
        return replace(remark, words=words)
    code = codebook.current(proposal.code)
    trouble = "" if code else f"the codebook has no code {proposal.code} any more"
    return replace(remark, words=words, proposal=replace(proposal, code=code or ""), trouble=trouble)


def _touched(remark: Remark) -> Remark:
    return remark if remark.lines or remark.deleted or not remark.proposal else replace(remark, resolved=True)


def _signed(remark: Remark, coder: str) -> Remark:
    lines = tuple(replace(line, coder=coder or line.coder) for line in remark.lines)
    return replace(remark, lines=lines)


def _only_author(remarks: Iterable[Remark]) -> str:
    authors = {line.coder for remark in remarks for line in remark.lines if line.coder}
    return authors.pop() if len(authors) == 1 else ""


def _news(sheet: ReviewSheet, study: CodedStudy) -> ReviewSheet:
    """Leave out what the study has already, so that a sheet may be read twice."""
    kept = {_decided(decision) for decision in study.decisions}
    noted = {_noted(memo) for memo in study.memos}
    answers = tuple(
        replace(
            answer,
            decisions=tuple(each for each in answer.decisions if _decided(each) not in kept),
            memos=tuple(each for each in answer.memos if _noted(each) not in noted),
        )
        for answer in sheet.answers
    )
    new = ReviewSheet(sheet.file, answers)
    had = len(sheet.decisions) + len(sheet.memos) - len(new.decisions) - len(new.memos)
    return replace(new, repeated=had)


def _decided(decision: Decision) -> tuple[object, ...]:
    return decision.transcript, decision.start, decision.end, decision.code, decision.verdict, decision.coder


def _noted(memo: Memo) -> tuple[object, ...]:
    return memo.transcript, memo.start, memo.end, memo.text, memo.coder
