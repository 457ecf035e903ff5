"""A study and a plain model of it: whatever is done in whatever order, both say the same."""

from __future__ import annotations

import copy
import datetime
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from interview_coder.backups import Backup, back_up, restore, verify
from interview_coder.coding import Decision, Verdict
from interview_coder.merging import bring_in, merge
from interview_coder.readers import read_transcript
from interview_coder.store import Store, open_store
from interview_coder.verdicts import latest_decisions

START = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
IS_LONG = bool(os.environ.get("INTERVIEW_CODER_DURABILITY"))
SPOKEN = st.integers(0, 30)
CODES = st.sampled_from(["money", "人手"])
VERDICTS = st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED])


def line(number: int) -> str:
    """Return a sentence of its own, so long that it is found wherever it stands.

    All are of one length, so that another may come to stand in the same place.
    """
    return f"第{number:02}句😀 There is never any money for the machines we need, 钱{number:02}一直不够, {number:02}."


@dataclass
class Side:
    """What one study must hold: the sentences kept, and what stands, by coder, code and sentence, the latest last."""

    coder: str
    spoken: list[int]
    kept: list[int] = field(default_factory=list)
    said: dict[tuple[str, str, int], list[tuple[int, str, Verdict]]] = field(default_factory=dict)

    def latest(self) -> dict[tuple[str, str, int], Verdict]:
        return {about: stack[-1][2] for about, stack in self.said.items() if stack}

    def say(self, batch: int, uid: str, about: tuple[str, str, int], verdict: Verdict) -> None:
        stack = self.said.setdefault(about, [])
        if not stack or stack[-1][2] is not verdict:
            stack.append((batch, uid, verdict))

    def take_back(self, batch: int) -> None:
        self.said = {about: [each for each in stack if each[0] != batch] for about, stack in self.said.items()}


class Studies(RuleBasedStateMachine):
    """Two studies on the same interview: 李's, in which all happens, and 王's, which is merged into it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.sides = {name: Side(name, [1, 2, 3, 4]) for name in ("李", "王")}
        self.clock = 0
        self.backups: dict[Backup, Side] = {}
        self.logged = 0

    @property
    def own(self) -> Side:
        return self.sides["李"]

    def place(self, name: str) -> Path:
        return self.folder / name

    def now(self) -> datetime.datetime:
        self.clock += 1
        return START + datetime.timedelta(seconds=self.clock)

    def at(self) -> str:
        return self.now().isoformat()

    @initialize()
    def begin(self) -> None:
        for name in self.sides:
            self.place(name).mkdir()
            self.read(name)

    def read(self, name: str) -> None:
        side, file = self.sides[name], self.place(name) / "P1.txt"
        file.write_text("".join(f"Dean: {line(number)}\n\n" for number in side.spoken), encoding="utf-8")
        with open_store(self.place(name)) as store:
            store.keep_transcripts([read_transcript(file)])
        side.kept = list(side.spoken)

    @rule(at=st.integers(0, 5), number=SPOKEN)
    def edit(self, at: int, number: int) -> None:
        """Add a sentence, remove it where it is there, or put another in its place."""
        spoken = self.own.spoken
        if number in spoken and len(spoken) > 1:
            spoken.remove(number)
        elif number not in spoken and at < len(spoken) and number % 2:
            spoken[at] = number
        elif number not in spoken:
            spoken.insert(at, number)

    @rule()
    def code(self) -> None:
        self.read("李")

    @rule(name=st.sampled_from(["李", "王"]), at=st.integers(0, 5), code=CODES, verdict=VERDICTS)
    def decide(self, name: str, at: int, code: str, verdict: Verdict) -> None:
        side = self.sides[name]
        number = side.kept[at % len(side.kept)]
        moment = self.at()
        with open_store(self.place(name)) as store:
            batch = store.decide([self.decision(store, number, code, verdict)], coder=name, at=moment)
        side.say(batch, moment, (name, code, number), verdict)

    @rule(code=CODES, verdict=VERDICTS, numbers=st.lists(SPOKEN, max_size=4))
    def import_(self, code: str, verdict: Verdict, numbers: list[int]) -> None:
        moment = self.at()
        found = [Decision("P1", None, None, line(number), code, verdict) for number in numbers]
        with open_store(self.place("李")) as store:
            incoming = bring_in(store, found, codebook=None, coder="李", at=moment, what="import x.csv")
        known = [number for number in numbers if number in self.own.kept]
        assert (incoming.number, len(incoming.orphaned)) == (len(numbers), len(numbers) - len(known))
        for number in known:
            self.own.say(incoming.batch, moment, ("李", code, number), verdict)

    @rule()
    def merge_(self) -> None:
        with open_store(self.place("李")) as store, open_store(self.place("王")) as other:
            incoming = merge(store, other, codebook=None, coder="李", at=self.at(), what="merge other.db")
            again = merge(store, other, codebook=None, coder="李", at=self.at(), what="merge other.db")
        assert (again.new, again.batch) == ((), 0)
        here = {uid for stack in self.own.said.values() for _, uid, _ in stack}
        for about, stack in self.sides["王"].said.items():
            for _, uid, verdict in stack:
                if uid not in here and about[2] in self.own.kept:
                    self.own.say(incoming.batch, uid, about, verdict)

    @rule(back=st.integers(0, 3), name=st.sampled_from(["李", "王"]))
    def undo(self, back: int, name: str) -> None:
        with open_store(self.place(name)) as store:
            batches = [batch.number for batch in store.batches() if not batch.is_undone]
            if batches:
                chosen = batches[-1 - back % len(batches)]
                assert store.undo(chosen, coder=name, at=self.at())
                assert not store.undo(chosen, coder=name, at=self.at())
                self.sides[name].take_back(chosen)

    @rule()
    def back_up_(self) -> None:
        self.backups[back_up(self.place("李"), at=self.now())] = copy.deepcopy(self.own)

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 9))
    def restore_(self, which: int) -> None:
        backup = sorted(self.backups, key=lambda each: each.number)[which % len(self.backups)]
        if not backup.file.exists():
            return
        spoken = self.own.spoken
        before = copy.deepcopy(self.own)
        kept = restore(self.place("李"), backup.file, at=self.now())
        assert kept
        verify(kept)
        self.backups.setdefault(next(each for each in _all(self.place("李")) if each.file == kept), before)
        self.sides["李"] = copy.deepcopy(self.backups[backup])
        self.own.spoken = spoken
        self.logged = 0

    @rule(code=CODES, verdict=VERDICTS)
    def crash(self, code: str, verdict: Verdict) -> None:
        """Stop in the middle of a transaction: nothing of it was promised, nothing of it stays."""
        with suppress(KeyboardInterrupt), open_store(self.place("李")) as store, store.writing():
            for number in self.own.kept:
                made = self.decision(store, number, code, verdict)
                store.decide([made], coder="李", at=self.at())
            raise KeyboardInterrupt

    def decision(self, store: Store, number: int, code: str, verdict: Verdict) -> Decision:
        start = store.transcript("P1").text.index(line(number))
        return Decision("P1", start, start + len(line(number)), line(number), code, verdict)

    @invariant()
    def both_say_the_same(self) -> None:
        for name, side in self.sides.items():
            if not (self.place(name) / "study.db").exists():
                continue
            with open_store(self.place(name)) as store:
                text = store.transcript("P1").text
                found = {}
                for each in store.decisions():
                    found[each.coder, each.code, each.quote] = each.verdict
                    assert each.start is None or text[each.start : each.end] == each.quote
                    assert (each.start is not None) == (each.quote in text)
                assert found == {(coder, code, line(n)): said for (coder, code, n), said in side.latest().items()}
                placed = [each for each in latest_decisions(store.decisions()) if each.start is not None]
                assert len({(each.coder, each.code, each.start) for each in placed}) == len(placed)
                assert not store.contradictions()
                logged = len(store.decisions(undone=True))
            if name == "李":
                assert logged >= self.logged, "the log lost something"
                self.logged = logged

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


def _all(study: Path) -> tuple[Backup, ...]:
    from interview_coder.backups import backups

    return backups(study)


Studies.TestCase.settings = settings(
    max_examples=300 if IS_LONG else 8,
    stateful_step_count=50 if IS_LONG else 15,
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
TestStudies = Studies.TestCase
