"""Codebooks as people write them: the same content in many hands, each line with what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

#: What a codebook says: tables are dicts, and a value left out is None.
Content = Any
#: A kind ("key", "value", "own" for a comment, "flow" for brackets that reach over the line) and the path it is about.
Tag = tuple[str, tuple[Any, ...]]

IDS = ("money", "late", "人", "经费", "😀", "no", "rules", "a-b", "谈钱_2", "Sleep", "x1", "010", "école")
WORDS = ("fund", "money", "经费", "不足", "nobody", "it's", "100%", "late", "“符合条件”", "tax", "年")
ODD = (
    "- {}",
    "{}: {}",
    "{} #{}",
    "'{}'",
    '"{}" said',
    "*{}",
    "{} {{{}}}",
    "[{}]",
    "{},{}",
    "& {}",
    "{}?",
    "!{}",
    "@ {}",
)
RULES = (
    "{}",
    "{} AND money",
    '"not {}" NEAR/5 fund',
    "{} OR 经费",
    "QUESTION({}) AND b",
    "={}",
    "cash NEAR/3 {}",
    '"{}"',
)
KEYS = (
    *("name", "color", "definition", "include", "exclude", "rules", "unless", "examples", "counterexamples", "memo"),
    *("codes", "addressed_by", "formerly", "retired"),
)
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{},\"'&*!|>%@`?\n]*[^\W_]")


@dataclass(slots=True)
class Line:
    """A line without its end, and what it is about."""

    text: str
    tags: set[Tag] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Hand:
    """A codebook's content, as written by somebody: `lines` and their ends."""

    content: Content
    lines: list[Line]
    ends: list[str]

    @property
    def text(self) -> str:
        return "".join(line.text + end for line, end in zip(self.lines, self.ends, strict=True))


def hand_written(chance: Random) -> Hand:
    """Write a random codebook in a random hand."""
    writer = Writer(chance)
    content = writer.codebook()
    lines = writer.lines(content)
    styles = {"lf": ["\n"], "crlf": ["\r\n"], "mixed": ["\n", "\r\n"]}
    kind = chance.choices(list(styles), [6, 2, 1])[0]
    ends = [chance.choice(styles[kind]) for _ in lines]
    if chance.random() < 0.25:
        ends[-1] = ""
    return Hand(content, lines, ends)


class Writer:
    """One hand: its habits, and a counter that makes every text and comment unlike any other."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.count = 0
        self.step = chance.choice((1, 2, 2, 2, 3, 4, 4, 8))
        self.offset = chance.choice((0, 0, 1, 2, 2, 4))
        self.dash = "-" + " " * chance.choice((1, 1, 1, 2, 3))
        self.uneven = chance.random() < 0.2
        self.flow = chance.choice((0.0, 0.2, 0.5))
        self.comments = chance.choice((0.0, 0.1, 0.3))
        self.blanks = chance.choice((0.0, 0.0, 0.15, 0.4))
        self.quotes = chance.choice((0.0, 0.2, 0.8))
        self.tabs = chance.random() < 0.1
        self.ordered = chance.random() < 0.8

    def number(self) -> int:
        self.count += 1
        return self.count

    def codebook(self) -> Content:
        codes = self.codes(depth=0)
        content: Content = {"title": self.phrase()} if self.chance.random() < 0.3 else {}
        lists = {"lists": {"cash": ["money", "经费"]}} if self.chance.random() < 0.2 else {}
        return content | lists | {"codes": codes}

    def codes(self, depth: int) -> Content:
        ids = self.chance.sample(IDS, self.chance.choice((1, 1, 2) if depth else (1, 2, 2, 3)))
        return {id: self.code(depth) for id in ids}

    def code(self, depth: int) -> Content:
        chance = self.chance
        if chance.random() < 0.1:
            return chance.choice((None, None, {}))
        makers: dict[str, Callable[[], Content]] = {
            "name": self.phrase,
            "color": lambda: "#d95f02",
            "definition": self.local,
            "exclude": self.phrase,
            "rules": self.rules,
            "unless": self.rules,
            "examples": self.examples,
            "counterexamples": self.examples,
            "memo": self.local,
            "addressed_by": lambda: [self.local() for _ in range(chance.randint(1, 2))],
            "formerly": lambda: [f"old{self.number()}"],
            "codes": lambda: self.codes(depth + 1),
        }
        odds = {"rules": 0.5, "codes": (0.4, 0.2, 0.0)[depth], "examples": 0.2}
        keys = [key for key in makers if chance.random() < odds.get(key, 0.11)]
        if not self.ordered:
            chance.shuffle(keys)
        code = {key: makers[key]() for key in keys}
        return {key: None if key != "codes" and chance.random() < 0.04 else value for key, value in code.items()}

    def rules(self) -> Content:
        chance = self.chance
        if chance.random() < 0.05:
            return []
        return [chance.choice(RULES).format(f"w{self.number()}") for _ in range(chance.randint(1, 3))]

    def examples(self) -> Content:
        return [
            {"text": self.phrase(), "question": self.phrase()} if self.chance.random() < 0.2 else self.text()
            for _ in range(self.chance.randint(1, 2))
        ]

    def phrase(self) -> str:
        words = " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 4)))
        if self.chance.random() < 0.3:
            return self.chance.choice(ODD).format(words, f"n{self.number()}")
        return f"{words} n{self.number()}"

    def text(self) -> str:
        if self.chance.random() < 0.85:
            return self.phrase()
        return "\n".join(self.phrase() for _ in range(2)) + self.chance.choice(("", "\n"))

    def local(self) -> Content:
        return {"en": self.text(), "zh": self.phrase()} if self.chance.random() < 0.2 else self.text()

    def lines(self, content: Content) -> list[Line]:
        lines = self.block(content, (), 0)
        head = [Line(f"# c{self.number()} head"), Line("")] if self.chance.random() < 0.3 else []
        head += [Line("---")] if self.chance.random() < 0.1 else []
        tail = [Line(""), Line(f"# c{self.number()} tail")] if self.chance.random() < 0.15 else []
        tail = [] if self.has(lines, "keep") else tail
        return head + lines + tail

    def some_step(self) -> int:
        return self.chance.choice((1, 2, 3, 4)) if self.uneven else self.step

    def block(self, content: Content, path: tuple[Any, ...], indent: int) -> list[Line]:
        """Write the children of a table or a list on lines of their own."""
        lines: list[Line] = []
        is_list = isinstance(content, list)
        entries: list[tuple[Any, Content]] = list(enumerate(content) if is_list else content.items())
        for name, value in entries:
            here = (*path, name)
            lines += self.above(here, indent, apart=bool(lines) and not self.has(lines, "keep"))
            head = self.dash if is_list else f"{self.scalar(str(name), flow=False)}: "
            lines += self.child(head, value, here, indent)
            # One space deeper, or it would belong to the last of what stands below.
            ambiguous = self.has(lines, "open") or (isinstance(value, list) and not self.offset)
            if self.chance.random() < self.comments / 4 and not ambiguous:
                deeper = " " * (indent + 1)
                lines.append(Line(f"{deeper}# c{self.number()} below", {("own", here)}))
        return lines

    def has(self, lines: list[Line], kind: str) -> bool:
        """Tell whether the last line ends a block scalar ("open"), or one that keeps empty lines below ("keep")."""
        return (kind, ()) in lines[-1].tags

    def above(self, here: tuple[Any, ...], indent: int, *, apart: bool) -> list[Line]:
        lines: list[Line] = []
        chance = self.chance
        if apart and chance.random() < self.blanks:
            lines.append(Line(" " * chance.choice((0, 0, indent)) if chance.random() < 0.3 else ""))
            if chance.random() < self.comments:
                lines += [Line(" " * indent + f"# c{self.number()} apart", {("inside", here[:-1])}), Line("")]
        for _ in range(chance.choice((1, 1, 2)) if chance.random() < self.comments else 0):
            margin = " " * chance.choice((indent, indent, indent, 0))
            lines.append(Line(f"{margin}# c{self.number()} above: {here[-1]}", {("own", here)}))
        return lines

    def child(self, head: str, value: Content, here: tuple[Any, ...], indent: int) -> list[Line]:
        margin, chance = " " * indent, self.chance
        tags: set[Tag] = {("key", here)}
        if value is None:
            return [Line(margin + head.rstrip() + self.after(), tags)]
        if isinstance(value, str):
            return self.text_lines(margin + head, value, here, indent)
        root = len(here) == 1 or here == ("codes",)
        if not value or (not root and chance.random() < self.flow):
            return self.flow_lines(margin + head, value, here, indent)
        if head.startswith("-"):
            lines = self.block(value, here, indent + len(head))
            while ("key", (*here, next(iter(value)))) not in lines[0].tags:
                lines.pop(0)  # no comment fits between a dash and what it is for
            return [Line(margin + head + lines[0].text.lstrip(), lines[0].tags | tags), *lines[1:]]
        deeper = indent + (self.offset if isinstance(value, list) else self.some_step())
        return [Line(margin + head.rstrip() + self.after(), tags), *self.block(value, here, deeper)]

    def after(self) -> str:
        """Write what may stand after a value in its line."""
        blank = self.chance.choice((" ", "  ", "     "))
        if self.chance.random() < self.comments / 2:
            return f"{blank}#{self.gap()}c{self.number()} right"
        return blank if self.chance.random() < 0.05 else ""

    def gap(self) -> str:
        """Write a space, or a tab where the parser lets one pass: in comments and within brackets."""
        return "\t" if self.tabs and self.chance.random() < 0.3 else " "

    def text_lines(self, head: str, text: str, here: tuple[Any, ...], indent: int) -> list[Line]:
        """Write a text after a key or a dash: in one line, on several, or as a block scalar."""
        chance, tags = self.chance, {("value", here), ("key", here)}
        deeper = " " * (indent + chance.choice((1, 2, 4)))
        literal = "\n" in text and not text.startswith(" ")
        if literal and chance.random() < 0.8:
            keep = text.endswith("\n") and chance.random() < 0.2
            sign = "|" + ("+" if keep else "" if text.endswith("\n") else "-")
            comment = f" # c{self.number()} header" if chance.random() < self.comments else ""
            body = [Line(deeper + line, set(tags)) for line in text.rstrip("\n").split("\n")]
            body[-1].tags |= {("open", ()), *([("keep", ())] if keep else [])}
            return [Line(head + sign + comment, tags), *body]
        if " " in text and _PLAIN.fullmatch(text) and chance.random() < 0.1:
            first, _, rest = text.partition(" ")
            if _PLAIN.fullmatch(rest):
                return [Line(head + first, tags), Line(deeper + rest + self.after(), set(tags))]
        return [Line(head + self.scalar(text, flow=False) + self.after(), tags)]

    def scalar(self, text: str, *, flow: bool) -> str:
        safe = _PLAIN.fullmatch(text) and ": " not in text and " #" not in text
        if "\n" in text or (self.chance.random() < self.quotes / 3):
            escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        if safe and self.chance.random() >= self.quotes / 3:
            return text
        return "'" + text.replace("'", "''") + "'"

    def flow_lines(self, head: str, value: Content, here: tuple[Any, ...], indent: int) -> list[Line]:
        """Write brackets, in one line or on several; every line is about all that stands in them."""
        tags: set[Tag] = {("key", here)}
        margin = " " * (indent + self.chance.choice((1, 2, 4)))
        broken = self.chance.random() < 0.3
        text = self.in_flow(value, here, tags, margin if broken else None)
        lines = (head + text + self.after()).split("\n")
        return [Line(line, set(tags)) for line in lines]

    def in_flow(self, value: Content, here: tuple[Any, ...], tags: set[Tag], margin: str | None) -> str:
        if not isinstance(value, list | dict):
            tags |= {("value", here)}
            return "" if value is None else self.scalar(value, flow=True)
        tags |= {("flow", here)}
        parts = []
        for name, each in enumerate(value) if isinstance(value, list) else value.items():
            tags |= {("key", (*here, name))}
            inside = self.in_flow(each, (*here, name), tags, None)
            head = "" if isinstance(value, list) else f"{self.scalar(str(name), flow=True)}: "
            bare = self.chance.choice((head, head.removesuffix(": ")))
            parts.append(head + inside if inside else bare)
        brackets = "[]" if isinstance(value, list) else "{}"
        if not parts:
            return brackets[0] + self.chance.choice(("", " ")) + brackets[1]
        last = self.chance.choice(("", "", ","))
        if margin is None:
            inner = self.chance.choice(("", " "))
            return brackets[0] + inner + f",{self.gap()}".join(parts) + last + inner + brackets[1]
        rows = [f"{margin}{part}," for part in parts[:-1]] + [f"{margin}{parts[-1]}{last}"]
        if self.chance.random() < 0.3:
            return brackets[0] + "\n" + margin + ", ".join(parts) + last + "\n" + margin[:-1] + brackets[1]
        return brackets[0] + "\n" + "\n".join(row + self.after() for row in rows) + "\n" + margin[:-1] + brackets[1]
