"""Encoder: sentences as vectors by a model on the user's own disk; without one everything else works the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from interview_coder.errors import EnvironmentFailure, UsageError

_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY")


class Encoder(Protocol):
    """Turns texts into rows of numbers; `name` says which one did."""

    name: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a row of length one for each text."""
        ...


class SentenceEncoder:
    """A model of sentence-transformers; it remembers what it has encoded, as learners are fitted many times."""

    def __init__(self, name: str, model: object) -> None:
        self.name = name
        self._model = model
        self._known: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a row of length one for each text."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._known]:
            encode = self._model.encode  # type: ignore[attr-defined]
            vectors = encode(new, normalize_embeddings=True, show_progress_bar=False)
            self._known |= zip(new, np.asarray(vectors, dtype=np.float32), strict=True)
        return np.array([self._known[text] for text in texts], dtype=np.float32)


@lru_cache(maxsize=2)
def load_encoder(name: str, *, download: bool = False) -> SentenceEncoder:
    """Load a model from a folder, or by its name from what is on this machine; it is fetched only if `download` is set.

    Raises EnvironmentFailure where the extra is not installed, UsageError where there is no such model.
    """
    with _offline(download=download):
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EnvironmentFailure(
                "an encoder needs sentence-transformers. Install it with `pip install 'interview-coder[encoder]'`, "
                "or go on without --encoder"
            ) from error
        try:
            model = SentenceTransformer(str(Path(name).expanduser()), device="cpu", local_files_only=not download)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"no sentence encoder {name} on this machine. Name the folder of one, "
                "or add --download-encoder to fetch it by its name"
            ) from error
    return SentenceEncoder(name, model)


@contextmanager
def _offline(*, download: bool) -> Iterator[None]:
    """Keep the libraries from calling home while a model is loaded; they read this when they are imported."""
    before = {name: os.environ.get(name) for name in _OFFLINE}
    os.environ.update({name: "0" if download and name.endswith("OFFLINE") else "1" for name in _OFFLINE})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
