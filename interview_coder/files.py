"""Output files: whole or absent (law 6), never written over what was read."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interview_coder.errors import EnvironmentFailure, UsageError

#: How the name of a file begins that is not whole yet; one that stays behind may be removed.
TEMPORARY = ".interview-coder-"

_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space, or write to another disk",
    errno.EDQUOT: "your disk quota is used up. Free some space, or write to another disk",
    errno.EROFS: "this disk is read-only. Write to another folder",
    errno.EACCES: "permission denied. Close the file where it is open, or write to another folder",
    errno.EPERM: "permission denied. Close the file where it is open, or write to another folder",
    errno.ENAMETOOLONG: "the name is too long. Shorten it",
}


def writable_target(path: str | Path, inputs: Iterable[str | Path]) -> Path:
    """Return the file to write, links followed; raises UsageError where it is an input or cannot be a file."""
    target = Path(os.path.realpath(path))
    # os.path answers no where pathlib raises: for a name too long, a folder that may not be entered.
    nearest = next(folder for folder in target.parents if os.path.lexists(folder))
    if not os.path.isdir(nearest):
        raise UsageError(f"{path}: {nearest} is no folder. Give another name")
    if os.path.exists(target) and not os.path.isfile(target):
        raise UsageError(f"{path}: this is no ordinary file. Give the name of a file to write")
    for source in map(Path, inputs):
        if _same_file(target, source):
            raise UsageError(f"{path}: this is one of the files read ({source}). Give another name")
    return target


def _same_file(target: Path, source: Path) -> bool:
    """Tell whether both names mean one file, however it is spelled or linked."""
    with suppress(OSError):
        return target.samefile(source)
    return target == Path(os.path.realpath(source))


def replaceable(target: Path, data: bytes, is_own: Callable[[bytes], bool]) -> bool:
    """Tell whether nothing is lost when data go to a file: it is new, empty, the same already, or an own old one."""
    try:
        found = target.read_bytes() if os.path.exists(target) else b""
    except OSError as error:
        raise failure(target, error) from error
    return found in (b"", data) or is_own(found)


def write_whole(target: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put bytes in a file in one step, its folder made first; raises EnvironmentFailure, and the file is as it was."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data, mode)
    except OSError as error:
        raise failure(target, error) from error


def failure(target: Path, error: OSError) -> EnvironmentFailure:
    """Say what the system says about a file, and what to do."""
    reason = _REASONS.get(error.errno or 0, f"cannot be written ({error.strerror or error})")
    return EnvironmentFailure(f"{target}: {reason}")


def _replace(target: Path, data: bytes, mode: int) -> None:
    with replacement(target, mode=mode) as (handle, _), os.fdopen(handle, "wb") as file:
        file.write(data)


@contextmanager
def replacement(target: Path, *, mode: int = 0o600) -> Iterator[tuple[int, Path]]:
    """Yield a new file beside a target, open and by name; closed and whole, it is brought to the disk and renamed.

    Where anything fails, the target is as it was, and the OSError goes on.
    """
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=target.parent)
    file = Path(name)
    try:
        yield handle, file
        _sync(file, os.O_RDWR)
        file.chmod(mode)
        file.replace(target)
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise
    # That the rename itself is on the disk; not every system lets a folder be opened for that.
    with suppress(OSError):
        _sync(target.parent, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
