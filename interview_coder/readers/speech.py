"""Speech into a script: the text is built from the utterances, as a transcript would be typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.readers.decoding import canonical
from interview_coder.readers.label_forms import completed
from interview_coder.readers.labels import Label, find_labels
from interview_coder.readers.layout import Speech, Utterance
from interview_coder.readers.notes import counted
from interview_coder.readers.script import NOBODY, Script, Span, label_notes
from interview_coder.readers.speakers import Declared, cast_speakers, speaker_names
from interview_coder.transcript import TimeMark

# Three line ends: a stamp at the end of one utterance must not join the label of the next.
_BETWEEN = "\n\n\n"


def script_of_speech(speech: Speech, declared: Declared) -> Script:
    """Find the labels in utterances that name no speaker, and write `Speaker: words` paragraphs."""
    utterances = [Utterance(canonical(each.words), each.speaker, each.seconds) for each in speech.utterances]
    nameless = [each.words for each in utterances if each.speaker is None]
    text = _BETWEEN.join(nameless)
    cast = cast_speakers(text, find_labels(text), declared, utterances=len(nameless))
    cast = completed(cast, text, 0, declared)
    pieces = _named(list(_pieces(utterances, cast.labels)))
    spoken = [piece for piece in pieces if piece.words]
    notes = label_notes(cast, _silent(pieces))
    unknown = sum(piece.speaker == NOBODY for piece in spoken)
    if 0 < unknown < len(spoken):
        notes.append(f"no speaker is named for the first {counted(unknown, 'utterance')}")
    return _composed(spoken, notes)


def _pieces(utterances: Sequence[Utterance], labels: Sequence[Label]) -> Iterator[Utterance]:
    """Cut each utterance at the labels in it; without one, the speaker before goes on."""
    speaker, offset, rest = NOBODY, 0, list(reversed(labels))
    for utterance in utterances:
        if utterance.speaker is not None:
            speaker = " ".join(utterance.speaker.split())
            yield Utterance(utterance.words.strip(), speaker, utterance.seconds)
            continue
        start, end, seconds = offset, offset + len(utterance.words), utterance.seconds
        while rest and rest[-1].start < end:
            label = rest.pop()
            said = utterance.words[start - offset : label.start - offset].strip()
            if said or start > offset:  # a label without words counts, nothing before the first label does not
                yield Utterance(said, speaker, seconds)
                seconds = None if said else seconds
            speaker, start = label.name, label.end
        yield Utterance(utterance.words[start - offset :].strip(), speaker, seconds)
        offset = end + len(_BETWEEN)


def _named(pieces: Sequence[Utterance]) -> list[Utterance]:
    speakers = speaker_names(piece.speaker for piece in pieces if piece.speaker) | {NOBODY: NOBODY}
    return [Utterance(piece.words, speakers[piece.speaker or NOBODY], piece.seconds) for piece in pieces]


def _silent(pieces: Sequence[Utterance]) -> list[str]:
    """List the speakers of pieces without words that the next piece does not go on with."""
    following = [*(piece.speaker for piece in pieces[1:]), None]
    return [
        piece.speaker or NOBODY
        for piece, after in zip(pieces, following, strict=True)
        if not piece.words and after != piece.speaker
    ]


def _composed(pieces: Sequence[Utterance], notes: Sequence[str]) -> Script:
    """Write the text; what one speaker says in a row is one span, a line each utterance."""
    parts: list[str] = []
    spans: list[Span] = []
    marks: list[TimeMark] = []
    length = 0
    for piece in pieces:
        speaker = piece.speaker or NOBODY
        goes_on = bool(spans) and spans[-1].speaker == speaker
        lead = "\n" if goes_on else ("\n\n" if spans else "") + _label_of(speaker)
        start = length + len(lead)
        length = start + len(piece.words)
        parts += (lead, piece.words)
        spans.append(Span(speaker, spans.pop().start if goes_on else start, length))
        if piece.seconds is not None:
            marks.append(TimeMark(start, piece.seconds))
    return Script("".join(parts), tuple(spans), tuple(marks), tuple(notes))


def _label_of(speaker: str) -> str:
    if not speaker:
        return ""
    return f"{speaker}: " if speaker.isascii() else f"{speaker}："
