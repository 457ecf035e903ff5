"""Prose into a script: the turns are ranges of the text as it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from interview_coder.readers import names
from interview_coder.readers.heading import heading_end, interviewers_in_head
from interview_coder.readers.label_forms import completed
from interview_coder.readers.labels import Label, find_labels, find_stamps
from interview_coder.readers.layout import Prose
from interview_coder.readers.notes import counted
from interview_coder.readers.script import NOBODY, Script, Span, label_notes
from interview_coder.readers.set_off import spans_by_style, style_notes
from interview_coder.readers.speakers import Declared, cast_speakers, speaker_names
from interview_coder.transcript import Role, TimeMark


def script_of_prose(prose: Prose, declared: Declared) -> Script:
    """Find the labels in a text; a turn runs from behind its label to the next one."""
    text, body = prose.text, prose.body
    found = find_labels(text, body)
    head = heading_end(text, found, body)
    cast = completed(cast_speakers(text, found, declared, start=body), text, head, declared)
    labels = cast.labels
    by_style = () if labels else spans_by_style(text, prose.set_off, head)
    first = labels[0].start if labels else head
    asking = frozenset() if declared.interviewers else interviewers_in_head(text, (*found, *labels), first)
    spoken = _cut(text, labels, asking) if labels else by_style or (_trimmed(text, NOBODY, head, len(text)),)
    before = len(text[body:first].strip())
    notes = [f"left out: {counted(before, 'character')} before the first speaker"] if before else []
    notes += style_notes(by_style)
    notes += label_notes(cast, [span.speaker for span in spoken if span.start == span.end])
    spans = tuple(span for span in spoken if span.start < span.end)
    return Script(text, spans, _marks(text, head, labels, spoken), tuple(notes))


def _cut(text: str, labels: Sequence[Label], asking: frozenset[str]) -> tuple[Span, ...]:
    """Cut a text at its labels; `asking` are the keys of those whom its head names as interviewers."""
    speakers = speaker_names(label.name for label in labels)
    edges = pairwise([*(label.start for label in labels), len(text)])
    spans = (
        _trimmed(text, speakers[label.name], label.end, end) for label, (_, end) in zip(labels, edges, strict=True)
    )
    return tuple(replace(span, role=Role.INTERVIEWER) if names.bare(span.speaker) in asking else span for span in spans)


def _trimmed(text: str, speaker: str, start: int, end: int) -> Span:
    words = text[start:end]
    inner = words.lstrip()
    start += len(words) - len(inner)
    return Span(speaker, start, start + len(inner.rstrip()))


def _marks(text: str, head: int, labels: Sequence[Label], spans: Sequence[Span]) -> tuple[TimeMark, ...]:
    """Collect the stamps of labels, where their words begin, and those of paragraphs inside a turn."""
    marks = {span.start: label.seconds for label, span in zip(labels, spans, strict=False) if label.seconds is not None}
    ends = [label.end for label in labels]
    for position, seconds in find_stamps(text, head):
        index = bisect_right(ends, position)
        if index == len(labels) or position < labels[index].start:
            marks.setdefault(position, seconds)
    return tuple(TimeMark(position, marks[position]) for position in sorted(marks))
