"""How the codes of a passage, the why, memos and progress look: lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from interview_coder.borders import Range
from interview_coder.cli.review.lines import first_lines, spread, wrapped
from interview_coder.cli.review.look import Look
from interview_coder.cli.screen import visible
from interview_coder.coding import Coding, Decision, Memo, Source, Verdict
from interview_coder.review import Extent, Interview, Item, Place, Progress, extent, overlap
from interview_coder.sitting import Answer
from interview_coder.transcript import Role, Transcript

_INDENT = "  "


def progress_of(progress: Progress, look: Look) -> str:
    """Return how far the coder has come, and how long the rest will take."""
    text = look.labels("progress", decided=progress.decided, total=progress.total)
    if progress.seconds is None:
        return text
    return text + look.labels("minutes left", n=max(round(progress.seconds / 60), 1))


def undone_of(answer: Answer, interview: Interview, look: Look) -> str:
    """Return what was taken back: the code and what was decided about it, or the memo, and where."""
    last = answer.kept[-1]
    if isinstance(last, Memo):
        what = look.labels("undone noted", text=look.ends_of(last.text))
    else:
        first = next(each for each in answer.kept if isinstance(each, Decision))
        values = {"code": look.code(last.code), "other": look.code(first.code), "words": look.ends_of(last.quote)}
        what = look.labels(f"undone {answer.deed}", **values)
    turn = interview.passage(answer.place.start, answer.place.end).turn.number
    return look.labels("undone", what=what, transcript=visible(answer.place.transcript), turn=turn)


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


def status_in(item: Item, coding: Coding, look: Look) -> str:
    """Return where a coding stands, by whom, and whether it is for more or fewer words than the passage."""
    status, how = status_of(coding, look), extent_in(item, coding)
    return status if how is Extent.SAME else look.labels(how, status=status)


def extent_in(item: Item, coding: Coding) -> Extent:
    """Tell how the words of a coding compare with the passage that is asked about."""
    return extent((coding.start, coding.end), (item.passage.start, item.passage.end))


def code_lines(item: Item, chosen: int, look: Look, *, width: int, most: int) -> list[Text]:
    """Return a line for each code of a passage, that which an answer is about marked; of many those around it."""
    codings = item.codings
    first = max(0, min(chosen - most // 2, len(codings) - most))
    lines = []
    for at, coding in list(enumerate(codings))[first : first + most]:
        name = Text.assemble("▸ " if at == chosen else "  ", look.titled(coding.code))
        name.stylize("bold" if at == chosen else "", 0, 2 + len(look.code(coding.code)))
        lines.append(spread(name, Text(status_in(item, coding, look), "dim"), width))
    return lines


def why_lines(
    coding: Coding, item: Item, voices: Sequence[Decision], look: Look, *, width: int, most: int
) -> list[Text]:
    """Return why a code is proposed, in at most so many lines: the words found, then the rule in words."""
    lines: list[Text] = []
    for text in whys(coding, item, voices, look):
        if most > len(lines):
            lines += first_lines(wrapped(text, width - len(_INDENT)), most - len(lines))
    return [Text.assemble(_INDENT, line) for line in lines]


def whys(coding: Coding, item: Item, voices: Sequence[Decision], look: Look) -> Iterator[Text]:
    """Yield why a code is proposed, or what each coder said about it: the words found, then the rule in words.

    Words other than the passage's come first.
    """
    transcript = item.passage.transcript
    if extent_in(item, coding) is not Extent.SAME:
        yield Text(look.labels("for words", words=look.ends_of(coding.quote)), style="bold")
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
    return [Text.assemble(_INDENT, line) for line in first_lines(lines, most)]


def _memo(memo: Memo, look: Look) -> Text:
    text = visible(memo.text)
    said = (
        look.labels("memo of", coder=visible(memo.coder), text=text) if memo.coder else look.labels("memo", text=text)
    )
    return Text(said, style="italic")
