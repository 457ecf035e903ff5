"""How a coded study looks in a terminal: heading, counts, quotes, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.cli.screen import highlighted, print_indented, stderr, stdout, visible
from interview_coder.cli.study_words import Words
from interview_coder.codebook import is_within
from interview_coder.errors import Problem, UsageError
from interview_coder.reader_notes import in_language

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.table import Table

    from interview_coder.codebook import Code, Codebook
    from interview_coder.coding import Coding
    from interview_coder.source_pattern import SourcePattern
    from interview_coder.study import CodedStudy
    from interview_coder.transcript import Transcript

BAR_WIDTH = 12


def chosen_codes(codebook: Codebook, ids: Sequence[str]) -> tuple[Code, ...]:
    """Return the codes with some ids and their sub-codes, in codebook order; all codes where none are named."""
    known = [code.id for code in codebook.codes]
    if missing := [id for id in ids if id not in known]:
        raise UsageError(f"no code is called {', '.join(missing)}. The codebook has {', '.join(known)}")
    wanted = tuple(ids) or tuple(known)
    return tuple(code for code in codebook.codes if any(is_within(code.id, id) for id in wanted))


def show_heading(study: CodedStudy, language: str) -> None:
    """Print what was coded with what, and how far to trust it."""
    from interview_coder.summary import participants

    say, book = Words(language), study.codebook
    passages, coded = map(int, participants(study)[["passages", "coded"]].sum())
    stdout().print(visible(book.title.in_language(language) or book.file), style="bold")
    material = say(
        "coded material",
        transcripts=say.count("transcript", len(study.transcripts)),
        words=say.count("word", sum(transcript.respondent_words for transcript in study.transcripts)),
        passages=say.count(study.unit, passages),
        codes=say.count("code", len(book.codes)),
        rules=say.count("rule", sum(len(code.rules) for code in book.codes)),
        file=visible(book.file),
    )
    stdout().print(material)
    part = say("coded part", standing=standing(study, language), coded=coded, passages=say.count(study.unit, passages))
    stdout().print(part, style="italic")


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def standing(study: CodedStudy, language: str = "en") -> str:
    """Say how many codings there are and who stands behind them."""
    from interview_coder.coded_passages import Standing, standing_of

    say = Words(language)
    found: Counter[str | None] = Counter(standing_of(coding) for coding in study.codings)
    alone = sum(coding.is_accepted_by_model for coding in study.codings)
    codings, rules, model = say.count("coding", len(study.codings)), found[Standing.BY_RULE], found[Standing.BY_MODEL]
    if not study.codings:
        return say("no codings")
    if rules + model == len(study.codings):
        both = say("rules and model", rules=rules, model=model)
        whom = both if rules and model else say("model" if model else "rules")
        return say("not reviewed", codings=codings, whom=whom)
    found[Standing.ACCEPTED] -= alone
    found["accepted by model"] = alone
    order = (Standing.ACCEPTED, "accepted by model", Standing.BY_RULE, Standing.BY_MODEL, Standing.DISPUTED, None)
    parts = [say(key or "rejected", n=f"{found[key]:,}") for key in order if found[key] or key is Standing.ACCEPTED]
    return say("reviewed", codings=codings, parts=say.listing(parts))


def indented(code: Code, language: str) -> Padding:
    """Return a code's name, every line of it set in by the code's depth."""
    from rich.padding import Padding

    return Padding(visible(code.name.in_language(language)), (0, 0, 0, 2 * code.depth))


def set_in(id: str, shown: Collection[str]) -> Padding:
    """Return the last part of a code's id, set in below the part before it; the whole id where that is not `shown`."""
    from rich.padding import Padding

    above, _, own = id.rpartition(".")
    return Padding(visible(own if above in shown else id), (0, 0, 0, 2 * id.count(".") if above in shown else 0))


def bar(part: float, largest: float) -> str:
    """Draw a number as blocks; the largest is full, and what is not nothing is seen."""
    return "█" * max(round(BAR_WIDTH * part / largest), 1) if part else ""


def table_of(*headings: str, tight: bool = False) -> Table:
    """Return an empty table: a first column that wraps, numbers, and without a heading what is drawn."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=tight)
    table.add_column(headings[0], overflow="fold", ratio=1)
    for heading in headings[1:]:
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    return table


@dataclass(frozen=True, slots=True)
class Shown:
    """How many quotes of a theme are shown, how long they may be, how their source is written, and with what around.

    It takes the material to show what stands around them.
    """

    count: int
    max_words: int | None = None
    pattern: SourcePattern | None = None
    in_context: bool = False


def show_quotes(study: CodedStudy, codes: Sequence[Code], language: str, shown: Shown) -> None:
    """Print the most typical quotes of the topmost of some codes."""
    from interview_coder.quotes import best_quotes

    chosen = {code.id for code in codes}
    texts = _texts(study, shown)
    any_shown = False
    for code in (code for code in codes if code.parent not in chosen) if shown.count else ():
        quotes = best_quotes(study, code.id, shown.count, max_words=shown.max_words)
        if not quotes:
            continue
        any_shown = True
        stdout().print(visible(code.name.in_language(language)), style="bold")
        for coding in quotes:
            label = _source(coding, language, shown)
            show_quote(coding, label, language, max_words=shown.max_words, transcript=texts.get(coding.transcript))
    if any_shown:
        stdout().print(Words(language)("quotes note"), style="dim")
        stdout().print()


def quote_data(study: CodedStudy, coding: Coding, code: str, language: str, shown: Shown) -> dict[str, Any]:
    """Return a quote chosen for a code as plain values."""
    from interview_coder.excerpts import excerpt, surroundings

    texts = _texts(study, shown)
    around = asdict(surroundings(coding, texts[coding.transcript])) if coding.transcript in texts else {}
    return {
        "code": code,
        "id": coding.id,
        "quote": excerpt(coding, max_words=shown.max_words).text,
        **around,
        "source": _source(coding, language, shown),
        "rule": coding.rule,
        "status": coding.status,
    }


def _texts(study: CodedStudy, shown: Shown) -> dict[str, Transcript]:
    return {transcript.id: transcript for transcript in study.material} if shown.in_context else {}


def _source(coding: Coding, language: str, shown: Shown) -> str:
    from interview_coder.source_pattern import source_label

    return shown.pattern.label(coding) if shown.pattern else source_label(coding, language=language)


def show_quote(
    coding: Coding, source: str, language: str, *, max_words: int | None = None, transcript: Transcript | None = None
) -> None:
    """Print a quote with the words that count marked, what stands around it, and who says so."""
    from interview_coder.excerpts import excerpt, surroundings

    say, shown = Words(language), excerpt(coding, max_words=max_words)
    around = surroundings(coding, transcript) if transcript else None
    if around and around.question:
        print_indented(say("asked", question=visible(around.question)), 4, style="dim")
    if around and around.before:
        print_indented(visible(around.before), 4, style="dim")
    print_indented(highlighted(shown.text, shown.evidence), 2)
    if around and around.after:
        print_indented(visible(around.after), 4, style="dim")
    if coding.question and not around:
        print_indented(say("asked", question=visible(coding.question)), 4, style="dim")
    why = [f"{visible(source)} {visible(coding.speaker)}", visible(coding.id), *_said_by(coding, say)]
    if coding.context and not coding.question:
        why.append(say("around it", words=say.listing([visible(words) for words in coding.context])))
    print_indented(" · ".join(part for part in why if part), 4, style="dim")
    stdout().print()


def _said_by(coding: Coding, say: Words) -> tuple[str, str]:
    """Return the rule or model that spoke, and what coders made of it."""
    by = say("by coders", coder=visible(coding.coder)) if coding.coder else ""
    return visible(coding.rule), say(f"status {coding.status}", by=by)


def show_left_out(study: CodedStudy, language: str) -> None:
    """Print what was not coded and why, and what the readers want looked at."""
    say = Words(language)
    stdout().print(say("Left out"), style="bold")
    for line in _left_out(study, say):
        print_indented(visible(line), 2)


def _left_out(study: CodedStudy, say: Words) -> Iterator[str]:
    """Yield a line for each thing the counts do not hold."""
    from interview_coder.summary import participants, uncoded

    passages, coded = map(int, participants(study)[["passages", "coded"]].sum())
    yield say("uncoded passages", n=f"{passages - coded:,}", all=say.count(study.unit, passages))
    yield from _interviewers(study, say)
    if not study.codings and not any(code.rules for code in study.codebook.codes):
        yield say("no rules")
    else:
        for kind, ids in uncoded(study).groupby("kind", sort=False, observed=True)["id"]:
            yield say(f"uncoded {kind}", ids=say.listing(list(ids)))
    for transcript in study.transcripts:
        yield from (f"{transcript.id}: {in_language(note, say.language)}" for note in transcript.notes)
    yield from (in_language(note, say.language) for note in study.notes)


def _interviewers(study: CodedStudy, say: Words) -> Iterator[str]:
    from interview_coder.quotes import interviewers

    asking = interviewers(study)
    speakers = [
        speaker
        for transcript in study.transcripts
        for speaker in transcript.speakers
        if (transcript.id, speaker.name) in asking
    ]
    if speakers:
        coded = any((coding.transcript, coding.speaker) in asking for coding in study.codings)
        turns = say.count("interviewer turn", sum(speaker.turns for speaker in speakers))
        names = say.listing(list(dict.fromkeys(speaker.name for speaker in speakers)))
        yield say("interviewers coded" if coded else "interviewers", turns=turns, names=names)


def show_problems(study: CodedStudy) -> None:
    """Print to stderr the files that could not be read."""
    for problem in study.problems:
        show_problem(problem)


def show_problem(problem: Problem) -> None:
    """Print one problem to stderr, as one line."""
    stderr().print(f"error: {visible(str(problem))}", soft_wrap=True)


def show_notes(study: CodedStudy) -> None:
    """Print to stderr what the readers want looked at, where the listing itself has no place for it."""
    for transcript in study.transcripts:
        for note in transcript.notes:
            stderr().print(visible(f"note: {transcript.id}: {note}"), soft_wrap=True)
    for note in study.notes:
        stderr().print(visible(f"note: {note}"), soft_wrap=True)
