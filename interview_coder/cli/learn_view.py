"""What `learn` shows: scores per code, what is still lacking, what is likely unread, what was added."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_view import counted, set_in, table_of
from interview_coder.codebook import is_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interview_coder.agreement import Interval
    from interview_coder.evaluation import Scores
    from interview_coder.learning import CodeReport, Learned
    from interview_coder.stopping import Standing
    from interview_coder.study import CodedStudy

_LEVELS = " ▁▂▃▄▅▆▇█"
_CURVE = 16
_ASSUMED = """\
Likely unfound: what the model expects in the unread, in brackets a 95 % interval. It holds as far as nothing was \
overlooked in what was read and people speak of it alike in the rest.
Curve: found against read. Where it is flat, little is left.
"""


def show(learned: Learned, study: CodedStudy, found: int, *, accepted: int) -> None:
    """Show a table for each code, then what is still unread and what was added."""
    out = stdout()
    learnt = f"{counted(learned.passages, 'passage')} of {counted(learned.transcripts, 'reviewed transcript')}"
    encoder = learned.fitted.learner.encoder
    out.print(
        visible(f"Learned from {learnt}, aim {learned.fitted.aim}" + (f", encoder {encoder.name}" if encoder else ""))
    )
    if learned.spoken:
        held_out = "transcripts" if learned.transcripts > 1 else "parts of it"
        out.print(f"Scores on {held_out} it had not seen; in brackets 95 % intervals.\n", style="dim")
    ruled = [code.id for code in study.codebook.codes if code.rules]
    names = study.codebook.names("en")
    for report in learned.spoken:
        has_rules = any(is_within(id, report.code) for id in ruled)
        _show_code(report, names[report.code], learned.fitted.aim, with_rules=has_rules)
    _show_silent(learned)
    _show_unread(learned)
    _show_added(learned, found, accepted, with_rules=bool(ruled))


def _show_code(report: CodeReport, name: str, aim: str, *, with_rules: bool) -> None:
    out = stdout()
    out.print(visible(f"{name} ({report.code}, {report.accepted} accepted)"), style="bold")
    table = table_of("", "Precision", "Recall", "F1", "Kappa")
    compared = (("rules", report.rules), ("learner", report.learner), ("both", report.both))
    for who, scores in compared if with_rules else compared[1:2]:
        table.add_row(who, *map(interval, (scores.precision, scores.recall, scores.f1, scores.kappa)))
    if report.coders:
        # Holsti's coefficient of two coders is the F1 of one against the other.
        table.add_row("coders", "", "", interval(report.coders.holsti), interval(report.coders.kappa))
    out.print(table)
    chance = "; in new transcripts no better than chance so far" if report.learner.kappa.value <= 0 else ""
    out.print(
        f"{_threshold(report, aim)}; calibration error {interval(report.calibration_error)}{chance}\n", style="dim"
    )


def _threshold(report: CodeReport, aim: str) -> str:
    if math.isfinite(report.threshold):
        return f"suggested from {report.threshold:.2f} on"
    if aim == "f1":
        return "suggests nothing: all codes together would be found no better than without it"
    return "suggests nothing: no probability reaches the aim"


def _show_silent(learned: Learned) -> None:
    """List the codes it is silent on by what they lack."""
    lacking: dict[tuple[int, int], list[str]] = {}
    for code, numbers in learned.needed.items():
        lacking.setdefault(numbers, []).append(code)
    if not lacking:
        return
    stdout().print("Silent on codes that it has seen too little of", style="bold")
    for (accepted, refused), codes in sorted(lacking.items()):
        wanted = [counted(accepted, "more accepted passage")] if accepted else []
        wanted += [counted(refused, "more passage") + " without the code"] if refused else []
        print_indented(visible(f"{' and '.join(wanted)} needed: {', '.join(codes)}"), 2)
    stdout().print()


def _show_unread(learned: Learned) -> None:
    standings = [(report.code, report.standing) for report in learned.spoken if report.standing]
    if not any(standing.unread for _, standing in standings):
        return
    out = stdout()
    out.print("What is likely still unread", style="bold")
    table = table_of("Code", "Read", "Unread", "Found", "Likely unfound", "Curve", tight=True)
    for code, standing in standings:
        unfound = f"{standing.unfound:.0f} [{standing.low}-{standing.high}]"
        counts = (f"{number:,}" for number in (standing.read, standing.unread, standing.found))
        table.add_row(set_in(code, dict(standings)), *counts, unfound, _curve(standing.curve))
    out.print(table)
    out.print(_ASSUMED, style="dim")


def _curve(found: Sequence[int]) -> str:
    """Draw how the finds grew, as blocks."""
    if not found or not found[-1]:
        return ""
    marks = [found[round((at + 1) / _CURVE * len(found)) - 1] / found[-1] for at in range(_CURVE)]
    return "".join(_LEVELS[round(share * (len(_LEVELS) - 1))] for share in marks)


def interval(value: Interval, *, parted: str = " ") -> str:
    """Write a value with its interval: `.71 [.60-1]`."""
    if math.isnan(value.value):
        return "-"
    bounds = "" if math.isnan(value.low) else f"{parted}[{_short(value.low)}-{_short(value.high)}]"
    return f"{_short(value.value)}{bounds}"


def stacked(value: Interval) -> str:
    """Write the interval below the value: for tables with a long first column."""
    return interval(value, parted="\n")


def _short(share: float) -> str:
    return "1" if share > 0.995 else f"{share:z.2f}".replace("0.", ".", 1)


def _show_added(learned: Learned, found: int, accepted: int, *, with_rules: bool) -> None:
    out, name = stdout(), learned.fitted.name
    beside = " that the rules did not make" if with_rules else ""
    out.print(f"{name}: {counted(found, 'suggestion')} to decide about{beside}.")
    if accepted:
        out.print(f"{counted(accepted, 'passage')} accepted by {name}, not by a person.")
        out.print(f"`interview-coder undo --coder '{name}'` takes that back.")
    elif found:
        out.print("`interview-coder review --order uncertain` asks about the most useful first.")


def plain(learned: Learned, found: int, accepted: int) -> dict[str, Any]:
    """Return what is shown as plain values; what is not defined is null."""
    return {
        "model": learned.fitted.name,
        "aim": learned.fitted.aim,
        "encoder": learned.fitted.learner.encoder.name if learned.fitted.learner.encoder else "",
        "transcripts": learned.transcripts,
        "passages": learned.passages,
        "codes": [_code(report) for report in learned.reports],
        "needed": {code: {"accepted": ours, "without": others} for code, (ours, others) in learned.needed.items()},
        "suggestions": found,
        "accepted_by_model": accepted,
    }


def _code(report: CodeReport) -> dict[str, Any]:
    return {
        "code": report.code,
        "accepted": report.accepted,
        "is_spoken": report.is_spoken,
        "threshold": report.threshold if math.isfinite(report.threshold) else None,
        "calibration_error": plain_interval(report.calibration_error),
        **{name: plain_scores(getattr(report, name)) for name in ("rules", "learner", "both")},
        "coders": report.coders
        and {"holsti": plain_interval(report.coders.holsti), "kappa": plain_interval(report.coders.kappa)},
        "unread": report.standing and _standing(report.standing),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "read": standing.read,
        "unread": standing.unread,
        "found": standing.found,
        "unfound": [round(standing.unfound, 2), standing.low, standing.high],
        "curve": standing.curve,
    }


def plain_scores(scores: Scores) -> dict[str, Any]:
    """Return scores as plain values."""
    counts = {"gold": scores.gold, "found": scores.found, "right": scores.both}
    return counts | {name: plain_interval(getattr(scores, name)) for name in ("precision", "recall", "f1", "kappa")}


def plain_interval(value: Interval) -> list[float | None]:
    """Return [value, low, high]; null where not defined."""
    return [None if math.isnan(each) else round(each, 4) for each in (value.value, value.low, value.high)]
