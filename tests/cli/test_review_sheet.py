from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.reviewing import Reviewer

Run = Callable[..., tuple[int, str, str]]

SHOWN = """\
Understood of back.docx
  accepted        1  the code stays
  rejected        0
  other code      0
  added           0
  memo            0
  untouched       1  left as it was: stays open
  not understood  1  nothing is kept of it
Not understood
  A1 ¶2: no code is called so. Did you mean people?
"""


def review(run: Run, study: Path) -> None:
    assert run("export", "review.docx", "--layout", "review")[0] == 0
    reviewer = Reviewer((study / "review.docx").read_bytes())
    reviewer.reply("ic1", "ok, but see B1")
    reviewer.write("ic2", "peopel")
    (study / "back.docx").write_bytes(reviewer.saved())


def stripped(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1])


def test_review_from_shows_what_it_understood_and_keeps_it_as_one_batch(study: Path, run: Run) -> None:
    review(run, study)
    code, out, _ = run("review", "--from", "back.docx", "--yes")
    kept = "Kept 1 decision and 1 memo of Dr. Wang. `undo --batch 1` takes it back.\n"
    assert (code, stripped(out)) == (1, SHOWN + kept)
    with sqlite3.connect(study / "study.db") as store:
        assert store.execute("SELECT count(*) FROM decisions").fetchone() == (1,)
        assert store.execute("SELECT text FROM memos").fetchone() == ("but see B1",)


def test_review_from_keeps_nothing_twice(study: Path, run: Run) -> None:
    review(run, study)
    run("review", "--from", "back.docx", "--yes")
    _, out, _ = run("review", "--from", "back.docx", "--yes")
    with sqlite3.connect(study / "study.db") as store:
        assert store.execute("SELECT count(*) FROM decisions").fetchone() == (1,)
    assert "Kept" not in out


def test_review_from_signs_and_accepts_the_rest_as_asked(study: Path, run: Run) -> None:
    review(run, study)
    run("review", "--from", "back.docx", "--yes", "--coder", "Li", "--untouched", "accept")
    with sqlite3.connect(study / "study.db") as store:
        found = store.execute("SELECT coder, verdict, count(*) FROM decisions GROUP BY 1, 2").fetchall()
    assert found == [("Li", "accepted", 2)]


def test_review_from_keeps_nothing_without_a_yes(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    review(run, study)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, out, err = run("review", "--from", "back.docx")
    # 1 for the remark that was not understood.
    assert (code, out.endswith("Nothing was changed.\n")) == (1, True)
    assert "Keep 1 decision and 1 memo of Dr. Wang? [y/N]" in err
    assert not (study / "study.db").exists()


def test_review_from_refuses_what_is_no_review(study: Path, run: Run) -> None:
    (study / "notes.docx").write_bytes(b"PK")
    code, _, err = run("review", "--from", "notes.docx")
    assert (code, err.startswith("error: notes.docx: the file is damaged")) == (3, True)


def write_with_comments(target: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Interviewer: And the money?")
    said = document.add_paragraph("Dean: ").add_run("Nothing came.")
    more = document.add_paragraph("Dean: ").add_run("We built it ourselves.")
    document.add_comment(said, "Too little money", author="Dr. Wang", initials="W")
    document.add_comment(more, "Ask when.", author="Li", initials="L")
    document.add_comment(more, "peopel", author="Li", initials="L")
    document.save(str(target))


def test_code_takes_comments_for_codings_of_their_authors_on_request(study: Path, run: Run) -> None:
    write_with_comments(study / "transcripts" / "C1.docx")
    code, out, _ = run("code", "--quotes", "0", "--comments-as", "codes")
    assert code == 0
    assert out.startswith(
        "comment not understood: C1 ¶3: no code is called so. Did you mean people?\n"
        "From comments: Kept 1 decision and 1 memo of Dr. Wang, Li. `undo --batch 1` takes it back.\n"
    )
    with sqlite3.connect(study / "study.db") as store:
        found = store.execute("SELECT coder, code, quote FROM decisions").fetchall()
        assert found == [("Dr. Wang", "money", "Nothing came.")]
        assert store.execute("SELECT coder, quote, text FROM memos").fetchall() == [
            ("Li", "We built it ourselves.", "Ask when.")
        ]


def test_code_leaves_comments_alone_unless_asked(study: Path, run: Run) -> None:
    write_with_comments(study / "transcripts" / "C1.docx")
    _, out, _ = run("code", "--quotes", "0")
    assert "C1: left out: 3 comments" in " ".join(out.split())
    with sqlite3.connect(study / "study.db") as store:
        assert store.execute("SELECT count(*) FROM decisions").fetchone() == (0,)


def test_import_takes_a_reviewed_file_and_leaves_comments_to_their_authors(
    study: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEW_CODER_NAME", "Me")
    write_with_comments(study / "transcripts" / "C1.docx")
    review(run, study)
    assert run("import", "transcripts/C1.docx", "--yes")[0] == 1
    assert run("import", "back.docx", "--yes")[0] == 1
    with sqlite3.connect(study / "study.db") as store:
        assert store.execute("SELECT DISTINCT coder FROM decisions").fetchall() == [("Dr. Wang",)]
        assert store.execute("SELECT count(*) FROM decisions").fetchone() == (2,)
    assert run("import", "back.docx", "--json")[0] == 2
