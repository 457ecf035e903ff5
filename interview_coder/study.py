"""A coded study: transcripts and what a codebook's rules found in them, as values to count, quote and export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from interview_coder.codebook import Codebook, Rule
from interview_coder.coding import Coding, Decision, Memo, Suggestion
from interview_coder.corpus import find_transcripts, read_corpus, unmatched_participants
from interview_coder.errors import Problem, TranscriptError
from interview_coder.language import count_words, has_han
from interview_coder.passages import Passage, Unit, split_passages
from interview_coder.query import Term, walk
from interview_coder.tagger import Tagger
from interview_coder.transcript import Role, Transcript


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker of one transcript, with the turns and words (Chinese characters) spoken."""

    name: str
    role: Role
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class CodedTranscript:
    """What counts need to know of a transcript, without its text."""

    id: str
    file: str
    sha256: str
    language: str
    encoding: str
    attributes: Mapping[str, str]
    speakers: tuple[Speaker, ...]
    turns: int
    respondent_passages: int
    notes: tuple[str, ...]

    @property
    def words(self) -> int:
        """Words spoken by all."""
        return sum(speaker.words for speaker in self.speakers)

    @property
    def respondent_words(self) -> int:
        """Words spoken by respondents: what shares are shares of."""
        return sum(speaker.words for speaker in self.speakers if speaker.role is Role.RESPONDENT)


@dataclass(frozen=True, slots=True)
class CodedStudy:
    """Transcripts in the order read, codings in reading order, and the files that could not be read.

    `notes` says in plain words what was passed over among the files. `decisions` are what coders decided, each coder's
    latest, in their place; `memos` what they noted; `material` holds the transcripts themselves where they were asked
    for. `is_learned` tells whether a learner said here all that it has to say.
    `read_to_the_end` are the ids of the transcripts that a coder has coded whole: there, no code means none.
    """

    codebook: Codebook
    unit: Unit
    transcripts: tuple[CodedTranscript, ...]
    codings: tuple[Coding, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    memos: tuple[Memo, ...] = ()
    material: tuple[Transcript, ...] = ()
    is_learned: bool = False
    read_to_the_end: frozenset[str] = frozenset()


class Learner(Protocol):
    """Suggests codes for passages of one transcript beside those that the rules have given."""

    def suggest(self, passages: Sequence[Passage], given: Iterable[Suggestion]) -> Iterable[Suggestion]:
        """Return suggestions in reading order."""
        ...


def code_study(
    paths: Sequence[str | Path],
    codebook: Codebook,
    *,
    unit: Unit | None = None,
    encoding: str | None = None,
    language: str | None = None,
    interviewers: bool = False,
    with_material: bool = False,
    learner: Learner | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> CodedStudy:
    """Read transcripts, tag them and keep what counts.

    A file that cannot be read becomes a problem and the others go on. `interviewers` codes the interviewer's turns
    too; `with_material` keeps the transcripts' whole text; a `learner` adds to what the rules suggest; `on_progress`
    is called with each file, its number and the number of files.
    """
    unit = unit or codebook.unit
    tagger = Tagger(codebook)
    transcripts: list[CodedTranscript] = []
    codings: list[Coding] = []
    problems: list[Problem] = []
    material: list[Transcript] = []
    corpus = find_transcripts(paths)
    for item in read_corpus(
        corpus, encoding=encoding, language=language, interviewers=codebook.interviewers, on_progress=on_progress
    ):
        if isinstance(item, TranscriptError):
            problems += item.problems
            continue
        passages = split_passages(item, unit)
        transcripts.append(coded_transcript(item, passages))
        material += [item] if with_material else []
        suggestions = list(tagger.tag(passages, interviewers=interviewers))
        codings += map(Coding.of, _with_learned(suggestions, passages, learner) if learner else suggestions)
    notes = (*corpus.notes, *map(str, unmatched_participants(corpus)), *_language_gaps(codebook, transcripts))
    return CodedStudy(
        codebook,
        unit,
        tuple(transcripts),
        tuple(codings),
        tuple(problems),
        notes,
        material=tuple(material),
        is_learned=learner is not None,
    )


def _with_learned(suggestions: Sequence[Suggestion], passages: Sequence[Passage], learner: Learner) -> list[Suggestion]:
    answers = [passage for passage in passages if passage.turn.role is Role.RESPONDENT]
    added = learner.suggest(answers, suggestions)
    return sorted([*suggestions, *added], key=lambda suggestion: suggestion.passage.number)


def _language_gaps(codebook: Codebook, transcripts: Sequence[CodedTranscript]) -> Iterator[str]:
    """Say which themes could not be found in which transcripts, for want of a rule in their language."""
    spoken: dict[str, list[str]] = {}
    for transcript in transcripts:
        spoken.setdefault(transcript.language, []).append(transcript.id)
    for theme in codebook.themes:
        rules = [rule for code in codebook.codes if code.theme == theme.id for rule in code.rules]
        found = rule_languages(rules)
        for language, ids in spoken.items() if rules else ():
            if language not in found:
                yield f"{theme.id} has no rule in the language of {', '.join(ids)} ({language}): not looked for there"


def rule_languages(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the languages whose words some rules look for."""
    terms = (node for rule in rules for node in walk(rule.query) if isinstance(node, Term))
    return frozenset("zh" if has_han(term.text) else "en" for term in terms)


def coded_transcript(transcript: Transcript, passages: Sequence[Passage]) -> CodedTranscript:
    """Count what a transcript holds."""
    return CodedTranscript(
        id=transcript.id,
        file=transcript.file,
        sha256=transcript.sha256,
        language=transcript.language,
        encoding=transcript.encoding,
        attributes=transcript.attributes,
        speakers=speakers_of(transcript),
        turns=len(transcript.turns),
        respondent_passages=sum(passage.turn.role is Role.RESPONDENT for passage in passages),
        notes=transcript.notes,
    )


def speakers_of(transcript: Transcript) -> tuple[Speaker, ...]:
    """Return who speaks how much, in order of appearance."""
    counts: dict[tuple[str, Role], tuple[int, int]] = {}
    for turn in transcript.turns:
        turns, words = counts.get((turn.speaker, turn.role), (0, 0))
        counts[turn.speaker, turn.role] = turns + 1, words + count_words(transcript.quote(turn.start, turn.end))
    return tuple(Speaker(name, role, turns, words) for (name, role), (turns, words) in counts.items())
