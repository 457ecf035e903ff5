"""Where a study stands, as numbers."""

from __future__ import annotations

from pathlib import Path

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Decision, Verdict
from interview_coder.passages import split_passages
from interview_coder.readers import read_transcript
from interview_coder.standing import CoderStanding, standing
from interview_coder.store import open_store
from interview_coder.tagger import Tagger

TEXT = "Dean: No money. 钱不够。Less money. More money. They come.\n"
BOOK = parse_codebook("title: t\ncodes:\n  money: {name: Money, rules: [money, 钱], formerly: [funds]}\n", "b.yaml")


def decided(quote: str, verdict: Verdict, code: str = "money") -> Decision:
    start = TEXT.index(quote)
    return Decision("P1", start, start + len(quote), quote, code, verdict)


def test_standing_counts_each_coding_once(tmp_path: Path) -> None:
    file = tmp_path / "P1.txt"
    file.write_text(TEXT, encoding="utf-8")
    accepted, rejected = Verdict.ACCEPTED, Verdict.REJECTED
    with open_store(tmp_path) as store:
        transcript = read_transcript(file)
        store.keep_transcripts([transcript])
        suggestions = Tagger(BOOK).tag(split_passages(transcript, BOOK.unit))
        store.keep_suggestions("P1", suggestions, codebook=BOOK.sha256, unit=BOOK.unit)
        of_li = [
            decided("No money.", accepted),
            decided("钱不够。", rejected, "funds"),
            decided("Less money.", accepted),
        ]
        store.decide(of_li, coder="李", at="1")
        store.decide([decided("Less money.", rejected), decided("They come.", accepted, "gone")], coder="Wang", at="2")
        found = standing(store, BOOK)
        assert found.suggestions == {"rule": 4}
        assert found.coders == (CoderStanding("Wang", 1, 1, "2"), CoderStanding("李", 2, 1, "1"))
        # "They come." was found by hand; its code is one that the codebook does not know.
        assert (found.accepted, found.rejected, found.disputed, found.undecided) == (2, 1, 1, 1)
        assert (found.transcripts, found.orphaned, found.homeless, found.memos) == (1, 0, 1, 0)
        file.write_text(TEXT.replace("They come.", "They never came."), encoding="utf-8")
        store.keep_transcripts([read_transcript(file)])
        assert standing(store, None).orphaned == 1
