"""`undo`: the last batches of a coder, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import (
    MANY,
    agreed,
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
@click.option("--batch", type=click.IntRange(1), help="Take back this batch, whoever made it; `log` tells its number.")
@coder_option
@yes_option
def command(number: int, batch: int | None, coder: str, yes: bool) -> None:
    """Take back the last N things a coder did: a key press in the review, an import, a merge.

    Nothing is deleted: what was undone stays in the `log`, and says so.
    """
    from interview_coder.store import open_store, read_store

    folder = kept_study_folder()
    coder = who(folder, coder)
    with read_store(folder) as store:
        batches = _chosen(store, coder, number, batch) if store else ()
    if not batches:
        stdout().print("Nothing to undo.")
        return
    for each in batches:
        stdout().print(_in_words(each), soft_wrap=True)
    if not agreed(f"Take {'this' if len(batches) == 1 else 'these'} back?", yes=yes):
        return
    if sum(each.decisions for each in batches) >= MANY:
        safe_copy(folder)
    with open_store(folder) as opened, opened.writing():
        for each in batches:
            opened.undo(each.number, coder=coder or each.coder, at=utc_now())
    stdout().print("undone; the `log` still shows it")


def _chosen(store: Store, coder: str, number: int, wanted: int | None) -> tuple[Batch, ...]:
    """Return the batch wanted, else the last ones of a coder, or of the only one there is; only what stands."""
    standing = [batch for batch in reversed(store.batches()) if not batch.is_undone]
    if wanted is not None:
        return tuple(batch for batch in standing if batch.number == wanted)
    names = sorted({batch.coder for batch in standing})
    if not coder and len(names) > 1:
        known = ", ".join(name or "(unsigned: --batch)" for name in names)
        raise UsageError(f"whose? Name one with --coder: {known}")
    return tuple(batch for batch in standing if batch.coder == (coder or names[0]))[:number]


def _in_words(batch: Batch) -> str:
    numbers = {"decision": batch.decisions, "memo": batch.memos}
    parts = [counted(number, noun) for noun, number in numbers.items() if number]
    signed = [batch.coder or "(unsigned)", local_time(batch.at), *filter(None, [batch.what])]
    return visible(f"batch {batch.number}: {' and '.join(parts)}, {', '.join(signed)}")
