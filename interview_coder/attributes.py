"""Attributes of participants: text that may say a number or a date, told by its form or by what the study declares."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any


class Type(StrEnum):
    """What the values of an attribute are."""

    NUMBER = "number"
    DATE = "date"
    CATEGORY = "category"


#: Where so many values and so large a share of them are of a type, the others are taken for slips.
ENOUGH, MOST = 4, 0.75

_NUMBER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,15})?")
_DATES = (
    re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?(?:[ T]00:00(?::00)?)?"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日?)?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)
_DIGITS = re.compile(r"(\d{1,18})")


def number_of(text: str) -> float | None:
    """Return the number a text says, with or without commas between thousands; None where it is none."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    return float(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None


def date_of(text: str) -> datetime.date | None:
    """Return the day a text says: `2021-06-08`, `2021/6/8`, `2021年6月8日`, `8.6.2021`, or the first of a month.

    None where it is none, and for `8/6/2021`, which is two days.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = next((match for match in (form.fullmatch(plain) for form in _DATES) if match), None)
    if found is None:
        return None
    try:
        return datetime.date(int(found["y"]), int(found["m"]), int(found["d"] or 1))
    except ValueError:
        return None


_READERS: Mapping[Type, Callable[[str], object | None]] = {
    Type.NUMBER: number_of,
    Type.DATE: date_of,
    Type.CATEGORY: str,
}


def is_of(text: str, type: Type) -> bool:
    """Tell whether a text says a value of a type."""
    return _READERS[type](text) is not None


def type_of(values: Iterable[str]) -> Type:
    """Return what all of some values are: numbers, dates, or else names of categories."""
    known = set(values)
    fitting = (type for type in (Type.NUMBER, Type.DATE) if known and all(is_of(value, type) for value in known))
    return next(fitting, Type.CATEGORY)


def slips(values: Sequence[str], declared: Type | None = None) -> Iterator[tuple[int, Type]]:
    """Yield which values, by their places, are not of the type declared, or no number or date as nearly all others."""
    for type in (declared,) if declared else (Type.NUMBER, Type.DATE):
        wrong = [at for at, value in enumerate(values) if not is_of(value, type)]
        if declared or (len(values) >= ENOUGH and len(values) - len(wrong) >= MOST * len(values)):
            yield from ((at, type) for at in wrong)


def ordering(values: Iterable[str], *, none: str = "") -> Callable[[str], tuple[Any, ...]]:
    """Return by what to sort some values: numbers by size, dates in time, names as a reader would (9 before 10).

    What stands for no value comes last.
    """
    type = type_of(set(values) - {none})
    read = _naturally if type is Type.CATEGORY else _READERS[type]
    return lambda value: (True,) if value == none else (False, read(value), value)


def _naturally(value: str) -> list[str | int]:
    parts = _DIGITS.split(value)
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]
