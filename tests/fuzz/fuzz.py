"""Coverage-guided fuzzing of one target: `python -m tests.fuzz.fuzz TARGET [OPTION OF LIBFUZZER]...`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["interview_coder"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
