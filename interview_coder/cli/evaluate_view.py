"""What `evaluate` shows: scores and differences, and the review replayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interview_coder.cli.learn_view import plain_scores, stacked
from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_view import counted, set_in, table_of
from interview_coder.evaluation import by_code, by_rule, by_word

if TYPE_CHECKING:
    from interview_coder.evaluation import Difference, Evaluation
    from interview_coder.passages import Unit
    from interview_coder.simulation import Replay, Simulation

_PLOT_WIDTH, _PLOT_HEIGHT = 50, 10
# So many rules or codes are shown with quotes, the worst first.
_GROUPS = 10
_ALL = "all codes"


def show(found: Evaluation, unit: Unit, most: int) -> None:
    """Show scores by code, then false hits and misses with their quotes."""
    out = stdout()
    on = f"{counted(found.passages, unit)} of {counted(found.transcripts, 'transcript')}"
    out.print(f"{on}\n")
    table = table_of("Code", "Gold", "Found", "Precision", "Recall", "F1", "Kappa", tight=True)
    for code, scores in (*found.by_code.items(), (_ALL, found.overall)):
        values = map(stacked, (scores.precision, scores.recall, scores.f1, scores.kappa))
        name = code if code == _ALL else set_in(code, found.by_code)
        table.add_row(name, f"{scores.gold:,}", f"{scores.found:,}", *values)
    out.print(table)
    below = "; a code includes those below it" if any("." in code for code in found.by_code) else ""
    out.print(f"mean F1 over codes {found.mean_f1:.3f}{below}", style="dim")
    out.print("In brackets 95 % intervals, drawn by transcript.", style="dim")
    if others := ", ".join(f"{code} {number}" for code, number in found.elsewhere.items()):
        print_indented(visible(f"Found, but not in the gold and so not scored: {others}"), 0, style="dim")
    out.print()
    _show_groups("False hits by rule", by_rule(found), most)
    _show_groups("False hits by word", by_word(found, found=True), 0)
    _show_groups("Misses by code", by_code(found), most)
    _show_groups("Misses by word", by_word(found, found=False), 0)


def _show_groups(title: str, groups: Mapping[str, Sequence[Difference]], most: int) -> None:
    """Show the largest groups with some quotes; without quotes, on one line."""
    if not groups:
        return
    out = stdout()
    out.print(title, style="bold")
    shown = dict(list(groups.items())[:_GROUPS]) if most else {}
    for name, each in shown.items():
        out.print(visible(f"  {len(each):>3} {name}"))
        for difference in each[:most]:
            _show_difference(difference)
    if rest := [f"{name} {len(each)}" for name, each in groups.items() if name not in shown]:
        print_indented(visible(("… and " if shown else "") + ", ".join(rest)), 2)
    out.print()


def _show_difference(difference: Difference) -> None:
    passage = difference.passage
    place = f"{passage.transcript.id} ¶{passage.turn.number}"
    if not difference.found:
        print_indented(visible(place), 6)
    else:
        because = f"  {', '.join(difference.words)}" if difference.words else ""
        print_indented(visible(f"{place}  {difference.code}{because}"), 6)
    print_indented(visible(passage.text), 8, style="dim")


def plain(found: Evaluation, unit: Unit) -> dict[str, Any]:
    """Return an evaluation as plain values."""
    return {
        "unit": unit,
        "passages": found.passages,
        "transcripts": found.transcripts,
        "codes": {code: plain_scores(scores) for code, scores in found.by_code.items()},
        "overall": plain_scores(found.overall),
        "mean_f1": round(found.mean_f1, 4),
        "not_scored": found.elsewhere,
        "differences": [
            {
                "transcript": each.passage.transcript.id,
                "start": each.passage.start,
                "end": each.passage.end,
                "quote": each.passage.text,
                "code": each.code,
                "kind": "false hit" if each.found else "miss",
                "rule": each.rule,
                "words": each.words,
            }
            for each in found.differences
        ],
        "false_hits_by_rule": {name: len(each) for name, each in by_rule(found).items()},
        "false_hits_by_word": {name: len(each) for name, each in by_word(found, found=True).items()},
        "misses_by_word": {name: len(each) for name, each in by_word(found, found=False).items()},
    }


def show_simulation(simulation: Simulation) -> None:
    """Show how soon the passages are found, as numbers and as a plot."""
    out = stdout()
    table = table_of("Code", "Gold", "For 95 %", "Alone", "Random", "WSS@95", "Alone", "Random", tight=True)
    for code, ordered in simulation.ordered.by_code.items():
        replays = (ordered, simulation.alone[code], simulation.random.by_code[code])
        needed = [f"{each.read_for_95:.0%}" for each in replays]
        worth = [f"{each.wss_95:z.2f}" for each in replays]
        table.add_row(set_in(code, simulation.ordered.by_code), f"{ordered.gold:,}", *needed, *worth)
    out.print(table)
    out.print(f"{counted(simulation.passages, 'passage')}; * in the tool's order, . at random", style="dim")
    out.print("For 95 %: the share of all passages read until so many of the code's were found", style="dim")
    out.print("Alone: read for this code only (`review --code`), in an order of its own\n", style="dim")
    out.print(_plot(simulation.ordered, simulation.random), style="dim")
    saved = simulation.labels_saved
    if saved is not None:
        compared = f"{abs(saved):.0%} {'more' if saved < 0 else 'fewer'}"
        out.print(
            f"\nFor the same F1 ({simulation.f1_reached:.2f}): {simulation.labels_ordered:,} passages read in the "
            f"tool's order, {simulation.labels_random:,} at random ({compared})"
        )


def _plot(ordered: Replay, random: Replay) -> str:
    """Draw the share found against the share read."""
    rows = [[" "] * _PLOT_WIDTH for _ in range(_PLOT_HEIGHT)]
    for mark, replay in ((".", random), ("*", ordered)):
        for column in range(_PLOT_WIDTH):
            share = replay.curve[min(round((column + 1) / _PLOT_WIDTH * len(replay.curve)), len(replay.curve)) - 1]
            rows[_PLOT_HEIGHT - 1 - min(int(share * _PLOT_HEIGHT), _PLOT_HEIGHT - 1)][column] = mark
    lines = [f"{label:>5}│{''.join(row).rstrip()}" for label, row in zip(_levels(), rows, strict=True)]
    return "\n".join([*lines, f"found└{'─' * _PLOT_WIDTH} read"])


def _levels() -> list[str]:
    return ["100%" if at == 0 else "50%" if at == _PLOT_HEIGHT // 2 else "" for at in range(_PLOT_HEIGHT)]


def plain_simulation(simulation: Simulation) -> dict[str, Any]:
    """Return a simulation as plain values."""
    return {
        "passages": simulation.passages,
        "codes": {
            code: {
                "gold": each.gold,
                "read_for_95": each.read_for_95,
                "read_for_95_alone": simulation.alone[code].read_for_95,
                "read_for_95_random": simulation.random.by_code[code].read_for_95,
                "wss_95": each.wss_95,
                "wss_95_alone": simulation.alone[code].wss_95,
                "wss_95_random": simulation.random.by_code[code].wss_95,
            }
            for code, each in simulation.ordered.by_code.items()
        },
        "found_after": {"ordered": simulation.ordered.curve, "random": simulation.random.curve},
        "f1": simulation.f1_reached,
        "labels_ordered": simulation.labels_ordered,
        "labels_random": simulation.labels_random,
        "labels_saved": simulation.labels_saved,
    }
