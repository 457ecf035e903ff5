"""The study's database: found, made, kept, and refused when it is not one."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder import migrations, study_file
from interview_coder.coding import Decision, Memo, Source, Suggestion, Verdict
from interview_coder.errors import EnvironmentFailure, StudyError, UsageError
from interview_coder.migrations import APPLICATION_ID, STEPS
from interview_coder.passages import Unit, split_passages
from interview_coder.store import Batch, Model, Run, Store, find_study, name_in_study, open_store, opening, read_store
from interview_coder.transcript import TimeMark, Transcript
from tests.conversations import conversation

RUN = Run("codebooks/a.yaml", "1" * 64, "codes: {钱: {}}\n", "sentence", "0.1.0", "2026-11-23T00:00:00+00:00")


def connected(study: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(study / "study.db", isolation_level=None, timeout=0))


def runs(study: Path) -> list[str]:
    with connected(study) as connection:
        return [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM runs ORDER BY id")]


def keep(study: Path, *kept: Run) -> None:
    with open_store(study, patience=0) as store:
        for run in kept:
            store.keep_run(run)


def test_store_gives_back_the_last_run_of_a_codebook(tmp_path: Path) -> None:
    newer, other = replace(RUN, sha256="2" * 64), replace(RUN, codebook_file="codebooks/b.yaml")
    keep(tmp_path, RUN, newer, other)
    with read_store(tmp_path) as store:
        assert store
        assert [store.last_run(file) for file in ("codebooks/a.yaml", "codebooks/b.yaml", "c")] == [newer, other, None]


def test_store_finds_the_last_other_version(tmp_path: Path) -> None:
    newer = replace(RUN, sha256="2" * 64)
    keep(tmp_path, RUN, newer)
    with open_store(tmp_path) as store:
        assert store.last_run(RUN.codebook_file, unlike=newer.sha256) == RUN
        assert store.last_run(RUN.codebook_file, unlike="3" * 64) == newer


def test_store_names_a_codebook_from_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codebooks").mkdir()
    monkeypatch.chdir(tmp_path / "codebooks")
    assert name_in_study(tmp_path, Path("钱.yaml")) == "codebooks/钱.yaml"
    assert name_in_study(tmp_path / "codebooks", Path("../a.yaml")) == (tmp_path / "a.yaml").as_posix()


def test_store_keeps_the_same_codebook_once(tmp_path: Path) -> None:
    newer = replace(RUN, sha256="2" * 64)
    keep(tmp_path, RUN, replace(RUN, at="later", unit="turn"), newer, RUN)
    assert runs(tmp_path) == [RUN.sha256, newer.sha256, RUN.sha256]


def test_store_has_nothing_before_the_first_run(tmp_path: Path) -> None:
    with read_store(tmp_path) as store:
        assert store is None
    (tmp_path / "study.db").touch()
    with read_store(tmp_path) as store:
        assert store is None
    assert list(tmp_path.iterdir()) == [tmp_path / "study.db"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_store_is_its_owners_from_the_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    connect = sqlite3.connect

    def looking(file: Path, **settings: object) -> sqlite3.Connection:
        modes.append(stat.S_IMODE(file.stat().st_mode))
        return connect(file, isolation_level=None)

    monkeypatch.setattr(sqlite3, "connect", looking)
    keep(tmp_path, RUN)
    assert modes == [0o600]
    assert stat.S_IMODE((tmp_path / "study.db").stat().st_mode) == 0o600


def test_store_has_the_settings_a_synced_folder_needs(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "application_id", "user_version")
        settings = [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert settings == ["delete", 2, 1, 1, APPLICATION_ID, len(STEPS)]


@pytest.mark.parametrize("statement", ["UPDATE runs SET unit = 'turn'", "DELETE FROM runs"])
def test_store_rewrites_nothing(tmp_path: Path, statement: str) -> None:
    keep(tmp_path, RUN)
    with connected(tmp_path) as connection, pytest.raises(sqlite3.IntegrityError, match="appended"):
        connection.execute(statement)


def test_store_is_written_by_two_programs_at_once(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from interview_coder.store import Run, open_store
for number in range(20):
    with open_store(Path(sys.argv[1])) as store:
        store.keep_run(Run(sys.argv[2], str(number), "", "turn", "", ""))
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    both = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("a", "b")]
    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert sorted(runs(tmp_path), key=int) == [str(number) for number in range(20) for _ in "ab"]


def test_store_says_that_another_program_writes(tmp_path: Path) -> None:
    keep(tmp_path, RUN)
    with connected(tmp_path) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(EnvironmentFailure, match="another program is writing to it"):
            keep(tmp_path, RUN)


def test_store_says_that_a_study_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, RUN)
    connect = sqlite3.connect
    address = f"{(tmp_path / 'study.db').as_uri()}?mode=ro"
    monkeypatch.setattr(sqlite3, "connect", lambda _, **settings: connect(address, uri=True, **settings))
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        keep(tmp_path, replace(RUN, sha256="2" * 64))


def test_store_says_that_a_study_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        keep(tmp_path, RUN)


def test_store_says_that_the_disk_fails(tmp_path: Path) -> None:
    keep(tmp_path, RUN)
    # It stands where the journal should.
    (tmp_path / "study.db-journal").mkdir()
    with pytest.raises(EnvironmentFailure, match="the disk does not answer"):
        keep(tmp_path, replace(RUN, sha256="2" * 64))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_store_opens_in_a_read_only_folder(tmp_path: Path) -> None:
    empty, full = tmp_path / "empty", tmp_path / "full"
    empty.mkdir()
    full.mkdir()
    keep(full, RUN)
    (full / "study.db").chmod(0o400)
    for folder in (empty, full):
        folder.chmod(0o500)
        with pytest.raises(EnvironmentFailure, match="cannot be written"):
            keep(folder, replace(RUN, sha256="2" * 64))
    with read_store(full) as store:
        assert store
        assert store.last_run(RUN.codebook_file) == RUN


def test_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    keep(tmp_path, RUN)
    with connected(tmp_path) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (tmp_path / "study.db").read_bytes()
    for opened in (open_store, read_store):
        with pytest.raises(StudyError, match=f"schema 99, this one knows {len(STEPS)}"), opened(tmp_path):
            pass
    assert (tmp_path / "study.db").read_bytes() == before


@pytest.mark.parametrize("made_by", ["text", "another program"])
def test_store_leaves_other_files_alone(tmp_path: Path, made_by: str) -> None:
    if made_by == "text":
        (tmp_path / "study.db").write_text("My study of databases. " * 99)
    else:
        with connected(tmp_path) as connection:
            connection.execute("CREATE TABLE recipes (name)")
    before = (tmp_path / "study.db").read_bytes()
    for opened in (open_store, read_store):
        with pytest.raises(StudyError, match="no study's database"), opened(tmp_path):
            pass
    assert (tmp_path / "study.db").read_bytes() == before


@pytest.mark.parametrize(("start", "end"), [(5000, 100_000), (4096, 12_000)], ids=["cut short", "overwritten"])
def test_store_tells_a_damaged_database(tmp_path: Path, start: int, end: int) -> None:
    keep(tmp_path, replace(RUN, codebook_text="x" * 50_000))
    data = (tmp_path / "study.db").read_bytes()
    (tmp_path / "study.db").write_bytes(data[:start] + b"\x07" * len(data[start:end]) * (end < len(data)) + data[end:])
    for use in (keep, last):
        with pytest.raises(StudyError, match="damaged"):
            use(tmp_path, RUN)


def last(study: Path, run: Run) -> Run | None:
    with read_store(study) as store:
        return store.last_run(run.codebook_file) if store else None


def test_store_is_whole_after_an_interruption(tmp_path: Path) -> None:
    def interrupted() -> None:
        with open_store(tmp_path) as store, store.writing():
            store._connection.execute("INSERT INTO runs VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert runs(tmp_path) == []


def test_store_a_mistake_in_the_sql_is_no_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax"), open_store(tmp_path) as store:
        store._connection.execute("SELEC 1")


def test_store_finds_the_study_upwards(tmp_path: Path) -> None:
    below = tmp_path / "transcripts" / "pilot"
    below.mkdir(parents=True)
    assert find_study(below) is None
    assert find_study(tmp_path) == tmp_path
    keep(tmp_path, RUN)
    assert find_study(below) == tmp_path
    (below / "codebooks").mkdir()
    assert find_study(below) == tmp_path


TALK = conversation("Interviewer: 钱够吗？", "Dean: There is no 😀 money. 没有𠮷。", times=(TimeMark(3, 1.5),))
TALK = replace(TALK, attributes={"区域": "四川"}, notes=("a note",), file="transcripts/访谈 #1?%.txt")
AT = "2026-11-24T00:00:00+00:00"


def placed(words: str, text: str = TALK.text) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def decided(words: str, verdict: Verdict = Verdict.ACCEPTED, **fields: Any) -> Decision:
    return Decision(TALK.id, *placed(words), words, "money", verdict, **fields)


def shifted(transcript: Transcript, before: str) -> Transcript:
    """Put words before a transcript, as another version of its file."""
    by = len(before)
    turns = tuple(replace(turn, start=turn.start + by, end=turn.end + by) for turn in transcript.turns)
    return replace(transcript, text=before + transcript.text, turns=turns, sha256="1" * 64)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Go to a study that keeps TALK, and open its store."""
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path) as opened:
        opened.keep_transcripts([TALK])
        yield opened


def test_store_gives_back_a_transcript_as_it_was_read(store: Store) -> None:
    assert store.transcript(TALK.id) == TALK
    (kept,) = store.transcripts()
    assert (kept.id, kept.version, kept.file, kept.attributes) == (TALK.id, 1, TALK.file, {"区域": "四川"})


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=5))
def test_store_round_trip_of_any_text(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> None:
    """Law 1: emoji, combining marks, marks of order, a byte-order mark within, characters beyond the BMP, NUL."""
    talk = replace(conversation(*(f"Dean: {line}" for line in said)), notes=tuple(said), attributes={said[0]: said[-1]})
    with open_store(tmp_path_factory.mktemp("study")) as store:
        store.keep_transcripts([talk])
        assert replace(store.transcript(talk.id), file=talk.file) == talk
        start, end = talk.turns[-1].start, talk.turns[-1].end
        if start < end:
            store.decide([Decision(talk.id, start, end, "", said[0], Verdict.REJECTED)], coder=said[0], at=AT)
            (decision,) = store.decisions()
            assert (decision.quote, decision.coder, decision.code) == (talk.text[start:end], said[0], said[0])


def test_store_keeps_a_changed_transcript_as_a_new_version(store: Store) -> None:
    changed = shifted(TALK, "Note.\n")
    kept = [store.keep_transcripts([each])[0] for each in (TALK, changed, changed, replace(changed, id="B1"))]
    assert [(each.id, str(each.state), each.version) for each in kept] == [
        ("p07", "same", 1),
        ("p07", "changed", 2),
        ("p07", "same", 2),
        ("B1", "new", 1),
    ]
    assert store.transcript(TALK.id).text == changed.text
    assert [(each.id, each.version) for each in store.transcripts()] == [("B1", 1), ("p07", 2)]


def test_store_takes_over_what_is_known_anew_of_the_same_text(store: Store) -> None:
    renamed = replace(TALK, attributes={"role": "校长"}, file="elsewhere/p07.txt", notes=())
    assert store.keep_transcripts([renamed])[0].version == 1
    assert store.transcript(TALK.id).attributes == {"role": "校长"}


def test_store_names_a_transcript_that_it_does_not_keep(store: Store) -> None:
    with pytest.raises(UsageError, match="keeps no transcript Z9"):
        store.transcript("Z9")
    with pytest.raises(UsageError, match="keeps no transcript Z9"):
        store.decide([replace(decided("money"), transcript="Z9")], coder="Ann", at=AT)


@pytest.mark.parametrize(
    "damage",
    ["text = replace(text, 'money', 'honey')", 'turns = \'[[1, "", "respondent", 5, 9999]]\''],
    ids=["other words", "places"],
)
def test_store_verifies_a_transcript_whenever_it_is_opened(store: Store, damage: str) -> None:
    store._connection.execute("DROP TRIGGER versions_stay_as_they_are")
    store._connection.execute(f"UPDATE versions SET {damage}")
    with pytest.raises(StudyError, match="text kept of p07 is damaged"):
        store.transcript(TALK.id)


@pytest.mark.parametrize("table", ["decisions", "memos"])
def test_store_verifies_the_words_of_what_was_said(store: Store, table: str) -> None:
    memo = Memo(TALK.id, *placed("money"), "", "look")
    store.decide([decided("money")], memos=[memo], coder="Ann", at=AT)
    store._connection.execute(f"DROP TRIGGER {table}_stay_as_they_are")
    store._connection.execute(f"UPDATE {table} SET start = start + 1")
    with pytest.raises(StudyError, match="text kept of p07 is damaged"):
        store.transcript(TALK.id)


@pytest.mark.parametrize("table", ["decisions", "memos", "batches", "undone", "versions"])
def test_store_rewrites_nothing_that_was_said(store: Store, table: str) -> None:
    memo = Memo(TALK.id, *placed("money"), "", "look")
    store.undo(store.decide([decided("money")], memos=[memo], coder="Ann", at=AT), coder="Ann", at=AT)
    column = "text" if table in ("memos", "versions") else "coder"
    column = "what" if table == "batches" else column
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="appended"):
            store._connection.execute(statement)


def test_store_keeps_a_decision_with_its_words_and_those_around(store: Store) -> None:
    assert store.decide([decided("no 😀 money")], coder="Ann", at=AT, codebook="c") == 1
    (decision,) = store.decisions()
    assert (decision.number, decision.batch, decision.coder, decision.at, decision.codebook) == (1, 1, "Ann", AT, "c")
    assert decision.before + decision.quote + decision.after == TALK.text[1:]
    assert len(decision.id) == 32


def test_store_keeps_the_same_decision_once(store: Store) -> None:
    first = store.decide([decided("money"), decided("money")], coder="Ann", at=AT)
    assert (first, store.decide([decided("money")], coder="Ann", at="later")) == (1, 0)
    assert store.decide([decided("money")], coder="王", at=AT) == 2
    assert store.decide([decided("money", Verdict.REJECTED)], coder="Ann", at=AT) == 3
    assert store.decide([decided("money")], coder="Ann", at=AT) == 4
    assert store.decide([decided("money", adjudicates=True)], coder="Ann", at=AT) == 5
    assert [(each.number, each.coder, str(each.verdict)) for each in store.decisions()] == [
        (1, "Ann", "accepted"),
        (2, "王", "accepted"),
        (3, "Ann", "rejected"),
        (4, "Ann", "accepted"),
        (5, "Ann", "accepted"),
    ]
    assert len(store.batches()) == 5


def test_store_keeps_a_decision_from_another_study_once(store: Store, tmp_path: Path) -> None:
    store.decide([decided("money")], coder="Ann", at=AT)
    store.decide([decided("money", Verdict.REJECTED)], coder="Ann", at=AT)
    (tmp_path / "other").mkdir()
    with open_store(tmp_path / "other") as other:
        other.keep_transcripts([TALK])
        for _ in range(2):
            other.decide(store.decisions(), coder="me", at="now", what="merge")
        assert [replace(each, batch=0) for each in other.decisions()] == [
            replace(each, batch=0) for each in store.decisions()
        ]
        assert [(batch.what, batch.decisions) for batch in other.batches()] == [("merge", 2)]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (replace(decided("money"), quote="other"), EnvironmentFailure),
        (replace(decided("money"), start=9999, end=10_004), EnvironmentFailure),
        (replace(decided("money"), start=8, end=8, quote=""), EnvironmentFailure),
        (replace(decided("money"), start=None, end=None), UsageError),
    ],
)
def test_store_keeps_no_decision_on_other_words_and_none_beside_it(
    store: Store, wrong: Decision, error: type[Exception]
) -> None:
    with pytest.raises(error):
        store.decide([decided("no"), wrong], coder="Ann", at=AT)
    assert (store.decisions(), store.batches()) == ((), ())


def test_store_places_decisions_in_the_newest_text(store: Store) -> None:
    memo = Memo(TALK.id, *placed("没有𠮷"), "", "记下")
    store.decide([decided("There is no 😀 money.")], coder="Ann", at=AT, memos=[memo])
    changed = shifted(TALK, "😀 Note.\n")
    store.keep_transcripts([changed])
    (decision,), (noted,) = store.decisions(), store.memos()
    assert (decision.start, decision.end) == placed("There is no 😀 money.", changed.text)
    assert (noted.start, noted.end) == placed("没有𠮷", changed.text)
    store.keep_transcripts([replace(TALK, text=TALK.text.replace("no 😀", "much"), sha256="2" * 64)])
    assert (store.decisions()[0].start, store.decisions()[0].end) == (None, None)
    assert store.decisions()[0].quote == "There is no 😀 money."
    store.keep_transcripts([TALK])
    assert store.decisions()[0].start == decided("There is no 😀 money.").start


def test_store_says_anew_what_was_said_in_an_earlier_text(store: Store) -> None:
    """The same place may hold other words there: “money” and “times” are as long."""
    changed = replace(TALK, text=TALK.text.replace("money", "times"), sha256="3" * 64)
    store.decide([decided("money")], coder="Ann", at=AT)
    store.keep_transcripts([changed])
    again = replace(decided("money"), quote="times")
    batches = [store.decide([again], coder="Ann", at=AT) for _ in range(2)]
    assert batches == [2, 0]
    assert [(each.quote, each.start) for each in store.decisions()] == [("money", None), ("times", again.start)]


def test_store_knows_what_was_read_to_the_end(store: Store) -> None:
    """Until that is taken back, or the transcript is another."""
    store.decide([decided("no")], coder="Ben", at=AT)
    assert store.hashes_read_to_the_end() == frozenset()
    batch = store.decide([decided("money")], coder="Ann", at=AT, to_the_end=True)
    assert [each.to_the_end for each in store.batches()] == [False, True]
    assert store.hashes_read_to_the_end() == {TALK.sha256}
    store.undo(batch, coder="Ann", at=AT)
    assert store.hashes_read_to_the_end() == frozenset()


def test_store_takes_a_batch_back_once(store: Store) -> None:
    memo = Memo(TALK.id, *placed("money"), "", "look")
    both = store.decide([decided("money"), decided("no")], coder="Ann", at=AT, memos=[memo], what="import a.csv")
    one = store.decide([decided("money", Verdict.REJECTED)], coder="Ann", at=AT)
    assert [store.undo(both, coder="Ben", at=AT), store.undo(both, coder="Ben", at=AT)] == [3, 0]
    assert [each.batch for each in store.decisions()] == [one]
    assert [each.batch for each in store.decisions(undone=True)] == [both, both, one]
    assert (store.memos(), len(store.memos(undone=True))) == ((), 1)
    assert store.batches() == (
        Batch(both, "Ann", AT, "import a.csv", 2, 1, "Ben", AT),
        Batch(one, "Ann", AT, "", 1, 0),
    )
    with pytest.raises(UsageError, match="no batch 9"):
        store.undo(9, coder="Ann", at=AT)


def test_store_takes_a_decision_again_that_was_undone(store: Store) -> None:
    store.undo(store.decide([decided("money")], coder="Ann", at=AT), coder="Ann", at=AT)
    assert store.decide([decided("money")], coder="Ann", at=AT) == 2
    assert len({each.id for each in store.decisions(undone=True)}) == 2


def test_store_orders_by_number_whatever_the_clock_says(store: Store) -> None:
    for at, verdict in (("2100-01-01", Verdict.ACCEPTED), ("1970-01-01", Verdict.REJECTED)):
        store.decide([decided("money", verdict)], coder="Ann", at=at)
    assert [each.at for each in store.decisions()] == ["2100-01-01", "1970-01-01"]


def test_store_filters_by_transcript_and_coder(store: Store) -> None:
    store.keep_transcripts([replace(TALK, id="B1")])
    store.decide([decided("money"), replace(decided("money"), transcript="B1")], coder="Ann", at=AT)
    store.decide([decided("no")], coder="Ben", at=AT)
    assert [each.transcript for each in store.decisions()] == ["p07", "B1", "p07"]
    assert [each.number for each in store.decisions("p07")] == [1, 3]
    assert [each.number for each in store.decisions("p07", coder="Ben")] == [3]


def test_store_keeps_memos(store: Store) -> None:
    memo = Memo(TALK.id, *placed("money"), "", "看一看")
    assert [store.note([memo], coder="Ann", at=AT) for _ in range(2)] == [1, 0]
    assert store.note([replace(memo, text="")], coder="Ann", at=AT) == 2
    assert [(each.text, each.quote, each.coder) for each in store.memos("p07")] == [
        ("看一看", "money", "Ann"),
        ("", "money", "Ann"),
    ]


def test_store_keeps_a_memo_with_half_a_character(store: Store) -> None:
    store.note([Memo(TALK.id, *placed("money"), "", "a\ud83db")], coder="Ann", at=AT)
    assert [memo.text for memo in store.memos()] == ["a?b"]


def test_store_names_a_file_whose_name_is_no_text(store: Store) -> None:
    with pytest.raises(EnvironmentFailure, match="Rename the file"):
        store.keep_transcripts([replace(TALK, id="\udcff", file="transcripts/\udcff.txt")])


def proposals(*words: str, source: Source = Source.RULE) -> list[Suggestion]:
    passage = split_passages(TALK, Unit.TURN)[1]
    cut = [passage._replace(start=start, end=end) for start, end in map(placed, words)]
    return [
        Suggestion(each, "money", source, "r", 0.5, ((each.start, each.end), (0, 3)), reasons=("好",)) for each in cut
    ]


def test_store_keeps_suggestions_in_the_place_of_earlier_ones(store: Store) -> None:
    for words in (("There", "money"), ("money", "没有𠮷")):
        store.keep_suggestions(TALK.id, proposals(*words), codebook="c", unit="turn")
        assert list(store.suggestions(TALK.id)) == proposals(*words)
    by_model = proposals("no", source=Source.MODEL)
    store.keep_suggestions(TALK.id, by_model, codebook="c", unit="turn", source=Source.MODEL)
    assert [each.passage.text for each in store.suggestions(TALK.id)] == ["no", "money", "没有𠮷"]
    assert store.suggestions(TALK.id, unit="sentence") == ()


def test_store_gives_no_suggestions_for_words_that_changed(store: Store) -> None:
    store.keep_suggestions(TALK.id, proposals("money"), codebook="c", unit="turn")
    store.keep_transcripts([shifted(TALK, "x\n")])
    assert store.suggestions(TALK.id) == ()


def test_store_keeps_settings_and_a_model(store: Store) -> None:
    assert (store.setting("名字"), store.model()) == (None, None)
    for value in ("王", "Ann"):
        store.keep_setting("名字", value)
        store.keep_model(Model("c" * 64, value, b"\x00\xff"))
    assert (store.setting("名字"), store.model()) == ("Ann", Model("c" * 64, "Ann", b"\x00\xff"))


def test_store_writes_all_or_nothing(store: Store) -> None:
    def interrupted() -> None:
        with store.writing():
            store.decide([decided("money")], coder="Ann", at=AT)
            store.keep_setting("a", "b")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (store.decisions(), store.setting("a")) == ((), None)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let an open file be moved")
@pytest.mark.parametrize("another_takes_its_place", [True, False])
def test_store_writes_to_no_file_that_was_moved(store: Store, tmp_path: Path, another_takes_its_place: bool) -> None:
    moved = (tmp_path / "study.db").rename(tmp_path / "moved.db")
    if another_takes_its_place:
        (tmp_path / "study.db").write_bytes(moved.read_bytes())
    with pytest.raises(EnvironmentFailure, match="moved, deleted or replaced"):
        store.decide([decided("money")], coder="Ann", at=AT)


@pytest.mark.parametrize("name", ["a b", "研究 #1?", "100%41", "it's", "😀"])
def test_store_stands_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with open_store(tmp_path / name) as store:
        store.keep_transcripts([TALK])
        store.decide([decided("money")], coder="Ann", at=AT)
    with read_store(tmp_path / name) as reading:
        assert reading
        assert [each.quote for each in reading.decisions()] == ["money"]


def test_store_of_an_earlier_version_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        for module in (migrations, opening, study_file):
            earlier.setattr(module, "STEPS", STEPS[:1])
        earlier.setattr(Store, "keep_setting", lambda *_: None)  # there were no settings then
        keep(tmp_path, RUN)
    before = (tmp_path / "study.db").read_bytes()
    with read_store(tmp_path) as store:
        assert store
        assert (store.last_run(RUN.codebook_file), store.decisions(), store.listing()) == (RUN, (), None)
    assert (tmp_path / "study.db").read_bytes() == before
