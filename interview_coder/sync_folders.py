"""Sync folders: where a study must not be worked on, as two computers that write to it at once damage it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

# One name of a folder, whatever stands above it. Services append an account: "OneDrive - Sichuan University",
# "Dropbox (Personal)", macOS "GoogleDrive-me@example.org".
_NAMES = {
    "Dropbox": r"dropbox( ?[-(].*)?",
    "OneDrive": r"(onedrive|skydrive)( ?- ?.*)?",
    "iCloud": r"mobile documents|com~apple~clouddocs|icloud ?drive",
    "Google Drive": r"google ?drive( ?[-(].*)?|drivefs",
    "Box": r"box|box sync|box-box",
    "坚果云 (Nutstore)": r".*坚果云.*|nutstore( files)?",
    "百度网盘 (Baidu)": r".*(百度网盘|百度云|baidu(sync|net|yun)disk).*",
    "WPS 云盘": r"wps ?(云盘|云文档|网盘|cloud files|drive).*",
    "Nextcloud": r"nextcloud|owncloud",
    # macOS keeps what Box, Dropbox and others sync under ~/Library/CloudStorage.
    "a cloud service": r"cloudstorage",
}
# What a service leaves in the root of what it syncs, whatever the folder is called.
_MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "Nextcloud",
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|9p|afpfs|ncpfs|davfs|fuse\.(sshfs|rclone|davfs2?|smbnetfs|gvfsd-fuse)")
_MOUNTS = Path("/proc/mounts")
_COPY = re.compile(r"conflict|冲突|^ ?\(\d+\)$|^ \d+$", re.IGNORECASE)


def place_warnings(
    folder: Path, *, environment: Mapping[str, str] = os.environ, mounts: Path = _MOUNTS
) -> tuple[str, ...]:
    """Say in words what endangers a study in a folder: a service that syncs it, a network drive."""
    folder = folder.resolve()
    warnings = []
    if service := _service(folder, environment):
        what = f"{service} syncs this folder, and can damage a study that two computers write to"
        warnings.append(f"{what}. Keep it in a folder of its own, and exchange copies made by `backup`")
    if kind := _network(folder, mounts):
        what = f"this folder is on a network drive ({kind}), where databases get damaged"
        warnings.append(f"{what}. Keep the study on this computer's own disk, and copies made by `backup` there")
    return tuple(warnings)


def conflicted_copies(file: Path) -> tuple[Path, ...]:
    """Return the copies of a file that sync services made where two computers changed it: `study (1).db`."""
    beside = file.parent.glob(f"{file.stem}*{file.suffix}*")
    return tuple(sorted(other for other in beside if other != file and _COPY.search(_what_is_added(other, file))))


def copy_warnings(file: Path) -> tuple[str, ...]:
    """Say which copies of a study sync services made, and what to do with them."""
    advice = "Bring the decisions in it into this one with `merge`, then move it away"
    return tuple(
        f"{copy.name} is a copy that a sync service made of a conflict. {advice}" for copy in conflicted_copies(file)
    )


def _what_is_added(copy: Path, file: Path) -> str:
    return copy.name.removeprefix(file.stem).removesuffix(file.suffix)


def _service(folder: Path, environment: Mapping[str, str]) -> str:
    """Return the service that syncs a folder, empty where none is known to."""
    named = (service for part in reversed(folder.parts) for service, name in _NAMES.items() if _is_called(part, name))
    marked = (
        service for place in (folder, *folder.parents) for name, service in _MARKERS.items() if (place / name).exists()
    )
    by_variable = ("OneDrive" for root in _roots(environment) if folder.is_relative_to(root))
    return next(named, "") or next(marked, "") or next(by_variable, "")


def _is_called(part: str, name: str) -> bool:
    return re.fullmatch(name, part, re.IGNORECASE) is not None


def _roots(environment: Mapping[str, str]) -> Iterator[Path]:
    for name in _VARIABLES:
        if value := environment.get(name):
            yield Path(value).resolve()


def _network(folder: Path, mounts: Path) -> str:
    """Return the kind of network drive a folder is on, empty where it is on none that the system tells."""
    if str(folder).startswith("\\\\"):
        return "Windows share"
    found = [mount for mount in _mounted(mounts) if folder.is_relative_to(mount[0])]
    # What is mounted last hides what was mounted there before.
    kind = max(reversed(found), key=lambda mount: len(mount[0].parts), default=(folder, ""))[1]
    return kind if _NETWORK.fullmatch(kind) else ""


def _mounted(mounts: Path) -> list[tuple[Path, str]]:
    """Read /proc/mounts: the folders something is mounted at, and of which kind; nothing where there is none."""
    if not mounts.is_file():
        return []
    lines = [line.split(" ") for line in mounts.read_text(encoding="utf-8", errors="replace").split("\n")]
    return [(Path(_unescaped(fields[1])), fields[2]) for fields in lines if len(fields) > 2]


def _unescaped(path: str) -> str:
    r"""Write a space for `\040`, as the kernel writes it."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), path)
