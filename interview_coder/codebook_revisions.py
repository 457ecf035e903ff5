"""Earlier versions of a codebook, as git keeps them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from interview_coder.codebook import Codebook
from interview_coder.codebook_file import parse_codebook
from interview_coder.errors import CodebookError, EnvironmentFailure, TranscriptError, UsageError
from interview_coder.readers.decoding import decode
from interview_coder.readers.source import Source

#: git may fetch what a partial clone lacks: nothing here goes over the network.
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def load_revision(revision: str, path: Path) -> Codebook:
    """Read the codebook at `path` as it was in a git revision (`HEAD~1`, `v2`), or any other (`HEAD:codebooks/x.yaml`).

    Raises UsageError where there is no such revision or it has no such file, EnvironmentFailure where git is missing,
    CodebookError where the file was no good.
    """
    name = revision if ":" in revision else f"{revision}:./{path.name}"
    done = _git("cat-file", "blob", name, folder=path.parent)
    if done.returncode:
        raise UsageError(_what_is_missing(revision, path))
    source = Source(name.replace(":./", ":"), done.stdout)
    try:
        text = decode(source).text
    except TranscriptError as error:
        raise CodebookError(error.problems) from error
    return parse_codebook(text, source.file, source.sha256)


def is_revision(name: str, folder: Path) -> bool:
    """Tell whether git knows a revision, or a file in one, by this name; without git there is none."""
    try:
        return _git("rev-parse", "--verify", "--quiet", name, folder=folder).returncode == 0
    except EnvironmentFailure:
        return False


def _git(*command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    words = ["git", "-C", os.fspath(folder), *command]
    try:
        return subprocess.run(words, capture_output=True, check=False, env={**os.environ, **_OFFLINE})
    except OSError as error:
        raise EnvironmentFailure("git is not to be found. Install it, or name a file") from error


def _what_is_missing(revision: str, path: Path) -> str:
    commit, _, name = revision.partition(":")
    name = name or path.as_posix()
    if _git("rev-parse", "--git-dir", folder=path.parent).returncode:
        return f"there is no file {revision}, and {path.parent} is in no git repository. Name a file"
    if not is_revision(f"{commit}^{{commit}}", path.parent):
        return f"{commit} is neither a file nor a git revision. `git log --oneline -- {name}` lists those there are"
    return f"{name} was not there in {commit}. `git log --oneline -- {name}` lists when it changed"
