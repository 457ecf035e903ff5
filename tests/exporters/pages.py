"""A small study with its text, and a page taken apart, for the tests of the HTML report."""

from __future__ import annotations

import dataclasses
import datetime

from lxml import html

from interview_coder.codebook import Codebook, LocalText
from interview_coder.coding import Coding, Verdict
from interview_coder.exporters.html import render
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.language import count_words
from interview_coder.passages import Unit, split_passages
from interview_coder.study import CodedStudy, coded_transcript
from interview_coder.transcript import Role, TimeMark, Transcript, Turn
from tests.factories import make_codebook, make_coding

DATE = datetime.date(2026, 11, 23)
ASKED, SAID = "Is there money?", "No, there is no money at all. It never came."


def make_text(id: str = "P01", *said: str, language: str = "en", **attributes: str) -> Transcript:
    """Make an interview: a question, an answer, and so on."""
    turns: list[Turn] = []
    at = 0
    lines = said or (ASKED, SAID)
    for number, line in enumerate(lines, start=1):
        role, speaker = (Role.RESPONDENT, "Dean") if number % 2 == 0 else (Role.INTERVIEWER, "Interviewer")
        turns.append(Turn(number, speaker, role, at, at + len(line)))
        at += len(line) + 1
    times = (TimeMark(0, 0.0), TimeMark(len(lines[0]) + 1, 75.0))
    return Transcript(id, f"{id}.txt", "\n".join(lines), tuple(turns), language, "0" * 64, "utf-8", attributes, times)


def coding(text: Transcript, code: str, quote: str, *words: str, status: Verdict = Verdict.SUGGESTED) -> Coding:
    """Code some words of an interview."""
    start = text.text.index(quote)
    made = make_coding(code, text.id, start, quote, evidence=words, status=status, speaker="Dean", turn=2)
    return dataclasses.replace(made, words=count_words(quote))


def make_study(*texts: Transcript, codings: tuple[Coding, ...], codebook: Codebook | None = None) -> CodedStudy:
    """Make a study of some interviews, with their text."""
    ids = dict.fromkeys(id for each in codings for id in (each.code.partition(".")[0], each.code))
    transcripts = tuple(coded_transcript(text, split_passages(text)) for text in texts)
    return CodedStudy(codebook or make_codebook(*ids), Unit.SENTENCE, transcripts, codings, material=texts)


def overlapping() -> CodedStudy:
    """Three codes on one answer: a sentence, two words of it, and words that go on into the next sentence."""
    text = make_text(region="Sichuan")
    codings = (
        coding(text, "money", "No, there is no money at all.", "no money"),
        coding(text, "money.late", "no money at all. It never", "never", status=Verdict.ACCEPTED),
        coding(text, "people", "no money", status=Verdict.DISPUTED),
    )
    named = make_codebook(
        "money", "money.late", "people", names={"money": LocalText({"en": "Too little", "zh": "钱少"})}
    )
    return make_study(text, codings=codings, codebook=named)


def page(study: CodedStudy, language: str = "en", **wishes: int) -> html.HtmlElement:
    """Write a study as a page and parse it."""
    return parsed(rendered(study, language, **wishes))


def rendered(study: CodedStudy, language: str = "en", *, quotes: int = 5) -> Rendered:
    """Write a study as a page."""
    return render(study, Wishes(language, DATE, quotes=quotes))


def parsed(rendered: Rendered) -> html.HtmlElement:
    """Parse a page as a browser would."""
    return html.document_fromstring(rendered.data.decode())
