"""Attempt: a write to the study from a screen, which may fail without the screen going away."""

from __future__ import annotations

from collections.abc import Callable

from interview_coder.errors import InterviewCoderError


def failure_of(action: Callable[[], object]) -> str:
    """Do what writes to the study; return what kept it from the disk, "" where it is there."""
    try:
        action()
    except InterviewCoderError as error:
        return str(error)
    return ""
