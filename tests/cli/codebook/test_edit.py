"""`codebook edit`: an editor that is a script, and what becomes of the codebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.cli.codebook import edit
from interview_coder.cli.codebook.editor import editor_command, open_in_editor
from interview_coder.errors import EnvironmentFailure

Run = Callable[..., tuple[int, str, str]]
FILE = Path("codebooks/money.yaml")


@pytest.fixture
def editor(study: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes the editor replace one text by another, and end with an exit code."""

    def replacing(*pairs: tuple[str, str], ends: int = 0) -> None:
        script = study / "editor.py"
        script.write_text(
            f"import pathlib, sys\npairs = {pairs!r}\nfile = pathlib.Path(sys.argv[-1])\n"
            "runs = pathlib.Path('runs')\nrun = int(runs.read_text()) if runs.exists() else 0\n"
            "runs.write_text(str(run + 1))\nold, new = pairs[run]\n"
            "file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))\n"
            f"sys.exit({ends})\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}"')

    return replacing


def test_edit_saves_what_is_valid(run: Run, editor: Callable[..., None]) -> None:
    editor(("nobody", "somebody"))
    code, out, err = run("codebook", "edit", "people")
    assert (code, err) == (0, "")
    assert [line.rstrip() for line in out.rstrip().split("\n")] == [
        "17 -     rules: [nobody, 没有人]",
        "17 +     rules: [somebody, 没有人]",
        "0 passed",
        "1 rule changed in people; 0 passages gained, 0 lost.",
        "Saved codebooks/money.yaml",
    ]
    assert "somebody" in FILE.read_text(encoding="utf-8")


def test_edit_says_when_nothing_was_changed(run: Run, editor: Callable[..., None]) -> None:
    editor(("nobody", "nobody"))
    assert run("codebook", "edit") == (0, "Nothing was changed.\n", "")


def test_edit_keeps_the_draft_where_nobody_can_be_asked(run: Run, editor: Callable[..., None]) -> None:
    before = FILE.read_bytes()
    editor(("nobody", "a AND AND b"), ("a AND AND b", "a AND b"))
    code, out, err = run("codebook", "edit")
    assert (code, out) == (3, "")
    assert err == (
        "codebooks/money.yaml:17:19: AND does not stand between two words or phrases. Put one word or a quoted phrase "
        "on both sides.\n"
        "The codebook is as it was. Your draft is kept as codebooks/money.yaml.draft\n"
        "Go on with: interview-coder codebook edit --draft codebooks/money.yaml.draft\n"
    )
    assert FILE.read_bytes() == before
    assert run("code")[0] == 0  # the draft does not pass for a second codebook
    code, out, _ = run("codebook", "edit", "--draft", "codebooks/money.yaml.draft")
    assert (code, out.split("\n")[-2]) == (0, "Saved codebooks/money.yaml")
    assert FILE.read_bytes() == before.replace(b"nobody", b"a AND b")


def test_edit_asks_what_to_do_with_mistakes(
    run: Run, editor: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = FILE.read_bytes()
    answers = iter(["edit", "edit", "restore"])
    monkeypatch.setattr(edit, "_choice", lambda _: next(answers))
    editor(("nobody", "("), ("(", ")"), (")", "("))
    assert run("codebook", "edit") == (1, "", "Your changes are thrown away; the codebook is as it was.\n")
    assert FILE.read_bytes() == before
    assert os.listdir("codebooks") == ["money.yaml"]


def test_edit_opens_a_codebook_with_mistakes(run: Run, editor: Callable[..., None]) -> None:
    FILE.write_text("codes:\n  a: {rulez: [x]}\n", encoding="utf-8")
    editor(("rulez", "rules"))
    assert run("codebook", "edit")[0] == 0
    assert FILE.read_text(encoding="utf-8") == "codes:\n  a: {rules: [x]}\n"


def test_edit_keeps_what_was_written_when_the_editor_fails(run: Run, editor: Callable[..., None]) -> None:
    before = FILE.read_bytes()
    editor(("nobody", "somebody"), ends=1)
    code, _, err = run("codebook", "edit")
    assert code == 2
    assert "Your draft is kept as codebooks/money.yaml.draft" in err
    assert "ended with an error (1); the codebook is as it was" in err
    assert FILE.read_bytes() == before


def test_edit_keeps_the_draft_when_somebody_else_changed_the_file(
    run: Run, editor: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(("nobody", "somebody"))

    def meanwhile(copy: Path, line: int) -> None:
        open_in_editor(copy, line)
        FILE.write_text("codes: {b: }", encoding="utf-8")

    monkeypatch.setattr(edit, "open_in_editor", meanwhile)
    code, _, err = run("codebook", "edit")
    assert code == 5
    assert "changed by somebody else" in err
    assert FILE.read_text(encoding="utf-8") == "codes: {b: }"
    assert "somebody" in Path("codebooks/money.yaml.draft").read_text(encoding="utf-8")


def test_edit_without_an_editor_says_how_to_name_one(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    code, _, err = run("codebook", "edit")
    assert (code, err) == (5, "error: the editor no-such-editor cannot be started. Set VISUAL or EDITOR\n")
    monkeypatch.delenv("EDITOR")
    monkeypatch.setenv("PATH", str(study))
    with pytest.raises(EnvironmentFailure, match="Name yours in VISUAL or EDITOR"):
        editor_command({}, FILE, 1)


@pytest.mark.parametrize("written", ["vim 'x", "  "])
def test_edit_editor_that_is_no_command_is_named(written: str) -> None:
    with pytest.raises(EnvironmentFailure, match="is no command"):
        editor_command({"EDITOR": written}, FILE, 1)


@pytest.mark.skipif(os.name == "nt", reason="paths are written otherwise")
@pytest.mark.parametrize(
    ("editor_name", "command"),
    [
        ("vim", ["vim", "+7", "c.yaml"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "c.yaml"]),
        ("code", ["code", "--wait", "--goto", "c.yaml:7"]),
        ("codium -n --wait", ["codium", "-n", "--wait", "--goto", "c.yaml:7"]),
        ("subl", ["subl", "--wait", "c.yaml:7"]),
        ("'/my apps/other'", ["/my apps/other", "c.yaml"]),
    ],
)
def test_edit_tells_editors_the_line(editor_name: str, command: list[str]) -> None:
    assert editor_command({"EDITOR": editor_name}, Path("c.yaml"), 7) == command
    assert editor_command({"VISUAL": editor_name, "EDITOR": "other"}, Path("c.yaml"), 7) == command
