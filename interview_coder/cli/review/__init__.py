"""`review`: accept, reject or recode what was suggested, with one key each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_coder.cli.options import chosen_codebook, codebook_option, labels_language
from interview_coder.cli.screen import note, progress, stdout
from interview_coder.cli.study_folder import utc_now
from interview_coder.errors import InterviewCoderError, UsageError

if TYPE_CHECKING:
    from interview_coder.cli.review.look import Look
    from interview_coder.codebook import Codebook
    from interview_coder.passages import Unit
    from interview_coder.sitting import Sitting
    from interview_coder.store import Run, Store

# A window waits so many seconds for another program that is writing; whoever asked can try again.
_PATIENCE = 2.0


@click.command("review")
@click.argument("transcripts", metavar="[TRANSCRIPT]...", nargs=-1)
@click.option("--coder", metavar="NAME", help="Who decides [default: asked once and kept].")
@click.option("--blind", is_flag=True, help="Hide the suggestions and the others' codes: code by hand, for agreement.")
@click.option(
    "--order",
    type=click.Choice(["text", "uncertain"]),
    default="text",
    show_default=True,
    help="As it was said, or what `learn` learns most from first.",
)
@click.option("--code", "codes", metavar="CODE", multiple=True, help="Only this code and those below it.")
@click.option("--where", metavar="NAME=VALUE", multiple=True, help="Only transcripts with this attribute.")
@click.option("--speaker", "speakers", metavar="NAME", multiple=True, help="Only what this speaker says.")
@click.option("--all", "everything", is_flag=True, help="What is decided already, too.")
@click.option("--disputed", is_flag=True, help="Only what coders differ on.")
@click.option("--adjudicate", is_flag=True, help="Settle what coders differ on: what you answer holds.")
@click.option("--plain", is_flag=True, help="Ask line by line, for screen readers and scripts.")
@click.option("--from", "sheet", metavar="FILE", help="Take over a review made in Word or Excel (.docx, .xlsx, .csv).")
@click.option(
    "--untouched", type=click.Choice(["accept"]), help="With --from: accept what the reviewer left as it was."
)
@click.option("--yes", is_flag=True, help="With --from: keep it without asking.")
@codebook_option
@labels_language
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    transcripts: tuple[str, ...],
    coder: str | None,
    blind: bool,
    order: str,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    speakers: tuple[str, ...],
    everything: bool,
    disputed: bool,
    adjudicate: bool,
    plain: bool,
    sheet: str | None,
    untouched: str | None,
    yes: bool,
    codebook: str | None,
    language: str,
) -> None:
    """Accept, reject or recode what was suggested, with one key each.

    TRANSCRIPT is its id, such as P07 [default: all of the study]. Each answer is in the study's study.db before it is
    shown as made; q, Ctrl-C or closing the window lose nothing, and the next time goes on where this one stopped.

    \b
        interview-coder review
        interview-coder review P07 --code financial_support
        interview-coder review --blind --coder Li
        interview-coder review --from review.docx
    """
    if sheet is not None:
        from interview_coder.cli.review.sheet import review_from

        ctx.exit(review_from(sheet, codebook=codebook, coder=coder or "", untouched=untouched or "", yes=yes))
    from interview_coder.review import Filters, Order, Scope
    from interview_coder.sitting import Coder, Sitting

    by_line = plain or not sys.stdout.isatty()
    if not by_line:
        _refuse_poor_terminal()
    scope = Scope.DISPUTED if disputed or adjudicate else Scope.ALL if everything else Scope.UNDECIDED
    with _study_store() as (folder, store):
        kept = _kept(store, transcripts)
        book = chosen_codebook(codebook)
        filters = Filters(scope, _known(book, codes), kept, speakers, tuple(map(_attribute, where)))
        who = Coder(_signature(store, coder, language), blind=blind, adjudicates=adjudicate)
        unit = _unit(store, folder, book)
        with progress("Opening") as on_progress:
            sitting = Sitting(
                store,
                book,
                who,
                unit=unit,
                filters=filters,
                order=Order(order),
                now=utc_now,
                on_progress=on_progress,
            )
        ctx.exit(_review(sitting, language, by_line=by_line))


def _review(sitting: Sitting, language: str, *, by_line: bool) -> int:
    from interview_coder.cli.review.labels import Labels
    from interview_coder.cli.review.look import Look

    look = Look(sitting.codebook, Labels(language), plain=True)
    try:
        return _by_line(sitting, look) if by_line else _on_screen(sitting, look)
    finally:
        # It is no answer: that it could not be kept is no reason to complain.
        with suppress(InterviewCoderError):
            sitting.keep_position()


def _by_line(sitting: Sitting, look: Look) -> int:
    from interview_coder.cli.review.plain import review_by_line

    review_by_line(sitting, look)
    return 0


def _on_screen(sitting: Sitting, look: Look) -> int:
    from interview_coder.cli.review.app import ReviewApp

    app = ReviewApp(sitting, look)
    # Without the mouse, the terminal's own selecting and copying goes on working.
    app.run(mouse=False)
    if app.failure:
        raise app.failure
    if not sitting.coder.blind:
        come = sitting.progress
        stdout().print(look.labels("stopped", decided=come.decided, total=come.total))
    return app.return_code or 0


def _refuse_poor_terminal() -> None:
    """Raise UsageError where a screen cannot be shown."""
    from interview_coder.cli.review.app import LEAST_HEIGHT, LEAST_WIDTH

    size = os.get_terminal_size(sys.stdout.fileno())
    instead = "or answer line by line with --plain"
    if not sys.stdin.isatty() or os.environ.get("TERM") in (None, "", "dumb"):
        raise UsageError(f"the review needs a terminal with a keyboard. Start it in one, {instead}")
    if size.columns < LEAST_WIDTH or size.lines < LEAST_HEIGHT:
        what = (
            f"this window has {size.columns} × {size.lines} characters, the review needs {LEAST_WIDTH} × {LEAST_HEIGHT}"
        )
        raise UsageError(f"{what}. Make it larger, {instead}")


@contextmanager
def _study_store() -> Iterator[tuple[Path, Store]]:
    """Open the store of the study here; UsageError where it has nothing to review."""
    from interview_coder.store import find_study, open_store
    from interview_coder.study_file import FILE_NAME

    folder = find_study(Path())
    if folder is None or not (folder / FILE_NAME).is_file():
        raise UsageError("no coded study here. Go to its folder and run `interview-coder code` first")
    with open_store(folder, patience=_PATIENCE) as store:
        yield folder, store


def _kept(store: Store, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the transcripts that were named, by id or file."""
    kept = store.transcripts()
    if not kept:
        raise UsageError("the study holds no transcripts yet. Run `interview-coder code` first")
    ids = {name: each.id for each in kept for name in (Path(each.file).name, each.file, each.id)}
    for name in names:
        if name not in ids:
            raise UsageError(f"the study has no transcript {name}. It has {', '.join(each.id for each in kept)}")
    return tuple(ids[name] for name in names)


def _known(book: Codebook, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids that codes go by now."""
    ids = [book.current(name) for name in names]
    for name, id in zip(names, ids, strict=True):
        if id is None:
            raise UsageError(f"the codebook has no code {name}. `interview-coder codebook show` lists them")
    return tuple(id for id in ids if id)


def _attribute(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--where {text}: write NAME=VALUE, for example --where region=Sichuan")
    return name.strip(), value.strip()


def _signature(store: Store, name: str | None, language: str) -> str:
    """Return who decides; asked once, and kept."""
    from interview_coder.cli.review.labels import Labels

    chosen = (name or store.setting("coder") or "").strip()
    if not chosen and sys.stdin.isatty() and sys.stdout.isatty():
        chosen = click.prompt(Labels(language)("who")).strip()
    if not chosen:
        raise UsageError("who decides? Say it with --coder NAME")
    if store.setting("coder") is None:
        store.keep_setting("coder", chosen)
    return chosen


def _unit(store: Store, folder: Path, book: Codebook) -> Unit:
    """Return what carries a code in the study, and say so where the codebook is not the one that suggested."""
    from interview_coder.passages import Unit
    from interview_coder.store import name_in_study

    run: Run | None = store.last_run(name_in_study(folder, Path(book.file)))
    if run is None or run.sha256 != book.sha256:
        note("the codebook changed since its suggestions were made. `interview-coder code` makes them anew")
    return Unit(run.unit) if run else book.unit
