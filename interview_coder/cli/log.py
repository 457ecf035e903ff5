"""`log`: who decided what, when, on which codebook."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.options import as_json
from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import kept_study_folder, local_time

if TYPE_CHECKING:
    from interview_coder.coding import Decision, Memo
    from interview_coder.store import Batch, Store

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_COLUMNS = (
    *("number", "batch", "at", "coder", "verdict", "code", "transcript", "start", "end", "quote", "memo"),
    *("adjudicates", "codebook", "what", "undone_by", "undone_at"),
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which decisions to show; an empty name means all."""

    coder: str
    code: str
    transcript: str

    def __contains__(self, entry: Decision | Memo) -> bool:
        code = getattr(entry, "code", "")
        named = ((self.coder, entry.coder), (self.code, code), (self.transcript, entry.transcript))
        return all(wanted in ("", found) for wanted, found in named)


@click.command("log")
@click.option("--coder", metavar="NAME", default="", help="Only what this coder decided.")
@click.option("--code", metavar="CODE", default="", help="Only decisions about this code.")
@click.option("--transcript", metavar="ID", default="", help="Only decisions about this transcript.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@as_json
def command(coder: str, code: str, transcript: str, as_csv: bool, as_json: bool) -> None:
    """List every decision and memo in the order made: who, what, when, on which codebook; what was undone says so."""
    from interview_coder.store import read_store

    with read_store(kept_study_folder()) as store:
        rows = _rows(store, _Choice(coder, code, transcript)) if store else []
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif as_csv:
        click.echo(_csv(rows), nl=False)
    elif rows:
        _show(rows)
    else:
        stdout().print("No decisions.")


def _rows(store: Store, choice: _Choice) -> list[dict[str, Any]]:
    batches = {batch.number: batch for batch in store.batches()}
    entries: list[Decision | Memo] = [*store.decisions(undone=True), *store.memos(undone=True)]
    entries.sort(key=lambda entry: (entry.batch, hasattr(entry, "text"), entry.number))
    return [_row(entry, batches[entry.batch]) for entry in entries if entry in choice]


def _row(entry: Decision | Memo, batch: Batch) -> dict[str, Any]:
    """Return an entry as plain values; a memo has no verdict, a decision no memo."""
    fields = {**dict.fromkeys(_COLUMNS, ""), **asdict(entry)}
    beside = {"memo": fields.get("text", ""), "what": batch.what}
    undone = {"undone_by": batch.undone_by, "undone_at": batch.undone_at}
    return {name: {**fields, **beside, **undone}[name] for name in _COLUMNS}


def _csv(rows: list[dict[str, Any]]) -> str:
    """Write CSV that a spreadsheet takes no formula from."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    return text.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _show(rows: list[dict[str, Any]]) -> None:
    """Print each entry on a line, and below it its words; codes have long names and would burst a table."""
    for row in rows:
        said = f"{row['verdict']} {row['code']}" if row["verdict"] else f"memo: {row['memo']}"
        settled = " for all" if row["adjudicates"] else ""
        book = f" · codebook {row['codebook'][:8]}" if row["codebook"] else ""
        undone = f" · undone by {row['undone_by'] or '(unsigned)'}" if row["undone_at"] else ""
        who = row["coder"] or "(unsigned)"
        entry = f"{local_time(row['at'])}  {who}  {said}{settled} · batch {row['batch']}{book}{undone}"
        stdout().print(visible(entry), soft_wrap=True, style="strike" if undone else "bold")
        where = f"{row['transcript']}:{row['start']}-{row['end']}" if row["start"] is not None else "no place any more"
        stdout().print(f"    {visible(where)} {visible(row['quote'])}", no_wrap=True, overflow="ellipsis")
