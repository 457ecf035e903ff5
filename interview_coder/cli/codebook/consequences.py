"""What an edit of the codebook leads to: the examples that disagree with it now, and what it changes in the study."""

from __future__ import annotations

from interview_coder.cli.codebook.diff_view import in_short, show_effect
from interview_coder.cli.codebook.test_view import show_failures, show_totals
from interview_coder.cli.options import study_material
from interview_coder.cli.screen import stdout
from interview_coder.codebook import Codebook
from interview_coder.codebook_diff import compare, effect
from interview_coder.examples import try_examples

QUOTES = 1


def show_consequences(old: Codebook, new: Codebook) -> None:
    """Print the examples that fail, and what changes in the transcripts here, with a quote for each code."""
    show_examples(new)
    changes = compare(old, new)
    if not changes:
        stdout().print("Nothing changed in what the codebook says.")
        return
    material = study_material(new, on=(), encoding=None, transcript_language=None)
    found = effect(old, new, material) if changes.reach_passages and material.transcripts else None
    stdout().print(f"{in_short(changes, found)}.", soft_wrap=True, style="bold")
    if found and found.shifts:
        show_effect(found, old, new, quotes=QUOTES, language="en")


def show_examples(codebook: Codebook) -> None:
    """Print the examples and counterexamples that fail, with the reason, and how many pass."""
    outcomes = try_examples(codebook)
    show_failures(codebook, outcomes, "en")
    show_totals(outcomes, "en")
