"""Rules of the code that neither ruff nor import-linter can hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "interview_coder"
MODULES = sorted(PACKAGE.rglob("*.py"))
TERMINAL_LIBRARIES = {"click", "rich", "textual"}
TERMINAL_CALLS = {"breakpoint", "exit", "input", "print", "quit", "sys.exit"}


def _name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def _is_command_line(name: str) -> bool:
    return name == "cli.py" or name.startswith("cli/")


def _findings(name: str, source: str) -> Iterator[str]:
    """Yield what in a module's source breaks a rule, each with its place."""
    for node in ast.walk(ast.parse(source)):
        place = f"{name}:{getattr(node, 'lineno', 1)}"
        if isinstance(node, ast.Attribute) and node.attr == "splitlines":
            yield f"{place}: splitlines() also splits on U+2028, \\v and the like: use split('\\n') (law 2)"
        if _is_command_line(name):
            continue
        for library in TERMINAL_LIBRARIES.intersection(_imported(node)):
            yield f"{place}: only cli/ imports {library}"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in TERMINAL_CALLS:
            yield f"{place}: only cli/ prints, prompts or exits"


def _imported(node: ast.AST) -> list[str]:
    """Return the top-level packages that an import statement names."""
    match node:
        case ast.Import(names=names):
            return [alias.name.partition(".")[0] for alias in names]
        case ast.ImportFrom(module=str(module), level=0):
            return [module.partition(".")[0]]
        case _:
            return []


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_source_keeps_the_rules(module: Path) -> None:
    assert list(_findings(_name(module), module.read_text(encoding="utf-8"))) == []


def test_source_has_modules_to_check() -> None:
    assert "version.py" in map(_name, MODULES)


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("lines = text.splitlines()", "split('\\n')"),
        ("cut = str.splitlines", "split('\\n')"),
        ("import click", "only cli/ imports click"),
        ("from rich.table import Table", "only cli/ imports rich"),
        ("def show():\n    import textual.app", "only cli/ imports textual"),
        ("print('done')", "only cli/ prints"),
        ("answer = input('? ')", "only cli/ prints"),
        ("import sys\nsys.exit(1)", "only cli/ prints"),
    ],
)
def test_source_rules_can_fail(source: str, rule: str) -> None:
    assert [rule in finding for finding in _findings("corpus.py", source)] == [True]


def test_source_lets_the_command_line_use_the_terminal() -> None:
    source = "import click, sys\nfrom rich.console import Console\nprint('done')\nsys.exit(1)"
    assert list(_findings("cli/code.py", source)) == []
