"""Fitted: a learner with its thresholds, which suggests codes and says why, and is kept as plain arrays."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
import sklearn

from interview_coder.codebook import Codebook, is_within
from interview_coder.coding import Source, Suggestion
from interview_coder.encoder import Encoder
from interview_coder.features import Surroundings, TextFeatures, Word, surroundings, tells, vectorizer
from interview_coder.judge import Judge
from interview_coder.language import has_han
from interview_coder.learner import CodeLearner, Lesson, Reader
from interview_coder.matching import joined
from interview_coder.passages import Passage
from interview_coder.version import __version__

# So many words are shown as evidence, and so much of an example it is likened to.
_WORDS = 5
_QUOTE = 90
_ALIKE = 0.05
_NO_LEARNER = "these bytes are no learner"
# What zip files, arrays and JSON complain with, and what it comes to where a part of them is missing.
_DAMAGED = (
    *(ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error),
    *(LookupError, TypeError, AttributeError),
)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A learner, and from which probability on each of its codes is suggested."""

    learner: CodeLearner
    thresholds: Mapping[str, float]
    aim: str
    name: str = ""
    _compared: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)

    def suggest(self, passages: Sequence[Passage], given: Iterable[Suggestion] = ()) -> Iterator[Suggestion]:
        """Yield what the rules have not `given` (them, or a sub-code) and is likely enough, in reading order."""
        known = {(each.passage.number, id) for each in given for id in _with_those_above(each.code)}
        probabilities = self.learner.predict_proba(passages)
        likely = {
            row: [at for at in self._likely(probabilities[row]) if (passage.number, self._code(at)) not in known]
            for row, passage in enumerate(passages)
        }
        rows = [row for row, columns in likely.items() if columns]
        for row, sight in zip(rows, self._sights([passages[row] for row in rows]), strict=True):
            for column in likely[row]:
                yield self._suggestion(sight, column, float(probabilities[row, column]))

    def _code(self, column: int) -> str:
        return str(self.learner.classes_[column])

    def _likely(self, probabilities: np.ndarray) -> list[int]:
        """Return the columns of the likely codes, without those that a sub-code among them stands for."""
        ids = [str(id) for id in self.learner.classes_]
        likely = [at for at, id in enumerate(ids) if probabilities[at] >= self.thresholds.get(id, np.inf)]
        return [at for at in likely if not any(at != other and is_within(ids[other], ids[at]) for other in likely)]

    def _sights(self, passages: Sequence[Passage]) -> Iterator[_Sight]:
        """Look at passages together: one by one it takes ten times as long."""
        if not passages:
            return
        around = list(map(surroundings, passages))
        text = self.learner.readers_[0].text
        features = text.transform(around) if text else None
        vectors = self._vectors([passage.text for passage in passages], around)
        for row, passage in enumerate(passages):
            values = {} if features is None else _values(features[row])
            yield _Sight(passage, around[row], values, vectors[row : row + 1])

    def _suggestion(self, sight: _Sight, column: int, probability: float) -> Suggestion:
        words = self._weighty_words(sight, column)
        evidence = joined((word.start, word.end) for word in words)
        reasons = tuple(self._reasons(sight, column, words))
        score, name = round(probability, 3), self.name or "model"
        return Suggestion(sight.passage, self._code(column), Source.MODEL, name, score, evidence, reasons=reasons)

    def _weighty_words(self, sight: _Sight, column: int) -> list[Word]:
        """Return the words in and around a passage that speak most for a code, the weightiest first."""
        reader = self.learner.readers_[0]
        if reader.text is None:
            return []
        coefficients = reader.coefficients[self.learner.spoken_.tolist().index(column)]
        found: dict[str, tuple[float, Word]] = {}
        offsets = dict(reader.text.offsets)
        for name, terms in sight.around.blocks():
            known = reader.text.vectorizers[name].vocabulary_ if name in offsets else {}
            for key, start, end in terms:
                at = offsets[name] + known[key] if key in known else -1
                weight = sight.values.get(at, 0.0) * coefficients[at]
                if weight > found.get(key, (0.0, None))[0] and any(map(tells, key.split())):
                    found[key] = weight, Word(key, start, end)
        ranked = sorted(found.values(), key=lambda each: (-each[0], each[1].start))
        return [word for _, word in ranked[:_WORDS]]

    def _reasons(self, sight: _Sight, column: int, words: Sequence[Word]) -> Iterator[str]:
        passage = sight.passage
        quote = passage.transcript.quote
        own = dict.fromkeys(quote(*word[1:]) for word in words if passage.start <= word.start < passage.end)
        around = dict.fromkeys(quote(*word[1:]) for word in words if not passage.start <= word.start < passage.end)
        if alike := self._most_like(sight, column):
            yield f"like an accepted passage of {alike.where}: “{_shortened(alike.text)}”"
        if own:
            yield f"words that speak for it: {_listed(own)}"
        if around:
            yield f"words around it that do: {_listed(around)}"
        if not (alike or own or around):
            yield "no single word decides: its turn and what the rules find there do"

    def _most_like(self, sight: _Sight, column: int) -> Lesson | None:
        """Return the accepted passage that shares most with this one in words, or in meaning where an encoder is."""
        if column not in self._compared:
            self._compared[column] = self._lessons(column)
        lessons: dict[str, Lesson]
        lessons, vectors = self._compared[column]
        if not lessons or sight.passage.text in lessons:
            return lessons.get(sight.passage.text)
        likeness = vectors @ sight.vector.T
        likeness = np.asarray(likeness.todense() if hasattr(likeness, "todense") else likeness).ravel()
        at = int(np.argmax(likeness))
        return list(lessons.values())[at] if likeness[at] > _ALIKE else None

    def _lessons(self, column: int) -> tuple[dict[str, Lesson], Any]:
        """Return what was accepted for a code, by its words, the first of the same, and the vectors."""
        lessons: dict[str, Lesson] = {}
        for lesson in self.learner.lessons_:
            if lesson.column == column:
                lessons.setdefault(lesson.text, lesson)
        return lessons, self._vectors(list(lessons), list(map(_surroundings_of, lessons))) if lessons else None

    def _vectors(self, texts: Sequence[str], around: Sequence[Surroundings]) -> Any:
        if self.learner.encoder:
            return self.learner.encoder.encode(texts)
        text = self.learner.readers_[0].text
        words = [[word.key for word in each.words] for each in around]
        return text.vectorizers["words"].transform(words)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class _Sight:
    """A passage with what the learner sees of it: the values of its features by their column, and its own vector."""

    passage: Passage
    around: Surroundings
    values: Mapping[int, float]
    vector: Any


def _values(row: Any) -> dict[int, float]:
    return dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))


def _surroundings_of(text: str) -> Surroundings:
    from interview_coder.codebook import Example
    from interview_coder.examples import as_passage

    return surroundings(as_passage(Example(text)))


def _with_those_above(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    most = _QUOTE // 2 if has_han(text) else _QUOTE
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def versions() -> str:
    """Return the versions that a kept learner depends on."""
    return f"interview-coder {__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}"


def pack(fitted: Fitted) -> bytes:
    """Write a fitted learner as numpy arrays and JSON, without any pickled object; the same learner, the same bytes."""
    learner = fitted.learner
    arrays: dict[str, np.ndarray] = {"needed": learner.needed_, "spoken": learner.spoken_}
    parameters = {
        name: value for name, value in learner.get_params().items() if name not in ("codebook", "codes", "encoder")
    }
    if learner.readers_:
        arrays |= {f"judge {name}": value for name, value in _fields(learner.judge_).items()}
    for at, reader in enumerate(learner.readers_):
        arrays |= {f"{at} coefficients": reader.coefficients.astype(np.float32), f"{at} intercepts": reader.intercepts}
        for name, each in reader.text.vectorizers.items() if reader.text else ():
            terms = sorted(each.vocabulary_, key=each.vocabulary_.__getitem__)
            arrays[f"{at} terms {name}"] = _encoded("\n".join(terms))
            arrays[f"{at} idf {name}"] = each.idf_
    about = {
        "codes": [str(id) for id in learner.classes_],
        "parameters": parameters,
        "encoder": learner.encoder.name if learner.encoder else "",
        "thresholds": {code: value for code, value in fitted.thresholds.items() if np.isfinite(value)},
        "aim": fitted.aim,
        "readers": [list(reader.text.vectorizers) if reader.text else None for reader in learner.readers_],
        "weights": [reader.text.weights if reader.text else {} for reader in learner.readers_],
        "lessons": [asdict(lesson) for lesson in learner.lessons_],
    }
    arrays["about"] = _encoded(json.dumps(about, ensure_ascii=False, sort_keys=True))
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def encoder_of(data: bytes) -> str:
    """Return the name of the encoder that a packed learner needs, "" where it needs none."""
    return _told(data, "encoder")


def aim_of(data: bytes) -> str:
    """Return the aim that a packed learner was fitted for, as text."""
    return _told(data, "aim")


def _told(data: bytes, what: str) -> str:
    try:
        return str(_about(_arrays(data))[what])
    except _DAMAGED as error:
        raise ValueError(_NO_LEARNER) from error


def unpack(data: bytes, codebook: Codebook, *, encoder: Encoder | None = None) -> Fitted:
    """Return the fitted learner that `pack` wrote; ValueError where the bytes are none."""
    try:
        return replace(_unpacked(_arrays(data), codebook, encoder), name=name_of(data))
    except _DAMAGED as error:
        raise ValueError(_NO_LEARNER) from error


def _unpacked(arrays: Mapping[str, np.ndarray], codebook: Codebook, encoder: Encoder | None) -> Fitted:
    about = _about(arrays)
    learner = CodeLearner(codebook, codes=about["codes"], encoder=encoder, **about["parameters"])
    learner.classes_ = np.array(about["codes"], dtype=object)
    learner.needed_, learner.spoken_ = arrays["needed"], arrays["spoken"]
    learner.lessons_ = tuple(Lesson(**fields) for fields in about["lessons"])
    learner.readers_ = tuple(
        Reader(
            _features(arrays, at, names, about["weights"][at]), arrays[f"{at} coefficients"], arrays[f"{at} intercepts"]
        )
        for at, names in enumerate(about["readers"])
    )
    if learner.readers_:
        learner.judge_ = Judge(*(arrays[f"judge {name}"] for name in Judge.__slots__))
    return Fitted(learner, about["thresholds"], about["aim"])


def name_of(data: bytes) -> str:
    """Return what a packed learner is called as the source of a suggestion."""
    return f"model {hashlib.sha256(data).hexdigest()[:8]}"


def _features(
    arrays: Mapping[str, np.ndarray], at: int, names: list[str] | None, weights: Mapping[str, float]
) -> TextFeatures | None:
    if names is None:
        return None
    text = TextFeatures(weights)
    for name in names:
        terms = _decoded(arrays[f"{at} terms {name}"]).split("\n")
        text.vectorizers[name] = vectorizer(vocabulary={term: number for number, term in enumerate(terms)})
        text.vectorizers[name].idf_ = arrays[f"{at} idf {name}"]
    return text


def _arrays(data: bytes) -> Mapping[str, np.ndarray]:
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return dict(file)


def _about(arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(_decoded(arrays["about"]))
    return about


def _fields(judge: Judge) -> dict[str, np.ndarray]:
    return {name: np.asarray(getattr(judge, name)) for name in Judge.__slots__}


def _encoded(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _decoded(array: np.ndarray) -> str:
    return array.tobytes().decode()
