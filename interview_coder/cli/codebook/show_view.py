"""How a codebook looks in a terminal: its codes as a tree, and one code in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_view import counted, table_of
from interview_coder.codebook import is_within
from interview_coder.coverage import NOWHERE

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.text import Text

    from interview_coder.codebook import Code, Codebook, Rule
    from interview_coder.coverage import Coverage


def show_tree(coverage: Coverage, *, transcripts: int, language: str) -> None:
    """Print every code below the one it is a kind of, and the retired ones at the end."""
    book = coverage.codebook
    rules = sum(len(code.rules) for code in book.codes)
    stdout().print(visible(book.title.in_language(language) or book.file), style="bold")
    stdout().print(
        f"{counted(len(book.codes), 'code')}, {counted(rules, 'rule')} in {visible(book.file)}; "
        f"coded by {book.unit}" + (f"; tried on {counted(transcripts, 'transcript')}" if transcripts else "")
    )
    table = table_of("Code", "Rules", "Unless", "Examples", *(("Passages", "Transcripts") if transcripts else ()))
    for code in book.codes:
        found = coverage.found(code)
        counts = (str(len(code.rules)), str(len(code.own_unless)), _examples(code))
        hits = (f"{len(found):,}", str(coverage.transcripts(found))) if transcripts else ()
        table.add_row(_label(code, book, language), *(cell if cell != "0" else "" for cell in counts), *hits)
    stdout().print(table)
    if any(code.parent for code in book.codes) and transcripts:
        stdout().print("A code's passages include those of its sub-codes.", style="dim")
    for code in book.retired:
        reason = code.retired.in_language(language)
        line = f"retired: {code.id}  {code.name.in_language(language)}" + (f" ({reason})" if reason else "")
        stdout().print(visible(line + _formerly(code)), style="dim")


def _examples(code: Code) -> str:
    """Write the number of examples, and of counterexamples where there are any: `4`, `4 / 2`."""
    against = f" / {len(code.counterexamples)}" if code.counterexamples else ""
    return f"{len(code.examples)}{against}"


def _formerly(code: Code) -> str:
    return f", formerly {', '.join(code.formerly)}" if code.formerly else ""


def _label(code: Code, codebook: Codebook, language: str) -> Padding:
    """Return a code's name with its colour, and its part of the id below, set in as deep as it stands in the tree."""
    from rich.padding import Padding

    label = _swatch(code, codebook)
    label.append(visible(code.name.in_language(language)))
    own = code.id[len(code.parent or "") :]
    label.append(f"\n{visible(own + _formerly(code))}", style="dim")
    return Padding(label, (0, 0, 0, 2 * code.depth))


def _swatch(code: Code, codebook: Codebook) -> Text:
    """Return a square in the code's colour, or that of the nearest code above it; nothing without colours."""
    from rich.text import Text

    colors = {other.id: other.color for other in codebook.codes if other.color}
    above = [id for id in colors if is_within(code.id, id)]
    if not above or not stdout().color_system:
        return Text()
    return Text("■ ", colors[max(above, key=len)])


def show_code(code: Code, coverage: Coverage, *, transcripts: int, language: str) -> None:
    """Print one code in full, with what each of its rules finds."""
    head = _swatch(code, coverage.codebook)
    head.append(visible(code.name.in_language(language)), style="bold")
    head.append(f"  {visible(code.id + _formerly(code))}")
    stdout().print(head)
    if transcripts and code in coverage.codebook.codes:
        print_indented(_passages(code, coverage, transcripts), 2, style="dim")
    for part in ("retired", "definition", "include", "exclude", "memo"):
        _show_list(part, [getattr(code, part).in_language(language)])
    hits = {rule.id: coverage.hits.get(rule.id, NOWHERE) for rule in (*code.rules, *code.unless)} if transcripts else {}
    matched = NOWHERE.union(*(hits[rule.id] for rule in code.rules if hits))
    _show_rules("rules, with their passages", code.rules, {id: len(found) for id, found in hits.items()})
    refused = {id: len(found & matched) for id, found in hits.items()}
    for home, rules in groupby(code.unless, key=lambda rule: rule.id.rpartition(".")[0]):
        of = "" if home == code.id else f" of {home}"
        _show_rules(f"unless{of}, with the passages taken away", list(rules), refused)
    _show_list("examples", map(str, code.examples))
    _show_list("counterexamples", map(str, code.counterexamples))
    _show_list("addressed by", (measure.in_language(language) for measure in code.addressed_by))
    stdout().print()


def _show_list(title: str, texts: Iterable[str]) -> None:
    """Print texts below their title, nothing where there are none."""
    for at, text in enumerate(filter(None, texts)):
        if at == 0:
            print_indented(title, 2, style="italic")
        print_indented("\n".join(map(visible, text.strip().split("\n"))), 4)


def _passages(code: Code, coverage: Coverage, transcripts: int) -> str:
    found = coverage.found(code)
    passages = (
        f"{counted(len(found), 'passage')} in {coverage.transcripts(found)} of {counted(transcripts, 'transcript')}"
    )
    has_sub_codes = any(other.parent == code.id for other in coverage.codebook.codes)
    return f"{passages}, those of its sub-codes included" if has_sub_codes else passages


def _show_rules(title: str, rules: Sequence[Rule], counts: Mapping[str, int]) -> None:
    """Print rules with their place in the list and a number each, where there are numbers."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for rule in rules:
        count = f"{counts[rule.id]:,}" if rule.id in counts else ""
        grid.add_row(f"[{rule.id.rpartition('[')[2]}", count, Text(visible(rule.text)))
    if rules:
        print_indented(visible(title if counts else title.partition(",")[0]), 2, style="italic")
        stdout().print(Padding(grid, (0, 0, 0, 3)))
