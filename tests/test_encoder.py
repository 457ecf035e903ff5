"""An encoder is an extra: it adds to the learner where there is one, and nothing changes where there is none."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Sequence

import numpy as np
import pytest

from interview_coder.encoder import SentenceEncoder, load_encoder
from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.fitted import Fitted, encoder_of, pack, unpack
from interview_coder.learner import CodeLearner
from tests.taught import codebook, interviews, labels


class Hashed:
    """Stands for an encoder: the same text, the same row, of length one."""

    name = "hashed"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.array([[text.count(character) + 0.1 for character in "aeiou没钱"] for text in texts])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_encoder_adds_a_second_reader() -> None:
    passages = interviews("zh")
    without, with_it = (
        CodeLearner(codebook(), enough=4, encoder=encoder).fit(passages, labels(passages))
        for encoder in (None, Hashed())
    )
    assert (len(without.readers_), len(with_it.readers_)) == (1, 2)
    assert with_it.readers_[1].coefficients.shape == (1, 2 * 7)
    assert np.array_equal(with_it.readers_[0].coefficients, without.readers_[0].coefficients)


def test_encoder_is_named_in_a_kept_learner_and_explains_by_likeness() -> None:
    passages = interviews("en")
    learner = CodeLearner(codebook(), enough=4, encoder=Hashed()).fit(passages, labels(passages))
    data = pack(Fitted(learner, {"money": 0.0}, "f1"))
    assert encoder_of(data) == "hashed"
    found = next(iter(unpack(data, codebook(), encoder=Hashed()).suggest(passages[:1])))
    assert found.reasons[0] == "like an accepted passage of en0: “There is no money for the workshop.”"


def test_encoder_encodes_what_it_knows_no_second_time() -> None:
    asked: list[str] = []

    class Model:
        def encode(self, texts: Sequence[str], **_: object) -> np.ndarray:
            asked.extend(texts)
            return np.array([[float(len(text))] for text in texts])

    encoder = SentenceEncoder("model", Model())
    assert encoder.encode(["one", "三", "one"]).tolist() == [[3], [1], [3]]
    assert encoder.encode(["三", "four"]).tolist() == [[1], [4]]
    assert asked == ["one", "三", "four"]


def test_encoder_that_is_not_installed_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    load_encoder.cache_clear()
    with pytest.raises(EnvironmentFailure, match=r"pip install 'interview-coder\[encoder\]'"):
        load_encoder("some-model")


def test_encoder_is_looked_for_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}

    def refuse(name: str, **settings: object) -> None:
        seen.update(settings, offline=os.environ["HF_HUB_OFFLINE"])
        raise OSError("not found")

    monkeypatch.setitem(sys.modules, "sentence_transformers", types.SimpleNamespace(SentenceTransformer=refuse))
    load_encoder.cache_clear()
    with pytest.raises(UsageError, match="no sentence encoder nowhere on this machine"):
        load_encoder("nowhere")
    assert seen == {"device": "cpu", "local_files_only": True, "offline": "1"}
    assert "HF_HUB_OFFLINE" not in os.environ
