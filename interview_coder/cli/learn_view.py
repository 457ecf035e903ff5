"""What `learn` shows: scores per code, what is still lacking, what was added."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_view import counted, table_of

if TYPE_CHECKING:
    from interview_coder.agreement import Interval
    from interview_coder.coding import Suggestion
    from interview_coder.evaluation import Scores
    from interview_coder.learning import CodeReport, Learned
    from interview_coder.study import CodedStudy

Found = Mapping[str, Sequence["Suggestion"]]


def show(learned: Learned, study: CodedStudy, found: Found, *, accepted: int) -> None:
    """Show a table for each code, then what was added."""
    out = stdout()
    learnt = f"{counted(learned.passages, 'passage')} of {counted(learned.transcripts, 'reviewed transcript')}"
    encoder = learned.fitted.learner.encoder
    out.print(visible(f"Learned from {learnt}, aim {learned.fitted.aim}" + (f", encoder {encoder.name}" if encoder else "")))
    out.print("Scores of transcripts it had not seen; in brackets 95 % intervals, drawn by transcript.\n", style="dim")
    names = {code.id: code.name.in_language("en") for code in study.codebook.codes}
    for report in learned.spoken:
        _show_code(report, names[report.code])
    for report in learned.reports:
        if report.needed:
            out.print(visible(f"{report.code}: silent, {counted(report.needed, 'accepted passage')} more needed"))
    _show_added(learned, found, accepted)


def _show_code(report: CodeReport, name: str) -> None:
    out = stdout()
    out.print(visible(f"{name} ({report.code}, {report.accepted} accepted)"), style="bold")
    table = table_of("", "Precision", "Recall", "F1", "Kappa")
    for who, scores in (("rules", report.rules), ("learner", report.learner), ("both", report.both)):
        table.add_row(who, *map(interval, (scores.precision, scores.recall, scores.f1, scores.kappa)))
    out.print(table)
    limit = f"suggested from {report.threshold:.2f} on" if math.isfinite(report.threshold) else "suggests nothing"
    out.print(f"{limit}; calibration error {interval(report.calibration_error)}\n", style="dim")


def interval(value: Interval) -> str:
    """Write a value with its interval: `.71 [.60-.80]`."""
    if math.isnan(value.value):
        return "-"
    bounds = "" if math.isnan(value.low) else f" [{_short(value.low)}-{_short(value.high)}]"
    return f"{_short(value.value)}{bounds}"


def _short(share: float) -> str:
    return f"{share:.2f}".replace("0.", ".", 1)


def _show_added(learned: Learned, found: Found, accepted: int) -> None:
    total = sum(map(len, found.values()))
    name = learned.fitted.name
    stdout().print(f"\n{name}: {counted(total, 'suggestion')} that the rules did not make.")
    if accepted:
        said = f"{counted(accepted, 'passage')} accepted by {name}, not by a person. `undo --coder '{name}'` takes that back."
        stdout().print(said)
    elif total:
        stdout().print("`interview-coder review --order uncertain` asks about those first that teach most.")


def plain(learned: Learned, found: Found, accepted: int) -> dict[str, Any]:
    """Return what is shown as plain values; what is not defined is null."""
    return {
        "model": learned.fitted.name,
        "aim": learned.fitted.aim,
        "encoder": learned.fitted.learner.encoder.name if learned.fitted.learner.encoder else "",
        "transcripts": learned.transcripts,
        "passages": learned.passages,
        "codes": [_code(report) for report in learned.reports],
        "suggestions": sum(map(len, found.values())),
        "accepted_by_model": accepted,
    }


def _code(report: CodeReport) -> dict[str, Any]:
    return {
        "code": report.code,
        "accepted": report.accepted,
        "needed": report.needed,
        "threshold": report.threshold if math.isfinite(report.threshold) else None,
        "calibration_error": plain_interval(report.calibration_error),
        **{name: plain_scores(getattr(report, name)) for name in ("rules", "learner", "both")},
    }


def plain_scores(scores: Scores) -> dict[str, Any]:
    """Return scores as plain values."""
    counts = {"gold": scores.gold, "found": scores.found, "right": scores.both}
    return counts | {name: plain_interval(getattr(scores, name)) for name in ("precision", "recall", "f1", "kappa")}


def plain_interval(value: Interval) -> list[float | None]:
    """Return [value, low, high]; null where not defined."""
    return [None if math.isnan(each) else round(each, 4) for each in (value.value, value.low, value.high)]
