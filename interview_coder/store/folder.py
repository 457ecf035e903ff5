"""The folder of a study: found, and what its files are called in the store."""

from __future__ import annotations

from pathlib import Path

from interview_coder.study_file import FILE_NAME


def name_in_study(study: Path, file: Path) -> str:
    """Return what a file is called in the store: its path from the study's folder, wherever the command was run."""
    file = file.resolve()
    return (file.relative_to(study) if file.is_relative_to(study) else file).as_posix()


def find_study(folder: Path) -> Path | None:
    """Return the folder of the study that a folder belongs to, None if there is none.

    That is the nearest one, upwards, that has a study.db; else the folder itself, if it has codebooks/ or transcripts/.
    """
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place
    return folder if any((folder / name).is_dir() for name in ("codebooks", "transcripts")) else None
