"""`transcripts`: what the readers make of the interview files."""

from __future__ import annotations

import click

from interview_coder.cli.verbs import Verbs

_VERBS = {
    "inspect": "Show what was understood of a file, what was left out, and how to have it read otherwise.",
}


@click.group("transcripts", cls=Verbs, package=__name__, verbs=_VERBS)
def command() -> None:
    """See what the readers make of interview files."""
