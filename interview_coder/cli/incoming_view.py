"""How decisions that come in from elsewhere look in a terminal: how many, what became of them, what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_view import counted

if TYPE_CHECKING:
    from interview_coder.coding import Decision
    from interview_coder.merging import Incoming

#: So many of those left out are shown.
SHOWN = 20


def show_incoming(incoming: Incoming) -> None:
    """Print how many decisions came in, how they add up, and those that were left out with the reason."""
    memos = len(incoming.new_memos) + incoming.memos_here + incoming.memos_orphaned
    also = f" and {counted(memos, 'memo')}" if memos else ""
    stdout().print(f"{counted(incoming.number, 'decision')}{also}{_by_whom(incoming)}", style="bold", soft_wrap=True)
    for number, what in _sums(incoming):
        if number:
            stdout().print(f"{number:>7,}  {what}", soft_wrap=True)
    left_out = [*_left_out(incoming)]
    for line in left_out[:SHOWN]:
        stdout().print(f"look: {visible(line)}", no_wrap=True, overflow="ellipsis")
    if more := len(left_out) - SHOWN:
        stdout().print(f"look: and {more:,} more; --json lists all" if more > 0 else "", end="\n" if more > 0 else "")


def plain_incoming(incoming: Incoming) -> dict[str, Any]:
    """Return the same as plain values."""
    orphaned = [{**_plain(orphan.decision), "why": orphan.why} for orphan in incoming.orphaned]
    return {
        "decisions": incoming.number,
        "new": len(incoming.new),
        "here": len(incoming.here),
        "superseded": len(incoming.superseded),
        "orphaned": orphaned,
        "unknown_codes": [_plain(decision) for decision in incoming.homeless],
        "memos": {
            "new": len(incoming.new_memos),
            "here": incoming.memos_here,
            "orphaned": incoming.memos_orphaned,
        },
        "batch": incoming.batch,
    }


def _by_whom(incoming: Incoming) -> str:
    decisions = (*incoming.new, *incoming.here, *incoming.superseded)
    coders = sorted({decision.coder for decision in decisions} - {""})
    return f" by {visible(', '.join(coders))}" if coders else ""


def _sums(incoming: Incoming) -> Iterator[tuple[int, str]]:
    accepted = sum(decision.verdict == "accepted" for decision in incoming.new)
    yield len(incoming.new), f"new: {accepted:,} accepted, {len(incoming.new) - accepted:,} rejected"
    yield len(incoming.here), "here already"
    yield len(incoming.superseded), "left out: the same coder decided otherwise here, later"
    yield len(incoming.orphaned), "left out: no certain place in the transcripts here"
    yield len(incoming.homeless), "left out: the codebook does not know their codes"
    yield len(incoming.new_memos), "new memos"
    yield incoming.memos_here, "memos here already"
    yield incoming.memos_orphaned, "memos left out: no certain place in the transcripts here"


def _left_out(incoming: Incoming) -> Iterator[str]:
    codes = sorted({decision.code for decision in incoming.homeless})
    yield from (f"no code {code}: add it, or a `formerly`, and do this again" for code in codes)
    for orphan in incoming.orphaned:
        decision = orphan.decision
        yield f"{decision.transcript}, {decision.code}: {orphan.why}: {decision.quote}"


def _plain(decision: Decision) -> dict[str, Any]:
    names = ("transcript", "start", "end", "quote", "code", "verdict", "coder", "at")
    return {name: getattr(decision, name) for name in names}
