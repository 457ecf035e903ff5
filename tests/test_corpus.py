"""Finding the files a user means, and reading them one by one."""

from __future__ import annotations

import gc
import os
import weakref
from pathlib import Path

import pytest

from interview_coder.corpus import find_transcripts, read_corpus, unmatched_participants
from interview_coder.errors import TranscriptError
from interview_coder.transcript import Role, Transcript


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a study folder and go there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*files: str) -> None:
    for file in files:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_text(f"Q: What of {file}?\n\nA: Fine.\n", encoding="utf-8")


def found(*paths: str) -> list[str]:
    return [path.as_posix() for path in find_transcripts(paths).paths]


def outcome(*paths: str) -> list[str]:
    """Write what was read as ids, and errors as they are."""
    return [item.id if isinstance(item, Transcript) else str(item) for item in read_corpus(find_transcripts(paths))]


def test_corpus_searches_folders_in_order_of_name(study: Path) -> None:
    write("t/b.txt", "t/a.MD", "t/sub/c.txt", "t/B.txt", "u/z.txt")
    assert found("t") == ["t/B.txt", "t/a.MD", "t/b.txt"]
    assert found("u", "t/b.txt") == ["u/z.txt", "t/b.txt"]
    assert found("t/**") == ["t/B.txt", "t/a.MD", "t/b.txt", "t/sub/c.txt"]


def test_corpus_passes_over_what_is_no_transcript(study: Path) -> None:
    write("t/a.txt", "t/.hidden.txt", "t/.git/x.txt", "t/~$a.docx", "t/participants.csv", "t/README.md", "t/sound.mp3")
    os.symlink("..", "t/up")
    corpus = find_transcripts(["t"])
    assert [path.name for path in corpus.paths] == ["a.txt"]
    assert corpus.problems == ()
    assert sorted(corpus.notes) == [
        "t/README.md is passed over: a README is no transcript",
        "t/sound.mp3 is passed over: no transcript format",
        "t/up/ is passed over: name it too, if its transcripts belong here",
    ]


def test_corpus_reads_a_readme_that_is_named(study: Path) -> None:
    write("README.md")
    assert found("README.md") == ["README.md"]


def test_corpus_reports_what_cannot_be_used(study: Path) -> None:
    write("t/a.txt", "t/b.doc", "sound.mp3", "empty/x.mp3")
    corpus = find_transcripts(["t", "sound.mp3", "missing.txt", "*.nothing", "empty"])
    assert [path.name for path in corpus.paths] == ["a.txt"]
    assert [(problem.file, problem.what) for problem in corpus.problems] == [
        ("t/b.doc", ".doc files cannot be read as transcripts"),
        ("sound.mp3", ".mp3 files cannot be read as transcripts"),
        ("missing.txt", "no such file"),
        ("*.nothing", "no file matches this pattern"),
        ("empty", "no transcripts in this folder"),
    ]


def test_corpus_expands_patterns_and_counts_each_file_once(study: Path) -> None:
    write("t/a.txt", "t/b.txt", "t/sub/c.txt", "t/[x].txt")
    assert found("t/?.txt", "t/a.txt", "./t/b.txt", "t/../t/a.txt") == ["t/a.txt", "t/b.txt"]
    assert found("t/**/*.txt") == ["t/[x].txt", "t/a.txt", "t/b.txt", "t/sub/c.txt"]
    assert found("t/[x].txt") == ["t/[x].txt"]


def test_corpus_goes_on_after_a_bad_file(study: Path) -> None:
    write("a.txt", "c.txt")
    Path("b.txt").write_bytes(b"\0")
    assert [item.split(":")[0] for item in outcome("a.txt", "b.txt", "c.txt", "d.txt")] == ["d.txt", "a", "b.txt", "c"]


def test_corpus_refuses_a_second_file_of_one_id(study: Path) -> None:
    write("t/P01.txt", "t/p01.md", "u/P01.txt")
    assert outcome("t", "u") == [
        "P01",
        "t/p01.md: the same id as t/P01.txt. Rename one: the name before the suffix is the id.",
        "u/P01.txt: the same id as t/P01.txt. Rename one: the name before the suffix is the id.",
    ]


def test_corpus_refuses_the_same_content_twice(study: Path) -> None:
    write("P01.txt")
    Path("copy.txt").write_bytes(Path("P01.txt").read_bytes())
    assert outcome("P01.txt", "copy.txt") == ["P01", "copy.txt: already read as P01.txt. Remove one of the two."]


def test_corpus_reads_each_participants_table_once(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("t/P01.txt", "t/P02.txt", "u/P03.txt")
    Path("t/participants.csv").write_text("id,role\nP01,dean\nP02,clerk\n", encoding="utf-8")
    opened: list[str] = []
    original = Path.open

    def opening(self: Path, *args: str, **options: str) -> object:
        opened.append(self.name)
        return original(self, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opening)
    roles = [
        dict(item.attributes) for item in read_corpus(find_transcripts(["t", "u"])) if isinstance(item, Transcript)
    ]
    assert roles == [{"role": "dean"}, {"role": "clerk"}, {}]
    assert opened.count("participants.csv") == 1


def test_corpus_reports_a_broken_table_once_and_reads_on(study: Path) -> None:
    write("P01.txt", "P02.txt")
    Path("participants.csv").write_text("role\ndean\n", encoding="utf-8")
    first, *rest = outcome(".")
    assert first.startswith("participants.csv:1: no column says")
    assert rest == ["P01", "P02"]


def test_corpus_lists_rows_without_a_transcript(study: Path) -> None:
    write("t/P01.txt", "t/P03.txt")
    Path("t/participants.csv").write_text("id,role\nP01,dean\nP03.docx,x\nP3,clerk\n", encoding="utf-8")
    assert [str(problem) for problem in unmatched_participants(find_transcripts(["t/P01.txt"]))] == [
        "t/participants.csv:4: no transcript for 'P3'. Perhaps 'P03' is meant."
    ]


def test_corpus_passes_options_on_and_tells_the_progress(study: Path) -> None:
    write("P01.txt", "P02.txt")
    seen: list[tuple[str, int, int]] = []
    items = read_corpus(
        find_transcripts(["P01.txt", "P02.txt"]),
        encoding="latin-1",
        language="zh",
        interviewers=["A"],
        on_progress=lambda *progress: seen.append(progress),
    )
    transcripts = [item for item in items if isinstance(item, Transcript)]
    assert {(item.encoding, item.language) for item in transcripts} == {("iso8859-1", "zh")}
    assert [turn.role for turn in transcripts[0].turns] == [Role.RESPONDENT, Role.INTERVIEWER]
    assert seen == [("P01.txt", 1, 2), ("P02.txt", 2, 2)]


def test_corpus_holds_one_transcript_at_a_time(study: Path) -> None:
    write(*(f"P{number}.txt" for number in range(5)))
    alive: list[weakref.ref[str]] = []

    class Text(str):
        __slots__ = ("__weakref__",)

    for item in read_corpus(find_transcripts(["."])):
        assert isinstance(item, Transcript)
        object.__setattr__(item, "text", text := Text(item.text))
        alive.append(weakref.ref(text))
        del text
        gc.collect()
        assert sum(ref() is not None for ref in alive) <= 2


def test_corpus_order_does_not_depend_on_the_file_system(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(*(f"t/{name}.txt" for name in "cab"))
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: sorted(scandir(path), key=lambda entry: entry.name, reverse=True))
    assert found("t") == ["t/a.txt", "t/b.txt", "t/c.txt"]


def test_corpus_reports_a_folder_that_cannot_be_opened(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("t/a.txt")

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [problem.what for problem in find_transcripts(["t"]).problems] == ["this folder cannot be opened"]


def test_corpus_yields_errors_of_one_kind(study: Path) -> None:
    Path("a.docx").write_bytes(b"x")
    assert [type(item) for item in read_corpus(find_transcripts(["a.docx"]))] == [TranscriptError]
