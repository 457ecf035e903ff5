"""`import`, as a user sees it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.store import read_store

Run = Callable[..., tuple[int, str, str]]

BOTH = (
    "transcript,quote,code,status\nA1,There is no money.,money,accepted\nB1,钱一直不够，年年都是这样。,money,rejected\n"
)


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.usefixtures("study")
def test_import_keeps_decisions_as_one_batch_and_once(run: Run) -> None:
    name = write("王.csv", BOTH)
    shown = "2 decisions by 王\n      2  new: 1 accepted, 1 rejected\n"
    assert run("import", name, "--coder", "王", "--yes") == (0, f"{shown}kept as batch 1\n", "")
    shown = "2 decisions by 王\n      2  here already\n"
    assert run("import", name, "--coder", "王", "--yes") == (0, f"{shown}nothing new\n", "")


def test_import_lists_what_has_no_place_or_no_code(study: Path, run: Run) -> None:
    rows = (
        "A1,There is no money.,money,Ann\nA1,Nobody said this.,money,Ann\nB1,别的都好。,没有的,Ann\nX9,No.,money,Ann\n"
    )
    name = write("ann.csv", f"transcript,quote,code,coder\n{rows}")
    code, out, _ = run("import", name, "--yes")
    assert code == 1
    assert out.split("\n") == [
        "4 decisions by Ann",
        "      1  new: 1 accepted, 0 rejected",
        "      2  left out: no certain place in the transcripts here",
        "      1  left out: the codebook does not know their codes",
        "look: no code 没有的: add it, or a `formerly`, and do this again",
        "look: A1, money: its words do not stand there: Nobody said this.",
        "look: X9, money: there is no transcript X9: No.",
        "kept as batch 1",
        "",
    ]
    assert (study / "study.db").is_file()


@pytest.mark.usefixtures("study")
def test_import_takes_what_other_programs_write(run: Run) -> None:
    """Names in the place of ids, other spaces, and words that the interviewer says too or that are said twice."""
    rows = "A1.txt,Too little money,There is no  money.\nB1.txt,钱 > 钱来得晚,没有了。\nA1.txt,People,money\n"
    code, out, err = run(
        "import", write("ann.csv", f"Document name,Code,Segment\n{rows}"), "--coder", "Ann", "--yes", "--json"
    )
    assert (code, json.loads(out)["new"]) == (0, 3)
    assert err.startswith("note: columns taken: document name as transcript, segment as quote\n")


@pytest.mark.usefixtures("study")
def test_import_tells_codings_in_a_workbook_from_a_review(run: Run) -> None:
    run("import", write("王.csv", BOTH), "--coder", "王", "--yes")
    assert run("export", "all.xlsx")[0] == run("export", "review.xlsx", "--layout", "review")[0] == 0
    assert "here already" in run("import", "all.xlsx", "--coder", "王", "--yes")[1]
    assert "Understood of review.xlsx" in run("import", "review.xlsx", "--coder", "王", "--yes")[1]


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("text", "options", "is_finished"),
    [
        (BOTH.replace("rejected", "accepted"), (), True),
        (BOTH.replace("rejected", "accepted"), ("--partial",), False),
        (BOTH, (), False),
        (BOTH.replace("rejected", "suggested"), (), False),
    ],
    ids=["a coding", "in part", "a review", "a review under way"],
)
def test_import_takes_a_coding_but_no_review_for_read_to_the_end(
    study: Path, run: Run, text: str, options: tuple[str, ...], is_finished: bool
) -> None:
    _, _, err = run("import", write("王.csv", text), "--coder", "王", "--yes", *options)
    assert ("2 transcripts taken as coded to the end" in err) == is_finished
    with read_store(study) as store:
        assert store
        assert [each.to_the_end for each in store.batches()] == [is_finished]
        assert len(store.hashes_read_to_the_end()) == (2 if is_finished else 0)


@pytest.mark.usefixtures("study")
def test_import_json_says_what_became_of_each(run: Run) -> None:
    name = write("王.csv", BOTH + "A1,Nobody said this.,money,accepted\n")
    code, out, _ = run("import", name, "--coder", "王", "--yes", "--json")
    found = json.loads(out)
    assert (code, found["decisions"], found["new"], found["here"], found["batch"]) == (1, 3, 2, 0, 1)
    assert [(each["quote"], each["why"]) for each in found["orphaned"]] == [
        ("Nobody said this.", "its words do not stand there")
    ]


@pytest.mark.usefixtures("study")
def test_import_reads_back_what_export_wrote(run: Run) -> None:
    """B14: a tool's own export, read again, loses nothing and adds nothing."""
    run("import", write("王.csv", BOTH), "--coder", "王", "--yes")
    assert run("export", "all.json")[0] == 0
    code, out, _ = run("import", "all.json", "--coder", "王", "--yes")
    assert (code, out.endswith("nothing new\n")) == (0, True)


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(("answer", "code", "kept"), [("y\n", 0, 2), ("n\n", 0, 0)])
def test_import_asks(run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, kept: int) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ended, _, err = run("import", write("王.csv", BOTH), "--coder", "王")
    assert (ended, "Keep these? [y/N]" in err) == (code, True)
    assert len(json.loads(run("log", "--json")[1])) == kept


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("a.csv", BOTH, 2, "some decisions have no coder. Say who decided: --coder NAME"),
        ("a.txt", BOTH, 2, "no decisions are read from this kind of file"),
        ("a.json", "{", 3, "a.json"),
        ("a.csv", "quote\nno\n", 3, "a.csv"),
    ],
)
@pytest.mark.usefixtures("study")
def test_import_refuses_with_a_remedy(run: Run, name: str, text: str, code: int, said: str) -> None:
    ended, out, err = run("import", write(name, text), "--yes")
    assert (ended, out) == (code, "")
    assert err.startswith("error: ")
    assert said in err
    assert not Path("study.db").exists()
