"""How a passage, its codes and the why look: lines of text for a page of some width and height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from interview_coder.borders import Range
from interview_coder.cli.review.labels import Labels
from interview_coder.cli.review.lines import quoted, spread, wrapped
from interview_coder.cli.screen import visible
from interview_coder.codebook import Codebook, Rule
from interview_coder.coding import Coding, Decision, Memo, Source, Verdict
from interview_coder.in_words import RuleWords
from interview_coder.review import Item, Place, Progress, overlap
from interview_coder.transcript import Role, Transcript, Turn, clock
from interview_coder.wording import Wording

BAR = "▌ "
_INDENT = "  "
# So much of a turn is looked at around a passage: more than any window holds.
_MOST = 4000


@dataclass(frozen=True, slots=True)
class Look:
    """How things are shown: the codebook's names in a language, and whether marks must do without styles."""

    codebook: Codebook
    labels: Labels
    plain: bool = False

    def code(self, id: str) -> str:
        """Return what a code is called; its id where the codebook does not know it any more."""
        names = {code.id: code.name.in_language(self.labels.language) for code in self.codebook.codes}
        return visible(names.get(id, id))

    def titled(self, id: str) -> Text:
        """Return what a code is called and, for a sub-code, its theme."""
        theme = id.partition(".")[0]
        return Text.assemble(self.code(id), (f" · {self.code(theme)}" if theme != id else "", "dim not bold"))

    def words(self, transcript: Transcript, spans: Sequence[Range]) -> str:
        """Return the words at some ranges in quotation marks."""
        quotes = (" ".join(transcript.quote(*span).split()) for span in spans)
        return visible(Wording(self.labels.language).quoted(list(quotes)))

    def rule(self, id: str) -> Rule | None:
        """Return the rule that a suggestion names, None where there is none of that name any more."""
        return next((rule for code in self.codebook.codes for rule in code.rules if rule.id == id), None)

    def in_words(self, rule: Rule) -> Iterator[tuple[int, str]]:
        """Yield the lines that say what a rule looks for, each with how deep it stands."""
        outline = RuleWords(self.labels.language, self.codebook.lists).outline(rule.query)
        return ((depth, visible(line)) for depth, line in outline.lines())


def place_of(item: Item, look: Look) -> Text:
    """Return where a passage stands: transcript, speaker, turn, time of the recording."""
    passage = item.passage
    named = {"transcript": passage.transcript.id, "speaker": passage.turn.speaker, "turn": passage.turn.number}
    seconds = passage.transcript.seconds_at(passage.start)
    time = f" · {clock(seconds)}" if seconds is not None else ""
    return Text(visible(look.labels("place", **named)) + time)


def passage_page(
    item: Item, span: Range, found: Sequence[Range], look: Look, *, width: int, height: int
) -> tuple[list[Text], int]:
    """Return a passage between the question and what stands around it, and the line that it begins at.

    `span` is what is taken for the passage. The lines fill the height, or more where the passage alone does.
    """
    transcript = item.passage.transcript
    room = width - len(BAR)
    own = wrapped(quoted(transcript, span, found, style="bold", plain=look.plain), room)
    rest = max(height - len(own) - 2, 0)
    asked = _question(item, found, look, room)
    above = _lead(asked, _turn_before(item, span, found, look, room), rest - rest * 2 // 5)
    below = _first(_what_follows(item, span, found, look, room), rest - len(above))
    # So that the passage stands where the one before it stood.
    sky = [Text()] * max(min(rest - rest * 2 // 5, rest - len(below)) - len(above), 0)
    hero = [Text.assemble((BAR, "bold"), line) for line in own]
    lines = [*sky, *above, Text(), *hero, Text(), *(Text.assemble(_INDENT, line) for line in below)]
    return lines, len(sky) + len(above) + 1


def _question(item: Item, found: Sequence[Range], look: Look, room: int) -> list[Text]:
    return _said(item.passage.transcript, item.question, found, look, room) if item.question else []


def _said(transcript: Transcript, turn: Turn, found: Sequence[Range], look: Look, room: int) -> list[Text]:
    """Return a turn with its speaker."""
    label = Text(look.labels("colon", speaker=visible(turn.speaker)) if turn.speaker else "", style="dim")
    span = turn.start, min(turn.end, turn.start + _MOST)
    return wrapped(Text.assemble(label, quoted(transcript, span, found, style="dim italic", plain=look.plain)), room)


def _what_follows(item: Item, span: Range, found: Sequence[Range], look: Look, room: int) -> list[Text]:
    """Return the rest of the turn, and the next one."""
    transcript, turn = item.passage.transcript, item.passage.turn
    after = (span[1], min(turn.end, span[1] + _MOST))
    rest = wrapped(_around(transcript, after, found, look), room) if after[0] < after[1] else []
    following = transcript.turns[turn.number : turn.number + 1]
    then = [line for each in following for line in _said(transcript, each, found, look, room)]
    return [*rest, *([Text()] if rest and then else []), *then]


def _turn_before(item: Item, span: Range, found: Sequence[Range], look: Look, room: int) -> list[Text]:
    transcript, turn = item.passage.transcript, item.passage.turn
    before = (max(turn.start, span[0] - _MOST), span[0])
    return wrapped(_around(transcript, before, found, look), room) if before[0] < before[1] else []


def _around(transcript: Transcript, span: Range, found: Sequence[Range], look: Look) -> Text:
    text = quoted(transcript, span, found, style="dim", plain=look.plain)
    spaces = len(text) - len(text.plain.lstrip())
    return text[spaces:] if spaces else text


def _lead(asked: list[Text], before: list[Text], height: int) -> list[Text]:
    """Return the end of the question and the end of what was said before the passage, in so many lines."""
    if height < 1:
        return []
    gap = bool(asked and before)
    questions = _last(asked, min(len(asked), max(height - gap - min(len(before), max(height // 3, 1)), 1)))
    said = _last(before, height - len(questions) - gap)
    parted = [Text()] if questions and said else []
    return [Text.assemble(_INDENT, line) for line in (*questions, *parted, *said)]


def _last(lines: list[Text], most: int) -> list[Text]:
    """Return the last lines, the first of them with … before it where others are left out."""
    if len(lines) <= most:
        return lines
    kept = lines[len(lines) - most :] if most > 0 else []
    if kept and kept[0]:
        left, space, _ = kept[0].plain.partition(" ")
        kept[0] = Text.assemble(("… ", "dim"), kept[0][len(left + space) if space else 1 :])
    return kept


def _first(lines: list[Text], most: int) -> list[Text]:
    """Return the first lines, the last of them with … behind it where others are left out."""
    if len(lines) <= most:
        return lines
    kept = lines[: max(most, 0)]
    if kept and kept[-1]:
        # Of Chinese, one character gives room enough.
        left = kept[-1].plain.rpartition(" ")[0] or kept[-1].plain[:-1]
        kept[-1] = kept[-1][: len(left)].append(" …")
    return kept


def progress_of(progress: Progress, look: Look) -> str:
    """Return how far the coder has come, and how long the rest will take."""
    text = look.labels("progress", decided=progress.decided, total=progress.total)
    if progress.seconds is None:
        return text
    return text + look.labels("minutes left", n=max(round(progress.seconds / 60), 1))


def definition_of(coding: Coding, look: Look) -> list[Text]:
    """Return what the codebook says about a code, and what the rule that proposed it looks for."""
    language = look.labels.language
    code = next((code for code in look.codebook.codes if code.id == coding.code), None)
    parts = (("definition", code.definition), ("include", code.include), ("exclude", code.exclude)) if code else ()
    texts = [visible(look.labels(key, text=text.in_language(language))) for key, text in parts if text]
    texts += [visible(look.labels("example", text=str(example))) for example in (code.examples[:2] if code else ())]
    paragraphs = [part for text in texts or [look.labels("no definition")] for part in (Text(text), Text())]
    if rule := look.rule(coding.rule):
        paragraphs.append(Text(visible(look.labels("the rule", rule=rule.id)), style="bold"))
        paragraphs += [Text("  " * depth + line) for depth, line in look.in_words(rule)]
        paragraphs.append(Text(visible(rule.text), style="dim"))
    return paragraphs


def status_of(coding: Coding, look: Look) -> str:
    """Return where a coding stands, and by whom."""
    if coding.status is Verdict.SUGGESTED:
        return look.labels(coding.source, percent=round(coding.score * 100))
    status = look.labels(coding.status)
    return look.labels("by", status=status, coder=visible(coding.coder)) if coding.coder else status


def code_lines(codings: Sequence[Coding], chosen: int, look: Look, *, width: int, most: int) -> list[Text]:
    """Return a line for each code of a passage, that which an answer is about marked; of many those around it."""
    first = max(0, min(chosen - most // 2, len(codings) - most))
    lines = []
    for at, coding in list(enumerate(codings))[first : first + most]:
        name = Text.assemble("▸ " if at == chosen else "  ", look.titled(coding.code))
        name.stylize("bold" if at == chosen else "", 0, 2 + len(look.code(coding.code)))
        lines.append(spread(name, Text(status_of(coding, look), "dim"), width))
    return lines


def why_lines(
    coding: Coding, transcript: Transcript, voices: Sequence[Decision], look: Look, *, width: int, most: int
) -> list[Text]:
    """Return why a code is proposed, in at most so many lines: the words found, then the rule in words."""
    lines: list[Text] = []
    for text in whys(coding, transcript, voices, look):
        if most > len(lines):
            lines += _first(wrapped(text, width - len(_INDENT)), most - len(lines))
    return [Text.assemble(_INDENT, line) for line in lines]


def whys(coding: Coding, transcript: Transcript, voices: Sequence[Decision], look: Look) -> Iterator[Text]:
    """Yield why a code is proposed, or what each coder said about it: the words found, then the rule in words."""
    if coding.status is Verdict.DISPUTED or len(voices) > 1:
        said = (look.labels("voice", coder=visible(each.coder), status=look.labels(each.verdict)) for each in voices)
        yield Text(" · ".join(said), style="bold")
    if coding.evidence:
        key = "why model" if coding.source is Source.MODEL else "why"
        yield Text(look.labels(key, words=_found_words(coding, transcript, look)))
    for reason in coding.reasons:
        yield Text(visible(reason))
    if rule := look.rule(coding.rule):
        between = "" if look.labels.language == "zh" else " "
        yield Text(between.join(line for _, line in look.in_words(rule)), style="dim")


def _found_words(coding: Coding, transcript: Transcript, look: Look) -> str:
    """Return the words found: in the passage, in the question, elsewhere in the turn."""
    inside = [span for span in coding.evidence if coding.start <= span[0] and span[1] <= coding.end]
    outside = [span for span in coding.evidence if span not in inside]
    asked = [span for span in outside if _is_asked(transcript, span)]
    nearby = [span for span in outside if span not in asked]
    parts = [look.words(transcript, inside)] if inside else []
    parts += [look.labels("in question", words=look.words(transcript, asked))] if asked else []
    parts += [look.labels("in turn", words=look.words(transcript, nearby))] if nearby else []
    return ("；" if look.labels.language == "zh" else "; ").join(parts)


def _is_asked(transcript: Transcript, span: Range) -> bool:
    return any(turn.start <= span[0] < turn.end for turn in transcript.turns if turn.role is Role.INTERVIEWER)


def memo_lines(memos: Sequence[Memo], place: Place, look: Look, *, width: int, most: int) -> list[Text]:
    """Return the memos about some words, in at most so many lines."""
    own = [memo for memo in memos if overlap(Place(memo.transcript, memo.start or 0, memo.end or 0), place)]
    lines = [line for memo in own for line in wrapped(_memo(memo, look), width - len(_INDENT))]
    return [Text.assemble(_INDENT, line) for line in _first(lines, most)]


def _memo(memo: Memo, look: Look) -> Text:
    text = visible(memo.text)
    said = (
        look.labels("memo of", coder=visible(memo.coder), text=text) if memo.coder else look.labels("memo", text=text)
    )
    return Text(said, style="italic")
