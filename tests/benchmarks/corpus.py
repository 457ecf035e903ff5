"""A seeded corpus to time with: interviews of common words, with keywords in the answers."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path
from pydoc_data.topics import topics

ROOT = Path(__file__).parent.parent.parent
SEED = 20261123

INTERVIEWER = {"en": "Interviewer", "zh": "访谈者"}
COLON = {"en": ": ", "zh": "："}


def keywords(language: str) -> dict[str, list[str]]:
    """Return 20 codes with 5 keywords each."""
    lines = (Path(__file__).parent / f"keywords-{language}.txt").read_text(encoding="utf-8").strip().split("\n")
    return {f"code{number:02d}": line.split() for number, line in enumerate(lines)}


def write_corpus(folder: Path, language: str, *, files: int, words: int) -> None:
    """Write transcripts of about so many words (in Chinese, of two characters), the same for every run."""
    chance = random.Random(SEED)
    folder.mkdir(parents=True)
    common, wanted = _common_words(language), [word for group in keywords(language).values() for word in group]
    for number in range(1, files + 1):
        turns, spoken = [], 0
        for asks in itertools.cycle((True, False)):
            length = chance.randint(8, 25) if asks else chance.randint(30, 160)
            said = [chance.choice(common) for _ in range(length)]
            if not asks and chance.random() < 0.7:
                said.insert(chance.randint(0, length), chance.choice(wanted))
            label = INTERVIEWER[language] if asks else f"P{number:03d}"
            turns.append(label + COLON[language] + _sentences(said, language, chance))
            spoken += length
            if spoken > words:
                break
        (folder / f"interview_{number:03d}.txt").write_text("\n\n".join(turns) + "\n", encoding="utf-8")


def _common_words(language: str) -> list[str]:
    """Return words in the frequency of a text: Python's own help pages, or a list of common Chinese words."""
    if language == "en":
        return [word.lower() for page in topics.values() for word in re.findall(r"[A-Za-z]{2,}", page)]
    words = (Path(__file__).parent / "common-zh.txt").read_text(encoding="utf-8").split()
    return [word for rank, word in enumerate(words, start=1) for _ in range(max(1, len(words) // rank))]


def _sentences(words: list[str], language: str, chance: random.Random) -> str:
    parts, at = [], 0
    while at < len(words):
        length = chance.randint(8, 18)
        part = words[at : at + length]
        parts.append(" ".join(part).capitalize() + ". " if language == "en" else "".join(part) + "。")
        at += length
    return "".join(parts).rstrip()
