"""Sync folders and network drives: told by name, by mark, by variable and by mount."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.sync_folders import conflicted_copies, copy_warnings, place_warnings

NOWHERE = Path("/nowhere")
HOMES = [
    ("Dropbox/thesis", "Dropbox"),
    ("Dropbox (Personal)/thesis", "Dropbox"),
    ("OneDrive/文档/thesis", "OneDrive"),
    ("OneDrive - Sichuan University/thesis", "OneDrive"),
    ("Library/Mobile Documents/com~apple~CloudDocs/thesis", "iCloud"),
    ("iCloudDrive/thesis", "iCloud"),
    ("Library/CloudStorage/GoogleDrive-me@example.org/My Drive", "Google Drive"),
    ("Library/CloudStorage/SomethingNew/thesis", "a cloud service"),
    ("Google Drive/thesis", "Google Drive"),
    ("Box/thesis", "Box"),
    ("Box Sync/thesis", "Box"),
    ("我的坚果云/论文", "坚果云"),
    ("Nutstore Files/论文", "坚果云"),
    ("BaiduSyncdisk/论文", "百度网盘"),
    ("百度网盘同步空间/论文", "百度网盘"),
    ("WPS云盘/论文", "WPS 云盘"),
    ("WPS Cloud Files/论文", "WPS 云盘"),
]
MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/export /home nfs4 rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//nas/share /mnt/my\040share cifs rw 0 0
me@host: /mnt/host fuse.sshfs rw 0 0
C:\134 /mnt/c 9p rw 0 0
tmpfs /mnt/host/ram tmpfs rw 0 0
"""


@pytest.mark.parametrize(("folder", "service"), HOMES)
def test_sync_folders_knows_services_by_the_name_of_their_folder(tmp_path: Path, folder: str, service: str) -> None:
    (warning,) = place_warnings(tmp_path / folder, environment={}, mounts=NOWHERE)
    assert warning.startswith(service)
    assert "syncs this folder" in warning


@pytest.mark.parametrize("folder", ["thesis", "boxes/a", "dropboxes", "my onedrive notes", "Documents/访谈"])
def test_sync_folders_leaves_other_folders_alone(tmp_path: Path, folder: str) -> None:
    assert place_warnings(tmp_path / folder, environment={"OneDrive": ""}, mounts=NOWHERE) == ()


@pytest.mark.parametrize(("mark", "service"), [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox")])
def test_sync_folders_knows_services_by_what_they_leave(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / mark).mkdir()
    (warning,) = place_warnings(tmp_path / "a" / "study", environment={}, mounts=NOWHERE)
    assert warning.startswith(f"{service} syncs")


def test_sync_folders_knows_onedrive_by_its_variable(tmp_path: Path) -> None:
    environment = {"OneDriveCommercial": str(tmp_path / "cloud")}
    (warning,) = place_warnings(tmp_path / "cloud" / "thesis", environment=environment, mounts=NOWHERE)
    assert warning.startswith("OneDrive syncs")
    assert place_warnings(tmp_path / "clouds", environment=environment, mounts=NOWHERE) == ()


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/li/study", "nfs4"),
        ("/home/local/study", ""),
        ("/mnt/my share/study", "cifs"),
        ("/mnt/host/study", "fuse.sshfs"),
        ("/mnt/host/ram", ""),
        ("/mnt/c/Users", "9p"),
        ("/srv", ""),
    ],
)
def test_sync_folders_knows_network_drives(tmp_path: Path, folder: str, kind: str) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    warnings = place_warnings(Path(folder), environment={}, mounts=tmp_path / "mounts")
    assert [f"network drive ({kind})" in warning for warning in warnings] == ([True] if kind else [])


def test_sync_folders_finds_conflicted_copies(tmp_path: Path) -> None:
    copies = [
        "study (1).db",
        "study (Li's conflicted copy 2026-11-23).db",
        "study 2.db",
        "study(冲突文件).db",
        "study.sync-conflict-20261123-101010-ABCDEF.db",
    ]
    others = ["study.db", "study.db-journal", "study-final.db", "study of 2025.db", "notes (1).db", "study2.db"]
    for name in (*copies, *others):
        (tmp_path / name).touch()
    found = conflicted_copies(tmp_path / "study.db")
    assert [file.name for file in found] == sorted(copies)
    assert copy_warnings(tmp_path / "study.db")[0].startswith("study (1).db is a copy that a sync service made")
