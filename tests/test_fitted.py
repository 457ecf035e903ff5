"""A fitted learner: what it suggests and why, and how it is kept without any pickled object."""

from __future__ import annotations

import io
import pickle
import zipfile
from contextlib import suppress

import numpy as np
import pytest

from interview_coder.coding import Source
from interview_coder.fitted import Fitted, encoder_of, name_of, pack, unpack
from interview_coder.learner import CodeLearner
from interview_coder.passages import Passage
from interview_coder.tagger import Tagger
from tests.factories import make_interview
from tests.taught import codebook, interviews, labels


def fitted(language: str = "en", **settings: object) -> Fitted:
    passages = interviews(language)
    learner = CodeLearner(codebook(), enough=4, **settings)  # type: ignore[arg-type]
    return Fitted(learner.fit(passages, labels(passages)), {"money": 0.5}, "f1", "model 01234567")


def new(language: str) -> tuple[Passage, ...]:
    said = {
        "en": ("There is no money for the hall.", "We paid for the hall out of our own pockets.", "The hall stands."),
        "zh": ("礼堂的经费一直不够。", "礼堂是我们自己掏钱垫的。", "礼堂就在河边。"),
    }
    return make_interview("new", *said[language], language=language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_fitted_suggests_what_the_rules_have_not_given_and_says_why(language: str) -> None:
    passages = new(language)
    (found,) = fitted(language).suggest(passages, Tagger(codebook()).tag(passages))
    assert (found.passage.number, found.code, found.source) == (2, "money", Source.MODEL)
    assert found.rule == "model 01234567"
    assert 0.5 <= found.score <= 1
    assert found.reasons[0].startswith("like an accepted passage of ")
    words = [found.passage.transcript.quote(*span) for span in found.evidence]
    assert words
    assert {"en": "pockets", "zh": "垫"}[language] in "".join(words)


def test_fitted_suggests_nothing_below_its_threshold() -> None:
    learner = fitted().learner
    assert not list(Fitted(learner, {"money": 1.01}, "f1").suggest(new("en")))
    assert not list(Fitted(learner, {}, "f1").suggest(new("en")))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_fitted_comes_back_from_its_bytes_the_same(language: str) -> None:
    one = fitted(language)
    other = unpack(pack(one), codebook())
    assert (other.thresholds, other.aim) == (one.thresholds, one.aim)
    assert other.learner.needed_.tolist() == [[0, 4], [0, 0]]
    passages = new(language)
    assert np.allclose(one.learner.predict_proba(passages), other.learner.predict_proba(passages), atol=1e-4)
    assert [each.reasons for each in one.suggest(passages)] == [each.reasons for each in other.suggest(passages)]


def test_fitted_is_the_same_bytes_for_the_same_learner() -> None:
    assert pack(fitted()) == pack(fitted())


def test_fitted_is_named_for_its_bytes() -> None:
    data = pack(fitted())
    assert unpack(data, codebook()).name == name_of(data)
    assert len(name_of(data)) == len("model 01234567")
    assert encoder_of(data) == ""


def test_fitted_that_is_silent_on_all_can_be_kept_too() -> None:
    passages = interviews("en")
    silent = Fitted(CodeLearner(codebook(), enough=99).fit(passages, labels(passages)), {}, "f1")
    assert not list(unpack(pack(silent), codebook()).suggest(new("en")))


def with_an_object() -> bytes:
    stream = io.BytesIO()
    np.savez(stream, about=np.array([{"codes": []}], dtype=object))
    return stream.getvalue()


def without_an_array() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pack(fitted()))) as old, zipfile.ZipFile(stream, "w") as file:
        for name in old.namelist():
            if name != "spoken.npy":
                file.writestr(name, old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", pickle.dumps({"a": 1}), pack(fitted())[:-200], pack(fitted())[200:], with_an_object()],
    ids=["nothing", "a beginning", "a pickle", "cut off", "headless", "an object in it"],
)
def test_fitted_refuses_bytes_that_are_no_learner(data: bytes) -> None:
    with pytest.raises(ValueError, match="no learner"):
        unpack(data, codebook())


def test_fitted_refuses_bytes_that_lack_a_part() -> None:
    with pytest.raises(ValueError, match="no learner"):
        unpack(without_an_array(), codebook())


def test_fitted_with_a_changed_byte_is_refused_as_such_or_read() -> None:
    data = bytearray(pack(fitted()))
    for at in range(60, len(data), len(data) // 20):
        broken = bytes(data[:at]) + bytes([data[at] ^ 0xFF]) + bytes(data[at + 1 :])
        with suppress(ValueError):
            unpack(broken, codebook())
