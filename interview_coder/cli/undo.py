"""`undo`: the last batches of a coder, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import (
    MANY,
    coder_option,
    kept_study_folder,
    local_time,
    safe_copy,
    utc_now,
    who,
    yes_option,
)
from interview_coder.cli.study_view import counted
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from interview_coder.store import Batch, Store


@click.command("undo")
@click.argument("number", metavar="[N]", type=click.IntRange(1), default=1)
@coder_option
@yes_option
def command(number: int, coder: str, yes: bool) -> None:
    """Take back the last N things a coder did: a key press in the review, an import, a merge.

    Nothing is deleted: what was undone stays in the `log`, and says so.
    """
    from interview_coder.store import open_store, read_store

    folder = kept_study_folder()
    with read_store(folder) as store:
        batches = _last(store, who(folder, coder), number) if store else ()
    if not batches:
        stdout().print("Nothing to undo.")
        return
    for batch in batches:
        stdout().print(_in_words(batch), soft_wrap=True)
    if not yes:
        click.confirm(f"Take {'this' if len(batches) == 1 else 'these'} back?", abort=True, err=True)
    if sum(batch.decisions for batch in batches) >= MANY:
        safe_copy(folder)
    with open_store(folder) as opened, opened.writing():
        for batch in batches:
            opened.undo(batch.number, coder=coder or batch.coder, at=utc_now())
    stdout().print("undone; the `log` still shows it")


def _last(store: Store, coder: str, number: int) -> tuple[Batch, ...]:
    """Return the last batches of a coder that stand, the latest first; without a name, of the only coder there is."""
    standing = [batch for batch in reversed(store.batches()) if not batch.is_undone]
    names = sorted({batch.coder for batch in standing})
    if not coder and len(names) > 1:
        raise UsageError(f"whose? Name one with --coder: {', '.join(name or '(unsigned)' for name in names)}")
    return tuple(batch for batch in standing if batch.coder == (coder or names[0]))[:number]


def _in_words(batch: Batch) -> str:
    numbers = {"decision": batch.decisions, "memo": batch.memos}
    parts = [counted(number, noun) for noun, number in numbers.items() if number]
    what = f", {batch.what}" if batch.what else ""
    return visible(f"{' and '.join(parts)} by {batch.coder or '(unsigned)'}, {local_time(batch.at)}{what}")
