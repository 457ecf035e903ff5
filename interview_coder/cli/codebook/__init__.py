"""`codebook`: check, test, explain, compare and edit the codebook."""

from __future__ import annotations

import click

from interview_coder.cli.verbs import Verbs

_VERBS = {
    "check": "List every mistake, and what is doubtful, each with its place and a remedy.",
    "test": "See whether every example gets its code and no counterexample does.",
    "show": "Show the codes as a tree, with what they find.",
    "explain": "Say in words what a rule does, what it hits, and why a passage got a code or did not.",
    "diff": "Show what changed between two versions, and what that does to the study.",
    "suggest": "Propose rules for passages that a code misses.",
    "edit": "Open the codebook in your editor; check, test and compare it afterwards.",
    "add": "Add a code.",
    "add-rule": "Add a rule to a code.",
    "add-example": "Add an example or a counterexample to a code.",
    "rename": "Give a code another id.",
    "move": "Put a code below another one, or on top.",
    "merge": "Make one code of two.",
    "split": "Move some rules and examples of a code to a new sub-code.",
    "retire": "Take a code out of use; its decisions keep it.",
    "import": "Make a codebook from a table, a REFI-QDA codebook or a dictionary.",
    "export": "Write the codebook as a table, a Word appendix, REFI-QDA or a dictionary.",
    "schema": "Print the JSON Schema with which editors complete and check a codebook.",
}


@click.group("codebook", cls=Verbs, package=__name__, verbs=_VERBS)
def command() -> None:
    """Check, test, explain, compare and edit the codebook.

    Each works on the codebook named, or on the only one in codebooks/ here.
    """
