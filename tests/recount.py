"""Count codings again from the JSON interchange, as somebody would who has only the file: no interview_coder here."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
Place = tuple[str, int, int]

STRONGEST_FIRST = ["accepted", "disputed", "by_rule", "by_model"]


def standing(coding: Data) -> str | None:
    if coding["status"] == "rejected":
        return None
    if coding.get("disputed") or coding["status"] == "disputed":
        return "disputed"
    if coding["status"] == "accepted" or coding["source"] == "coder":
        return "accepted"
    return f"by_{coding['source']}"


def with_those_above(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def passages(data: Data) -> dict[str, dict[Place, str]]:
    """Return by code the places that carry it or a code below it, each with its strongest standing."""
    found: dict[str, dict[Place, str]] = defaultdict(dict)
    for coding in data["codings"]:
        who = standing(coding)
        place = (coding["transcript"], coding["start"], coding["end"])
        for code in with_those_above(coding["code"]) if who else ():
            named = [who, found[code].get(place, "by_model")]
            found[code][place] = min((each for each in named if each), key=STRONGEST_FIRST.index)
    return found


def counts(data: Data) -> dict[str, dict[str, int]]:
    texts = {(each["transcript"], each["start"], each["end"]): each["quote"] for each in data["codings"]}
    return {
        code: {
            "passages": len(places),
            **{who: sum(each == who for each in places.values()) for who in STRONGEST_FIRST},
            "transcripts": len({place[0] for place in places}),
            "words": sum(words(texts[place]) for place in places),
        }
        for code, places in passages(data).items()
    }


def words(text: str) -> int:
    """Count every Chinese character, and of the rest what spaces or Chinese punctuation part."""
    if not re.search("[\u4e00-\u9fff]", text):
        return len(text.split())
    rest = re.sub("[\u2014\u201c\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", " ", text)
    return len(re.findall("[\u4e00-\u9fff]", text)) + len(rest.split())


def by(data: Data, attribute: str) -> Counter[tuple[str, str]]:
    """Count passages by code and value."""
    values = {each["id"]: each["attributes"].get(attribute) or "(none)" for each in data["transcripts"]}
    return Counter((code, values[place[0]]) for code, places in passages(data).items() for place in places)


def cases(data: Data) -> Counter[tuple[str, str]]:
    """Count passages by transcript and code."""
    return Counter((place[0], code) for code, places in passages(data).items() for place in places)


def together(data: Data, within: int = 0) -> dict[tuple[str, str], tuple[int, float]]:
    """Return for two codes the passages with one of them, the other no further than `within`, and their part."""
    numbers = {(each["transcript"], each["start"], each["end"]): each["passage"] for each in data["codings"]}
    units = {
        code: {(place[0], numbers[place]) for place in places} for code, places in passages(data).items() if places
    }
    found = {}
    for one, two in itertools.permutations(units, 2):
        near = {unit for unit in units[one] if any(_near(unit, other, within) for other in units[two])}
        near |= {unit for unit in units[two] if any(_near(unit, other, within) for other in units[one])}
        if near and one not in with_those_above(two) and two not in with_those_above(one):
            found[one, two] = (len(near), len(near) / len(units[one] | units[two]))
    return found


def _near(unit: tuple[str, int], other: tuple[str, int], within: int) -> bool:
    return unit[0] == other[0] and abs(unit[1] - other[1]) <= within


def new_codes(data: Data) -> Iterator[int]:
    """Yield how many codes each transcript brings that none before it had."""
    found = passages(data)
    seen: set[str] = set()
    for transcript in data["transcripts"]:
        has = {code for code, places in found.items() if any(place[0] == transcript["id"] for place in places)}
        yield len(has - seen)
        seen |= has
