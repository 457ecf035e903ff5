"""How a study was coded, and what was left out: sentences that say what the data say, and no more."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import PurePosixPath

from interview_coder.coded_passages import Standing, standing_of
from interview_coder.coding import Coding, Source, Verdict
from interview_coder.exporters.document import Block, Paragraph, Span, Style, plain
from interview_coder.exporters.labels import Labels
from interview_coder.quotes import interviewers
from interview_coder.reader_notes import in_language
from interview_coder.study import CodedStudy
from interview_coder.summary import participants, uncoded
from interview_coder.version import __version__

SHORT_SHA256 = 12

_ACCEPTED_BY_MODEL = "accepted_by_model"
_LIBRARIES = ("spacy", "simplemma", "rjieba", "scikit-learn")


def method_blocks(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield the chapter on method."""
    yield plain(Style.HEADING_1, labels("method"))
    yield from method_paragraphs(study, labels)
    yield Paragraph(Style.BODY, tuple(legend(labels)))
    yield plain(Style.HEADING_2, labels("left_out"))
    yield from (plain(Style.BULLET, text) for text in _left_out(study, labels))


def method_paragraphs(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield what was read, how it was cut, with which codebook it was coded, and by whom."""
    yield _body(labels, _material(study, labels))
    yield _body(labels, _unit(study, labels))
    yield _body(labels, [_codebook(study, labels)])
    yield Paragraph(Style.BODY, (Span(standing_sentence(study, labels), Style.STRONG),))
    yield _body(labels, _people(study, labels))


def _body(labels: Labels, sentences: Iterable[str]) -> Paragraph:
    return plain(Style.BODY, labels.sentences(sentences))


def _material(study: CodedStudy, labels: Labels) -> Iterator[str]:
    transcripts = study.transcripts
    yield labels(
        "material",
        interviews=labels.count("interview", len(transcripts)),
        turns=labels.count("turn", sum(transcript.turns for transcript in transcripts)),
        words=labels.count("word", sum(transcript.words for transcript in transcripts)),
        said=labels.number(sum(transcript.respondent_words for transcript in transcripts)),
    )
    if transcripts:
        languages = (labels.name(transcript.language) for transcript in transcripts)
        yield labels("languages", languages=_tally(labels, languages))


def _tally(labels: Labels, items: Iterable[str]) -> str:
    """List what occurs and how often, in order of first appearance."""
    return labels.listing(labels.aside(item, labels.number(count)) for item, count in Counter(items).items())


def _unit(study: CodedStudy, labels: Labels) -> Iterator[str]:
    passages = sum(transcript.respondent_passages for transcript in study.transcripts)
    yield labels("unit", unit=labels.name(study.unit), passages=labels.count("passage", passages))
    asking = interviewers(study)
    if not asking:
        yield labels("no_interviewer")
        return
    names = (
        speaker.name
        for transcript in study.transcripts
        for speaker in transcript.speakers
        if (transcript.id, speaker.name) in asking
    )
    yield labels("interviewers", names=_tally(labels, names))
    coded = sum((coding.transcript, coding.speaker) in asking for coding in study.codings)
    yield (labels("interviewers_coded", codings=labels.number(coded)) if coded else labels("interviewers_uncoded"))


def _codebook(study: CodedStudy, labels: Labels) -> str:
    book = study.codebook
    exceptions = {rule.id for code in book.codes for rule in code.unless}
    return labels(
        "codebook_file",
        file=_file_name(book.file),
        sha256=book.sha256[:SHORT_SHA256],
        themes=labels.count("theme", len(book.themes)),
        codes=labels.count("code", len(book.codes)),
        rules=labels.count("rule", sum(len(code.rules) for code in book.codes)),
        exceptions=labels.count("exception", len(exceptions)),
    )


def standing_sentence(study: CodedStudy, labels: Labels) -> str:
    """Say who made the codings and who looked at them."""
    codings = labels.count("coding", len(study.codings))
    stood = Counter(_who_stands_behind(coding) for coding in study.codings)
    if set(stood) <= {Standing.BY_RULE}:
        return labels("not_reviewed", codings=codings)
    order = (
        Standing.ACCEPTED,
        _ACCEPTED_BY_MODEL,
        Verdict.REJECTED,
        Standing.DISPUTED,
        Standing.BY_RULE,
        Standing.BY_MODEL,
    )
    parts = (labels(f"codings_{each}", n=labels.number(stood[each])) for each in order if stood[each])
    return labels("reviewed", codings=codings, parts=labels.listing(parts))


def _who_stands_behind(coding: Coding) -> str:
    if coding.is_accepted_by_model:
        return _ACCEPTED_BY_MODEL
    return standing_of(coding) or Verdict.REJECTED


def coders_of(study: CodedStudy) -> dict[str, int]:
    """Count the decisions of each coder; where only their codings are known, those."""
    if study.decisions:
        return dict(Counter(decision.coder for decision in study.decisions))
    return dict(Counter(coder for coding in study.codings if coding.coder for coder in coding.coder.split(", ")))


def software_sentence(labels: Labels) -> str:
    """Name the programs that have a say in what is coded, with their versions."""
    named = [f"interview-coder {__version__}", f"Python {platform.python_version()}"]
    named += [f"{name} {version(name)}" for name in _LIBRARIES]
    return labels("software", software=labels.listing(named))


def _people(study: CodedStudy, labels: Labels) -> Iterator[str]:
    """Say which coders and models there were, and which programs."""
    yield labels("how_run")
    if coders := coders_of(study):
        told = (labels.aside(name or labels("unsigned"), labels.number(number)) for name, number in coders.items())
        yield labels("coders", coders=labels.listing(told))
    models = dict.fromkeys(coding.rule for coding in study.codings if coding.source is Source.MODEL)
    if models:
        yield labels("models", models=labels.listing(models))
    yield software_sentence(labels)


def legend(labels: Labels) -> Iterator[Span]:
    """Yield what the marks in excerpts mean."""
    yield Span(labels("evidence_before"))
    yield Span(labels("evidence_sample"), Style.EVIDENCE)
    yield Span(labels("evidence_after"))


def _left_out(study: CodedStudy, labels: Labels) -> Iterator[str]:
    yield _uncoded_passages(study, labels)
    missing = uncoded(study)
    names = study.codebook.names(labels.language)
    for kind in ("theme", "transcript", "unknown code"):
        ids = missing.loc[missing["kind"] == kind, "id"]
        if len(ids):
            yield labels(
                f"uncoded_{kind}", names=labels.listing(labels.quoted(names[id]) if id in names else id for id in ids)
            )
    for problem in study.problems:
        yield labels("unread", problem=str(replace(problem, file=_file_name(problem.file))))
    for transcript in study.transcripts:
        yield from (
            labels("note", interview=transcript.id, note=in_language(note, labels.language))
            for note in transcript.notes
        )


def _file_name(file: str) -> str:
    """Return a file without its folders, which may name the user."""
    return PurePosixPath(file).name


def _uncoded_passages(study: CodedStudy, labels: Labels) -> str:
    numbers = participants(study)[["passages", "coded"]].sum()
    passages = int(numbers["passages"])
    rest = passages - int(numbers["coded"])
    return labels(
        "uncoded",
        uncoded=labels.number(rest),
        passages=labels.count("passage", passages),
        share=labels.share(rest, passages),
    )
