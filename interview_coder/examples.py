"""Examples: a codebook tested against the passages written down in it."""

from __future__ import annotations

from interview_coder.codebook import Example
from interview_coder.language import detect_language
from interview_coder.passages import Passage
from interview_coder.transcript import Role, Transcript, Turn


def as_passage(example: Example) -> Passage:
    """Return an example as the only answer of a conversation, after its question where it has one."""
    question = f"{example.question}\n" if example.question else ""
    text = question + example.text
    asked = [Turn(1, "", Role.INTERVIEWER, 0, len(example.question))] if question else []
    answer = Turn(len(asked) + 1, "", Role.RESPONDENT, len(question), len(text))
    language = detect_language(example.text)
    transcript = Transcript("example", "", text, (*asked, answer), language, "", "")
    return Passage(transcript, answer, 1, answer.start, answer.end)
