"""`init`: a new study from a template."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import show_warnings
from interview_coder.sync_folders import place_warnings


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".")
@click.pass_context
def command(ctx: click.Context, /, *, folder: str) -> None:
    """Make a new study in DIR [default: here]: folders, a small codebook in English and Chinese, a README.txt.

    What is there already is never touched.
    """
    from interview_coder.init_study import init_study

    written = init_study(Path(folder))
    place = "" if folder == "." else f" in {visible(folder)}"
    stdout().print(f"a new study{place}: {', '.join((*written, 'transcripts/'))}", soft_wrap=True)
    stdout().print("next: put interviews into transcripts/, then run `interview-coder code`", soft_wrap=True)
    warnings = place_warnings(Path(folder))
    show_warnings(warnings)
    ctx.exit(1 if warnings else 0)
