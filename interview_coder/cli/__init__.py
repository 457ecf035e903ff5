"""The command line: one module per verb, loaded when called; errors become exit codes here and nowhere else."""

from __future__ import annotations

import os
import sys
import traceback
from typing import NoReturn

import click

from interview_coder.cli.screen import visible
from interview_coder.cli.verbs import Verbs
from interview_coder.errors import EnvironmentFailure, InterviewCoderError
from interview_coder.version import __version__

_VERBS = {
    "code": "Read transcripts, tag them with the codebook's themes, show counts and quotes.",
    "summary": "Count coded passages by theme and by any attribute of the participants.",
    "review": "Accept, reject or recode what was suggested, with one key each.",
    "learn": "Fit a learner on the decisions, print honest scores, add its suggestions.",
    "agree": "Show how far coders agree, per code, and where they do not.",
    "evaluate": "Score the codings against a gold file, or replay the review.",
    "find": "Search transcripts with the rule language and show each hit in its context.",
    "export": "Write a report, a chapter, tables or a chart to a file; the suffix says which.",
    "status": "Show where the study stands: transcripts, suggestions, decisions, backups.",
    "log": "List who decided what, when, on which codebook.",
    "undo": "Take back what a coder did last.",
    "import": "Bring in a coder's decisions from a file (.json, .csv, .docx, .xlsx).",
    "merge": "Bring in another coder's decisions and memos from their study.db.",
    "backup": "Make a verified copy of the study's database.",
    "restore": "Put a backup in the place of the study's database.",
    "doctor": "Find damage in the study, explain it, repair what can be.",
    "init": "Make a new study from a template.",
    "transcripts": "See what the readers make of interview files.",
    "codebook": "Check, test, explain, compare and edit the codebook.",
}

INTERNAL_ERROR = 70
INTERRUPTED = 130


@click.group(cls=Verbs, package=__name__, verbs=_VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="interview-coder")
@click.option(
    "--debug", is_flag=True, help="Show the full traceback of an internal error (it may hold transcript text)."
)
def cli(debug: bool) -> None:
    """Code interview transcripts with a YAML codebook, on your own machine.

    A study is a folder with codebooks/ and transcripts/. Start with:

    \b
        interview-coder code
        interview-coder review
        interview-coder export report.docx
    """


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 done but look, 2 usage, 3 bad input, 5 environment, 70 bug."""
    _write_utf8()
    arguments = sys.argv[1:] if args is None else args
    try:
        with cli.make_context("interview-coder", [*arguments]) as context:
            cli.invoke(context)
        sys.exit(0)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except InterviewCoderError as error:
        for line in str(error).split("\n"):
            click.echo(visible(line if line.startswith(" ") else f"error: {line}"), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever reads has seen enough; the rest has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        click.echo(f"error: {error.strerror or type(error).__name__}", err=True)
        sys.exit(EnvironmentFailure.exit_code)
    except Exception as error:
        _report_bug(error, in_full="--debug" in arguments)
        sys.exit(INTERNAL_ERROR)


def _write_utf8() -> None:
    """Files and pipes get UTF-8 whatever the console's code page; what a console cannot show is replaced."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _report_bug(error: Exception, *, in_full: bool) -> None:
    """Say where it happened; the error's own words may quote a transcript, so they are shown only on request."""
    if in_full:
        traceback.print_exception(error)
        return
    places = " < ".join(
        f"{frame.name} ({frame.filename.rpartition('interview_coder')[2].lstrip('/')}:{frame.lineno})"
        for frame in reversed(traceback.extract_tb(error.__traceback__)[-3:])
    )
    click.echo(f"internal error: {type(error).__name__} in {places}. Please report it; nothing was changed.", err=True)
