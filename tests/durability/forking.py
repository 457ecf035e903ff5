"""Commands run thousands of times: a process that has loaded everything forks for each; a fault or a kill ends it."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import A1, B1, CODEBOOK

REPOSITORY = Path(__file__).parent.parent.parent


class Mode(IntEnum):
    """What goes wrong at the Nth call, as in fault.c."""

    COUNT = 0
    FAIL = 1
    KILL = 2
    TORN = 3
    FULL = 4


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, or minus the signal; `calls` is how often it changed a file, -1 if killed."""

    code: int
    out: str
    err: str
    calls: int
    seconds: float


@dataclass(slots=True)
class Forker:
    """The process that forks; get one from `forker`."""

    _process: subprocess.Popen[str]
    seconds: float = field(default=0.0)

    def run(
        self,
        *arguments: str,
        study: Path,
        answers: str = "",
        fault: tuple[Mode, int] = (Mode.COUNT, 0),
        kill_after: float | None = None,
    ) -> Ended:
        """Run a command in a study; kill it after so many seconds, or let its Nth change of a file go wrong."""
        job = {"arguments": arguments, "study": str(study), "answers": answers, "fault": fault, "kill": kill_after}
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(job), file=self._process.stdin, flush=True)
        return Ended(**json.loads(self._process.stdout.readline()))


@contextmanager
def forker(*, shim: Path | None = None, environment: Mapping[str, str] | None = None) -> Iterator[Forker]:
    """Start the process that forks, with the fault shim loaded where there is one."""
    settings = {"PYTHONPATH": str(REPOSITORY), "COLUMNS": "100", "PYTHONHASHSEED": "0", **(environment or {})}
    preload = {"LD_PRELOAD": str(shim)} if shim else {}
    command = [sys.executable, "-m", "tests.durability.forking", *([str(shim)] if shim else [])]
    with subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env={**os.environ, **settings, **preload},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Forker(process)
        finally:
            assert process.stdin
            process.stdin.close()


def build_shim(folder: Path) -> Path:
    """Compile fault.c; skips the test, with the reason, where that cannot be."""
    compiler = shutil.which("cc")
    if not compiler or not sys.platform.startswith("linux"):
        pytest.skip("no C compiler, or not Linux: faults cannot be put under the program")
    shim = folder / "fault.so"
    source = Path(__file__).with_name("fault.c")
    built = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-ldl"],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        pytest.skip(f"the fault shim cannot be built: {built.stderr[:200]}")
    return shim


def _serve(shim: str | None) -> None:
    _warm_up()
    faults = ctypes.CDLL(shim) if shim else None
    for line in sys.stdin:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(_job(json.loads(line), Path(folder), faults)), flush=True)


def _warm_up() -> None:
    """Run what commands have in common, so that a fork has it loaded."""
    from interview_coder.cli import main, screen

    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere, chdir(folder):
        make_study(Path(folder))
        for arguments in (["code"], ["backup"], ["status"], ["export", "a.json"]):
            with redirect_stdout(nowhere), redirect_stderr(nowhere), suppress(SystemExit):
                main(arguments)
    screen.stdout.cache_clear()
    screen.stderr.cache_clear()
    gc.freeze()


def make_study(folder: Path) -> None:
    """Make a small study in both languages."""
    files = {"codebooks/money.yaml": CODEBOOK, "transcripts/A1.txt": A1, "transcripts/B1.txt": B1}
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _job(job: dict[str, Any], folder: Path, faults: ctypes.CDLL | None) -> dict[str, Any]:
    for name in ("in", "out", "err"):
        (folder / name).write_text(job["answers"] if name == "in" else "", encoding="utf-8")
    begin = time.monotonic()
    if not (child := os.fork()):
        _be_the_command(job, folder, faults)
    if job["kill"] is not None:
        time.sleep(job["kill"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    calls = folder / "calls"
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": (folder / "out").read_text(encoding="utf-8", errors="replace"),
        "err": (folder / "err").read_text(encoding="utf-8", errors="replace"),
        # Empty where the kill came between making the file and writing it.
        "calls": int(calls.read_text() or -1) if calls.exists() else -1,
        "seconds": time.monotonic() - begin,
    }


def _be_the_command(job: dict[str, Any], folder: Path, faults: ctypes.CDLL | None) -> None:
    for number, (name, flags) in enumerate((("in", os.O_RDONLY), ("out", os.O_WRONLY), ("err", os.O_WRONLY))):
        os.dup2(os.open(folder / name, flags | os.O_CREAT, 0o600), number)
    os.chdir(job["study"])
    code = 70
    try:
        if faults:
            mode, at = job["fault"]
            faults.fault_arm(job["study"].encode(), ctypes.c_int(mode), ctypes.c_long(at))
        from interview_coder.cli import main

        main(job["arguments"])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        if faults:
            (folder / "calls").write_text(str(faults.fault_calls()))
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1] if len(sys.argv) > 1 else None)
