"""The learner that a study keeps: used where it fits, fitted again where it is stale; stderr says which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.cli.screen import note, stderr
from interview_coder.cli.study_view import counted
from interview_coder.errors import UsageError
from interview_coder.store import Model, find_study, read_store

if TYPE_CHECKING:
    from interview_coder.codebook import Codebook
    from interview_coder.fitted import Fitted
    from interview_coder.store import Store
    from interview_coder.study import CodedStudy


def learner_in_use(book: Codebook, *, refits: bool) -> tuple[Fitted | None, str]:
    """Return the learner that the study keeps, if it fits, else why it is to be fitted again; say what is not used."""
    with read_store(find_study(Path()) or Path()) as store:
        if store is None or (model := store.model()) is None:
            return None, ""
        from interview_coder.learning import kept_learner, why_stale

        if refits and (why := why_stale(model, book)):
            return None, why
        learner, why_not = kept_learner(store, book)
    note(f"{learner.name} of `learn` adds its suggestions" if learner else why_not)
    return learner, ""


def refitted(store: Store, fresh: CodedStudy, why_stale: str) -> tuple[CodedStudy, Model | None]:
    """Fit a study's stale model again; return what was read with its suggestions, and it; neither where that fails."""
    from interview_coder.fitted import versions
    from interview_coder.learning import LEARN_AGAIN
    from interview_coder.refitting import refit

    try:
        with stderr().status("Fitting the model again"):
            learned, study = refit(store, fresh, find_study(Path()) or Path())
    except UsageError as error:
        note(f"{why_stale}, and the model cannot be fitted again, as {error}: {LEARN_AGAIN}")
        return fresh, None
    taught = f"{counted(learned.passages, 'passage')} of {counted(learned.transcripts, 'reviewed transcript')}"
    name, aim = learned.fitted.name, learned.fitted.aim
    note(f"{why_stale}: fitted again on {taught}, aim {aim}; {name} adds its suggestions")
    return study, Model(study.codebook.sha256, versions(), learned.data)
