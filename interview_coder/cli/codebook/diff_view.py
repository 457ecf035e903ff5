"""How the difference between two versions of a codebook looks in a terminal."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from interview_coder.cli.screen import highlighted, print_indented, stdout, visible
from interview_coder.cli.study_view import counted, table_of
from interview_coder.codebook_diff import Changes, CodeChange, Edit, Effect, Fate, Shift
from interview_coder.coding import Verdict
from interview_coder.language import HAN

if TYPE_CHECKING:
    from rich.text import Text

    from interview_coder.codebook import Codebook
    from interview_coder.coding import Coding
    from interview_coder.codings_file import Anchored

# A Chinese character is a word of its own.
_WORD = re.compile(rf"{HAN.pattern}|\w+|[^\w\s]")

#: So many edits of one kind are shown of a code; --json has all.
MOST = 12

_MARKS = {Fate.ADDED: "+", Fate.REMOVED: "-", Fate.RETIRED: "~", Fate.RESTORED: "~", Fate.KEPT: "~"}
_COLORS = {"+": "green", "-": "red", "~": "yellow"}
_NOUNS = {"rules": "rule", "examples": "example", "counterexamples": "counterexample", "addressed_by": "measure"}


def show_diff(
    changes: Changes,
    effect: Effect,
    old: Codebook,
    new: Codebook,
    *,
    transcripts: int,
    quotes: int,
    language: str,
) -> None:
    """Print what changed in the codebook, what that does to the study, and to the decisions if there are any."""
    for mark, book in (("-", old), ("+", new)):
        stdout().print(_marked(mark, book.file, style="bold"))
    if not changes:
        stdout().print("Nothing changed." if old.sha256 == new.sha256 else "Nothing changed but its comments or style.")
    show_changes(changes, old, new, language)
    if changes and transcripts:
        stdout().print(f"\nWhat that does to {counted(transcripts, 'transcript')}", style="bold")
        show_effect(effect, old, new, quotes=quotes, language=language)
    elif changes:
        stdout().print("\nNo transcripts here: name some with --on to see what that does to them.", style="dim")
    if any((effect.anchored.placed, effect.anchored.homeless, effect.anchored.orphaned)):
        show_decisions(effect, language)


def show_changes(changes: Changes, old: Codebook, new: Codebook, language: str) -> None:
    """Print what changed in the codebook itself, code by code."""
    codes = (*old.codes, *old.retired, *new.codes, *new.retired)
    names = {code.id: code.name.in_language(language) for code in codes}
    for part, edits in groupby(changes.settings, key=lambda edit: edit.part):
        stdout().print(_marked("~", f"{part}  {_setting(list(edits))}"))
    for change in changes.codes:
        head = _marked(_MARKS[change.fate], change.id, style="bold")
        head.append(f"  {visible(names.get(change.id, ''))}")
        stdout().print(head)
        for line in _fate(change):
            print_indented(visible(line), 4, style="bold" if change.fate is Fate.REMOVED else "")
        _show_edits(change.edits)


def _marked(mark: str, text: str, *, style: str = "") -> Text:
    from rich.text import Text

    return Text.assemble((mark, _COLORS[mark]), " ", (visible(text), style))


def _setting(edits: Sequence[Edit]) -> str:
    """Write what changed in a setting: `sentence → turn`, or the words that came and went."""
    if len(edits) == 1 and edits[0].old and edits[0].new:
        return f"{edits[0].old} → {edits[0].new}"
    came, went = ([word for word in words if word] for words in zip(*((e.new, e.old) for e in edits), strict=True))
    return "  ".join(f"{mark} {', '.join(words)}" for mark, words in (("+", came), ("-", went)) if words)


def _fate(change: CodeChange) -> Iterator[str]:
    if change.formerly:
        yield f"formerly {', '.join(change.formerly)}"
    if change.fate is Fate.RETIRED:
        yield "retired: it finds nothing any more; its decisions keep it"
    elif change.fate is Fate.RESTORED:
        yield "no longer retired"
    elif change.fate is Fate.REMOVED:
        yield "REMOVED: decisions made with it have no code any more."
        advice = f"If it is {change.heir} now, write `formerly: [{change.id}]` there. " if change.heir else ""
        yield f"{advice}To take a code out of use, keep it and write `retired: why`."


def _show_edits(edits: Iterable[Edit]) -> None:
    for part, group in groupby(edits, key=lambda edit: edit.part):
        same = list(group)
        for edit in same[:MOST]:
            mark = "+" if not edit.old else "~" if edit.new else "-"
            text = _edited(edit) if mark == "~" else "\n".join(map(visible, (edit.old or edit.new).strip().split("\n")))
            _print_marked(mark, text, _noun(part))
        if len(same) > MOST:
            print_indented(f"… and {len(same) - MOST} more; --json lists them", 6, style="dim")


def _edited(edit: Edit) -> Text:
    """Return both versions of a text, with the words marked that went from the old and came to the new one."""
    old, new = (list(_WORD.finditer(text)) for text in (edit.old, edit.new))
    matcher = difflib.SequenceMatcher(a=[word[0] for word in old], b=[word[0] for word in new], autojunk=False)
    changed = [places for tag, *places in matcher.get_opcodes() if tag != "equal"]
    went = [(old[first].start(), old[end - 1].end()) for first, end, _, _ in changed if first < end]
    came = [(new[first].start(), new[end - 1].end()) for _, _, first, end in changed if first < end]
    return highlighted(edit.old, went).append("\n→ ").append_text(highlighted(edit.new, came))


def _print_marked(mark: str, text: Text | str, noun: str = "") -> None:
    """Print a text beside its mark and what it is: Chinese breaks anywhere, but would first go to a line of its own."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    cells = [Text(mark, _COLORS[mark]), *([Text(noun)] if noun else []), text]
    for _ in cells[1:]:
        grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(*cells)
    stdout().print(Padding(grid, (0, 0, 0, 2)))


def _noun(part: str) -> str:
    name, _, language = part.partition(".")
    return _NOUNS.get(name, name) + (f" ({language})" if language else "")


def show_effect(effect: Effect, old: Codebook, new: Codebook, *, quotes: int, language: str) -> None:
    """Print what the changes do to a study: a table, then the passages that codes gained, lost or exchanged."""
    changed = [count for count in effect.counts if count.gained or count.lost or count.came or count.went]
    then, today = effect.units
    if then is not today:
        what = f"Passages were {then}s and are {today}s: gained or lost are those of which no word had or has the code."
        stdout().print(what)
    if old.interviewers != new.interviewers:
        stdout().print("Who is taken as interviewer changed; the transcripts were read the new way for both.")
    if not changed:
        stdout().print("No passage gains or loses a code.")
        return
    table = table_of("Code", "Before", "Gained", "Lost", "Moved", "Now")
    for count in changed:
        moved = " ".join(f"{sign}{number}" for sign, number in (("+", count.came), ("-", count.went)) if number)
        gained, lost = (
            f"{sign}{number}" if number else "" for sign, number in (("+", count.gained), ("-", count.lost))
        )
        table.add_row(visible(count.code), str(count.before), gained, lost, moved, str(count.now))
    stdout().print(table)
    for count in changed:
        _show_shifts([shift for shift in effect.shifts if shift.coding.code == count.code], old, new, quotes, language)


def _show_shifts(shifts: Sequence[Shift], old: Codebook, new: Codebook, quotes: int, language: str) -> None:
    """Print the passages of one code, so many of each kind; one that moved stands with the code it went to."""
    kinds = {
        "gained": [shift for shift in shifts if not shift.before],
        "lost": [shift for shift in shifts if not shift.now],
        "moved here": [shift for shift in shifts if shift.before and shift.now],
    }
    for kind, own in kinds.items() if quotes else ():
        if own:
            stdout().print(visible(f"{own[0].coding.code}: {kind}"), style="bold")
        for shift in own[:quotes]:
            why = [f"was {_rule(old, shift.before)}"] if shift.before else []
            why += [f"now {_rule(new, shift.now)}"] if shift.now else []
            _show_passage(shift.coding, "-" if not shift.now else "~" if shift.before else "+", why, language)
        if len(own) > quotes:
            print_indented(
                f"… and {len(own) - quotes:,} more; `codebook diff --quotes {len(own)}` shows them", 4, style="dim"
            )


def _show_passage(coding: Coding, mark: str, why: Sequence[str], language: str) -> None:
    from interview_coder.source_pattern import source_label

    _print_marked(mark, highlighted(coding.quote, coding.evidence_in_quote))
    if coding.question:
        print_indented(f"asked: {visible(coding.question)}", 4, style="dim")
    source = f"{source_label(coding, language=language)} {coding.speaker}"
    print_indented(visible(source), 4, style="dim")
    for line in why:
        print_indented(_cut(visible(line), stdout().width - 4), 4, style="dim")


def _cut(text: str, cells: int) -> Text:
    from rich.text import Text

    line = Text(text)
    line.truncate(cells, overflow="ellipsis")
    return line


def _rule(codebook: Codebook, coding: Coding) -> str:
    """Write which rule gave a code, by its id and its text: the id may mean another rule in another version."""
    texts = {rule.id: rule.text for code in codebook.codes for rule in code.rules}
    return f"{coding.rule}: {texts[coding.rule]}"


def show_decisions(effect: Effect, language: str) -> None:
    """Print which decisions stand against the new rules, lost their code, or could not be placed."""
    stdout().print("\nDecisions", style="bold")
    for against in effect.against:
        decision, rule = against.decision, against.coding.rule
        lost = decision.verdict is Verdict.ACCEPTED
        what = f"but the rules no longer find it: was {rule}" if lost else f"but the rules find it now: {rule}"
        coder = f"{decision.coder} " if decision.coder else ""
        why = [f"{coder}{decision.verdict} {decision.code}", what]
        _show_passage(against.coding, "-" if lost else "+", why, language)
    for decision in effect.still_against:
        what = "the rules do not find" if decision.verdict is Verdict.ACCEPTED else "the rules give"
        who = f"{decision.coder} " if decision.coder else ""
        line = f"{decision.transcript}: {who}{decision.verdict} {decision.code}; as before, {what} it: {decision.quote}"
        print_indented(visible(line), 2)
    for line in _lost(effect.anchored):
        print_indented(visible(line), 2)
    looked_at = counted(len(effect.anchored.placed), "decision")
    standing = f"{len(effect.against):,} against the rules since then, {len(effect.still_against):,} already before"
    print_indented(f"{looked_at} placed; {standing}", 2, style="dim")


def _lost(anchored: Anchored) -> Iterator[str]:
    ids = [decision.code for decision in anchored.homeless]
    for id in dict.fromkeys(ids):
        yield f"{counted(ids.count(id), 'decision')} with {id}, which the codebook does not know any more"
    for orphan in anchored.orphaned:
        decision = orphan.decision
        words = decision.quote[:60] or f"{decision.start}-{decision.end}"
        yield f"not placed: {decision.transcript}, {decision.code}, {words}: {orphan.why}"


def in_short(changes: Changes, effect: Effect | None) -> str:
    """Say in a sentence or two what changed and what that does."""
    parts = [*_short_codes(changes), *_short_rules(changes)]
    if changes.settings:
        parts.append(f"{', '.join(dict.fromkeys(edit.part for edit in changes.settings))} changed")
    if not parts:
        parts.append(f"texts or examples of {_some([change.id for change in changes.codes])} changed")
    if effect:
        gained = sum(count.gained for count in effect.counts)
        lost = sum(count.lost for count in effect.counts)
        moved = sum(count.came for count in effect.counts)
        parts.append(f"{counted(gained, 'passage')} gained, {lost:,} lost" + (f", {moved:,} moved" if moved else ""))
    return "; ".join(parts)


def _short_codes(changes: Changes) -> Iterator[str]:
    for fate in (Fate.ADDED, Fate.REMOVED, Fate.RETIRED, Fate.RESTORED):
        if ids := [change.id for change in changes.codes if change.fate is fate]:
            yield f"{counted(len(ids), 'code')} {fate} ({_some(ids)})"
    if renamed := [change.id for change in changes.codes if change.formerly]:
        yield f"{counted(len(renamed), 'code')} renamed or merged ({_some(renamed)})"


def _short_rules(changes: Changes) -> Iterator[str]:
    kept = [change for change in changes.codes if change.fate is Fate.KEPT]
    edits = [(change.id, edit) for change in kept for edit in change.edits if edit.part in ("rules", "unless")]
    numbers = {
        "added": sum(not edit.old for _, edit in edits),
        "changed": sum(bool(edit.old and edit.new) for _, edit in edits),
        "removed": sum(not edit.new for _, edit in edits),
    }
    counts = [f"{number:,} {what}" for what, number in numbers.items() if number]
    if counts:
        first, *rest = counts
        noun = "rule" if first.startswith("1 ") else "rules"
        number, what = first.split(" ")
        yield ", ".join([f"{number} {noun} {what}", *rest]) + f" in {_some(list(dict.fromkeys(id for id, _ in edits)))}"


def _some(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:3])
    return f"{shown} and {len(ids) - 3} more" if len(ids) > 3 else shown
