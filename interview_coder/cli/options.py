"""The options that mean the same in every command, and what they stand for when left out."""

from __future__ import annotations

import datetime
import gc
import glob
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from interview_coder.errors import Problem, UsageError

if TYPE_CHECKING:
    from interview_coder.codebook import Codebook
    from interview_coder.fitted import Fitted
    from interview_coder.kept_study import Asked
    from interview_coder.material import Material
    from interview_coder.passages import Unit
    from interview_coder.source_pattern import SourcePattern
    from interview_coder.study import CodedStudy

Command = TypeVar("Command", bound=Callable[..., Any])

LANGUAGES = click.Choice(["en", "zh"])
UNITS = click.Choice(["sentence", "paragraph", "turn"])


def study_options(command: Command) -> Command:
    """Add the transcripts, the codebook and how to read them; a command gets them as keywords for `coded_study`."""
    for decorate in (*_CODING, *_READING, click.argument("paths", metavar="[PATH]...", nargs=-1)):
        command = decorate(command)
    return command


def reading_options(command: Command) -> Command:
    """Add the codebook and how to read transcripts."""
    for decorate in _READING:
        command = decorate(command)
    return command


def material_options(command: Command) -> Command:
    """Add the transcripts to try rules on and how to read them, as keywords for `study_material`."""
    return _ON(decoding_options(command))


def decoding_options(command: Command) -> Command:
    """Add how to read transcripts."""
    for decorate in _DECODING:
        command = decorate(command)
    return command


codebook_option = click.option(
    "--codebook", metavar="FILE", help="The YAML codebook [default: the one in codebooks/, or used last]."
)
_ON = click.option(
    "--on", metavar="PATH", multiple=True, help="Try it on these transcripts [default: transcripts/, if it is here]."
)
# From the last in --help to the first: decorators stack.
_DECODING = (
    click.option("--transcript-language", type=LANGUAGES, help="The transcripts' language [default: found by script]."),
    click.option("--encoding", metavar="NAME", help="Read text files in this encoding, for example gb18030."),
)
_READING = (*_DECODING, codebook_option)
_CODING = (
    click.option("--include-interviewer", is_flag=True, help="Code the interviewer's turns too."),
    click.option("--unit", type=UNITS, help="What carries a code [default: the codebook's unit]."),
)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
max_words_option = click.option("--max-words", type=click.IntRange(1), help="Cut longer quotes, between sentences.")
source_pattern_option = click.option(
    "--source-pattern", metavar="TEXT", help="How to write a quote's source, for example '({case}, ¶{turn}, {time})'."
)
labels_language = click.option(
    "--language", type=LANGUAGES, default="en", show_default=True, help="The language of labels and theme names."
)


def chosen_sources(pattern: str | None, study: CodedStudy) -> SourcePattern | None:
    """Return how the sources of quotes are written, where --source-pattern says it."""
    from interview_coder.source_pattern import source_pattern

    return None if pattern is None else source_pattern(pattern, study.transcripts)


def paths_or_default(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths given, else the study's transcripts folder."""
    if paths:
        return tuple(map(path_or_id, paths))
    if not Path("transcripts").is_dir():
        raise UsageError("no transcripts named and no folder transcripts/ here. Name files or folders to read")
    return ("transcripts",)


def path_or_id(name: str) -> str:
    """Return a path; where there is none, the file of the study's transcript that has this id."""
    if os.path.lexists(name) or glob.has_magic(name):
        return name
    return next((os.path.relpath(file) for id, file in _files_by_id() if id == name and file.is_file()), name)


def _files_by_id() -> Iterator[tuple[str, Path]]:
    """Yield the files in transcripts/ here with their ids, then those that the study keeps."""
    from interview_coder.corpus import find_transcripts
    from interview_coder.store import find_study, read_store

    here = find_transcripts(["transcripts"]).paths
    yield from ((file.stem, file) for file in here)
    folder = find_study(Path()) or Path()
    with read_store(folder) as store:
        yield from ((kept.id, folder / kept.file) for kept in store.transcripts()) if store else ()


def codebooks_here() -> list[Path]:
    """Return the codebooks in codebooks/ of this folder."""
    return sorted(path for pattern in ("*.yaml", "*.yml") for path in Path("codebooks").glob(pattern))


def codebook_path(file: str | None) -> Path:
    """Return the codebook named, else the only one in codebooks/, else of several the one that `code` used last."""
    if file is not None:
        return Path(file)
    found = codebooks_here()
    if len(found) != 1 and (used := _used_last()):
        return used
    if len(found) != 1:
        listed = ", ".join(path.as_posix() for path in found) or "none in codebooks/ here"
        raise UsageError(f"which codebook? Found {listed}. Go to the study's folder, or name one with --codebook FILE")
    return found[0]


def _used_last() -> Path | None:
    from interview_coder.runs import codebook_used_last
    from interview_coder.store import find_study

    folder, here = find_study(Path()), Path().resolve()
    used = codebook_used_last(folder) if folder else None
    return used.relative_to(here) if used and used.is_relative_to(here) else used


def chosen_codebook(file: str | None) -> Codebook:
    """Load the codebook that `codebook_path` names."""
    from interview_coder.codebook_file import load_codebook

    return load_codebook(codebook_path(file))


def codebook_if_any(file: str | None) -> Codebook | None:
    """Load the codebook that `codebook_path` names; None where it cannot tell which."""
    try:
        return chosen_codebook(file)
    except UsageError:
        return None


def study_material(
    codebook: Codebook, *, on: tuple[str, ...], encoding: str | None, transcript_language: str | None
) -> Material:
    """Read the transcripts named, else those in transcripts/ here, else none, with progress on stderr."""
    from interview_coder.cli.screen import progress
    from interview_coder.material import Material, read_material

    paths = tuple(map(path_or_id, on)) or (("transcripts",) if Path("transcripts").is_dir() else ())
    if not paths:
        return Material()
    spare_the_garbage_collector()
    with progress("Reading") as on_progress:
        return read_material(
            paths,
            encoding=encoding,
            language=transcript_language,
            interviewers=codebook.interviewers,
            on_progress=on_progress,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A coded study with the coders' decisions; `fresh` is it as it was read and tagged, None where it was kept."""

    study: CodedStudy
    fresh: CodedStudy | None
    asked: Asked


def coded_study(*, with_material: bool = False, **study_choice: Any) -> CodedStudy:
    """Code the transcripts as the shared options say, with the coders' decisions; progress on stderr.

    What the study kept is taken where nothing changed since. Raises StudyError or EnvironmentFailure where it keeps
    decisions that cannot be read.
    """
    return coding_outcome(with_material=with_material, **study_choice).study


def coding_outcome(
    *,
    paths: tuple[str, ...],
    codebook: str | None,
    unit: str | None,
    encoding: str | None,
    transcript_language: str | None,
    include_interviewer: bool,
    with_material: bool = False,
) -> Outcome:
    """Code the transcripts as `coded_study` does, and tell what is new."""
    from interview_coder.kept_study import asked, kept_study, settled_study
    from interview_coder.passages import Unit
    from interview_coder.store import find_study, read_store

    book, paths = chosen_codebook(codebook), paths_or_default(paths)
    choice = _Choice(Unit(unit) if unit else book.unit, encoding, transcript_language, include_interviewer)
    wanted = asked(paths, book, **asdict(choice))
    with read_store(find_study(Path()) or Path()) as store:
        if store and (kept := kept_study(store, book, choice.unit, wanted, with_material=with_material)):
            return Outcome(kept, None, wanted)
    fresh = _read_and_tagged(paths, book, choice, _learner(book))
    with read_store(find_study(Path()) or Path()) as store:
        study = settled_study(store, fresh, with_material=with_material) if store else fresh
    return Outcome(study if with_material else replace(study, material=()), fresh, wanted)


@dataclass(frozen=True, slots=True)
class _Choice:
    unit: Unit
    encoding: str | None
    language: str | None
    interviewers: bool


def _learner(book: Codebook) -> Fitted | None:
    """Return the learner that the study keeps, if it fits; say so where it does not."""
    from interview_coder.cli.screen import note
    from interview_coder.store import find_study, read_store

    with read_store(find_study(Path()) or Path()) as store:
        if store is None or store.model() is None:
            return None
        from interview_coder.learning import kept_learner

        learner, why_not = kept_learner(store, book)
    if why_not:
        note(why_not)
    if learner:
        note(f"{learner.name} of `learn` adds its suggestions")
    return learner


def _read_and_tagged(paths: tuple[str, ...], book: Codebook, choice: _Choice, learner: Fitted | None) -> CodedStudy:
    from interview_coder.cli.screen import progress
    from interview_coder.study import code_study

    spare_the_garbage_collector()
    with progress("Coding") as on_progress:
        return code_study(paths, book, **asdict(choice), with_material=True, learner=learner, on_progress=on_progress)


def spare_the_garbage_collector() -> None:
    """Let it leave spaCy alone, and come by seldom: hardly anything here needs it, and it takes a tenth of the time."""
    from interview_coder.language import pipeline

    pipeline("en")
    gc.freeze()
    gc.set_threshold(100_000)


def now() -> datetime.datetime:
    """Return the time to write down: with SOURCE_DATE_EPOCH, what is written is the same whenever it is."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.datetime.now().astimezone()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("SOURCE_DATE_EPOCH is no number of seconds since 1970. Unset it") from error


def exit_code(*, read: int, problems: Collection[Problem]) -> int:
    """0 done; 1 done, but some files were left out; 3 nothing could be read."""
    if not problems:
        return 0
    return 1 if read else 3


def today() -> datetime.date:
    """Return the date to write down."""
    return now().date()
