"""How the tables of `summary` look in a terminal, each with what must be known to read it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_view import bar, indented, table_of
from interview_coder.cli.study_words import Words

if TYPE_CHECKING:
    from rich.padding import Padding

    from interview_coder.codebook import Code
    from interview_coder.cooccurrence import Within
    from interview_coder.crosstab import Association
    from interview_coder.saturation import HeldOut, Rule
    from interview_coder.study import CodedStudy

MOST_PAIRS = 20
LINE_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a study is shown: some codes, in a language, with the options of the tables."""

    study: CodedStudy
    codes: Sequence[Code]
    language: str
    within: Within
    order: str | None
    seed: int

    @property
    def say(self) -> Words:
        """The words of the language."""
        return Words(self.language)

    def name(self, id: str) -> str:
        """Return what a code is called."""
        return visible(self.study.codebook.code(id).name.in_language(self.language))

    def indented(self, code: Code) -> Padding:
        """Return a code's name, set in by its depth."""
        return indented(code, self.language)

    @property
    def ids(self) -> list[str]:
        """The ids of the codes shown."""
        return [code.id for code in self.codes]

    @property
    def topmost(self) -> list[Code]:
        """The codes shown that are below none of the others."""
        return [code for code in self.codes if code.parent not in self.ids]


def show_exceptions(asked: Asked) -> None:
    """Print negative and minor cases."""
    from interview_coder.summary import exceptions

    say, rows = asked.say, exceptions(asked.study)
    rows = rows[rows["code"].isin(asked.ids)]
    stdout().print(say("Negative and minor cases"), style="bold")
    for (kind, code), found in rows.groupby(["kind", "code"], sort=False, observed=True):
        line = say(str(kind), name=asked.name(str(code)), ids=say.listing([visible(id) for id in found["transcript"]]))
        print_indented(line, 2)
    if rows.empty:
        print_indented(say("no exceptions"), 2)


def show_counts_by(asked: Asked, attribute: str) -> None:
    """Print for some codes and each value of an attribute: passages, and transcripts with the code of how many."""
    from interview_coder.crosstab import associations, counts_by

    say, rows = asked.say, counts_by(asked.study, attribute)
    values = list(dict.fromkeys(rows["value"]))
    cells = {
        (row["code"], row["value"]): f"{row['passages']} ({row['transcripts']}/{row['of']})"
        for row in rows.to_dict("records")
    }
    table = table_of(say("Theme"), *(visible(str(value)) for value in values))
    for code in asked.codes:
        table.add_row(asked.indented(code), *(cells[code.id, value] for value in values))
    stdout().print(say("By", attribute=visible(attribute)), style="bold")
    stdout().print(table)
    _show_associations(asked, attribute, associations(asked.study, attribute))


def _show_associations(asked: Asked, attribute: str, found: Sequence[Association]) -> None:
    say = asked.say
    tests = [each for each in found if each.code in asked.ids and each.test]
    if not tests:
        causes = dict.fromkeys(say(each.caution) for each in found if each.code in asked.ids and each.caution)
        print_indented(say("no tests", why=say("semicolon").join(causes)), 0, style="dim")
        return
    stdout().print(say("Associations", attribute=visible(attribute)), style="bold")
    chis = any(each.statistic is not None for each in tests)
    table = table_of(say("Theme"), say("Test"), *["χ² (df)"] * chis, "p", say("Holm"), say("Effect"))
    for each in tests:
        star = "*" if each.caution else ""
        chi = "" if each.statistic is None else f"{each.statistic:.2f} ({each.df})"
        numbers = [*[chi] * chis, _p(each.p), _p(each.p_holm), f"{each.effect:.2f}"]
        table.add_row(asked.indented(asked.study.codebook.code(each.code)), each.test + star, *numbers)
    stdout().print(table)
    if any(each.caution for each in tests):
        print_indented(say("small_expected"), 0, style="dim")
    print_indented(say("tests note", n=sum(1 for each in found if each.test)), 0, style="dim")
    stdout().print()


def _p(value: float | None) -> str:
    """Write a p value as journals do: `.034`, `<.001`."""
    if value is None or value >= 0.9995:
        return "" if value is None else "1"
    return "<.001" if value < 0.001 else f"{value:.3f}".lstrip("0")


def show_cases(asked: Asked) -> None:
    """Print passages by code and transcript, as many transcripts beside each other as fit."""
    from interview_coder.matrices import cases

    say, rows = asked.say, cases(asked.study)
    cells = {
        (row["code"], row["transcript"]): f"{row['passages'] or ('·' if row['looked_for'] else '–')}"
        for row in rows.to_dict("records")
    }
    ids = [transcript.id for transcript in asked.study.transcripts]
    stdout().print(say("Cases"), style="bold")
    for block in _blocks(ids, stdout().width - 34):
        table = table_of(say("Theme"), *map(visible, block))
        for code in asked.codes:
            table.add_row(asked.indented(code), *(cells[code.id, id] for id in block))
        stdout().print(table)
    stdout().print(say("cases note"), style="dim")


def _blocks(ids: Sequence[str], room: int) -> Iterator[Sequence[str]]:
    from rich.cells import cell_len

    width = max((cell_len(visible(id)) for id in ids), default=0) + 3
    many = max(room // width, 1)
    return (ids[at : at + many] for at in range(0, len(ids), many))


def show_speakers(asked: Asked) -> None:
    """Print for the topmost of some codes how much each speaker says of it."""
    from interview_coder.summary import speakers

    say, rows = asked.say, speakers(asked.study)
    if rows.empty:
        stdout().print(say("nothing coded"))
        return
    stdout().print(say("Speakers"), style="bold")
    for code in (code for code in asked.topmost if code.id in set(rows["code"])):
        table = table_of(asked.name(code.id), say("Interview"), say("Passages"), say("Words"), say("Share"))
        table.columns[1].justify = "left"
        for row in rows[rows["code"] == code.id].to_dict("records"):
            named = visible(row["speaker"]), visible(row["transcript"])
            table.add_row(*named, f"{row['passages']:,}", f"{row['words']:,}", f"{row['share']:.1%}")
        stdout().print(table)


def show_cooccurrence(asked: Asked) -> None:
    """Print which of some codes are said together with which codes, the closest first."""
    from interview_coder.cooccurrence import cooccurrence

    say, rows = asked.say, cooccurrence(asked.study, asked.within)
    rows = rows[rows["code"].isin(asked.ids) | rows["other"].isin(asked.ids)]
    near = isinstance(asked.within, int)
    within = say("within n", n=asked.within) if near else say(f"within {asked.within}")
    if rows.empty:
        stdout().print(say("no pairs", within=within))
        return
    stdout().print(say("Cooccurrence", within=within), style="bold")
    table = table_of(say("Code"), say("Other"), say("Together"), say("Transcripts"), "Jaccard")
    table.columns[1].justify, table.columns[1].no_wrap, table.columns[1].ratio = "left", False, 1
    closest = rows.sort_values("jaccard", ascending=False, kind="stable").head(MOST_PAIRS)
    for row in closest.to_dict("records"):
        names = asked.name(row["code"]), asked.name(row["other"])
        table.add_row(*names, f"{row['together']:,}", f"{row['transcripts']:,}", f"{row['jaccard']:.2f}")
    stdout().print(table)
    units = say("turns" if asked.within == "turn" else "passages")
    print_indented(say("together note", units=units, near=say("or near") if near else ""), 0, style="dim")
    if len(rows) > MOST_PAIRS:
        stdout().print(say("and more", n=f"{len(rows) - MOST_PAIRS:,}"), style="dim")


def show_saturation(asked: Asked) -> None:
    """Print what each interview adds, and whether that says enough were held."""
    from interview_coder.saturation import base_and_run, held_out, saturation

    say, rows = asked.say, saturation(asked.study, order=asked.order)
    order = say("saturation order", order=visible(asked.order)) if asked.order else ""
    stdout().print(say("Saturation") + order, style="bold")
    table = table_of(say("Interview"), say("Codes"), say("New"), say("Total"), "")
    for row in rows.to_dict("records"):
        numbers = (f"{row[name]:,}" for name in ("codes", "new", "total"))
        table.add_row(visible(row["transcript"]), *numbers, bar(row["total"], int(rows["total"].max())))
    stdout().print(table)
    for line in [
        *_rule_lines(asked, base_and_run([int(new) for new in rows["new"]])),
        *dict.fromkeys(
            _held_line(asked, held_out(asked.study, unit=unit, seed=asked.seed)) for unit in ("transcript", "passage")
        ),
    ]:
        print_indented(line, 0)
    print_indented(say("saturation note"), 0, style="dim")


def _rule_lines(asked: Asked, rules: Sequence[Rule]) -> Iterator[str]:
    say, interviews = asked.say, len(asked.study.transcripts)
    for rule in rules:
        values = {"base": rule.base, "run": rule.run, "codes": rule.base_codes, "threshold": f"{rule.threshold:.0%}"}
        if interviews < rule.base + rule.run:
            yield say("too few", n=say.count("interview", interviews), least=rule.base + rule.run, **values)
            return
        yield say("not reached", **values) if rule.interviews is None else say("reached", n=rule.interviews, **values)


def _held_line(asked: Asked, draw: HeldOut | None) -> str:
    say = asked.say
    if draw is None:
        return say("nothing to draw")
    names = say.listing([asked.name(code) for code in draw.new])
    new = say("something new", n=say.count("code", len(draw.new)), names=names) if draw.new else say("nothing new")
    ids = say.listing([visible(id) for id in draw.held])
    return say(f"held {draw.unit}", seed=draw.seed, held=draw.held_out, all=draw.kept + draw.held_out, ids=ids, new=new)


def show_positions(asked: Asked) -> None:
    """Print where in the interviews some codes lie."""
    from interview_coder.sequence import positions

    say, rows = asked.say, positions(asked.study).set_index("code").to_dict("index")
    if rows.keys().isdisjoint(asked.ids):
        stdout().print(say("nothing coded"))
        return
    stdout().print(say("Positions"), style="bold")
    table = table_of(say("Theme"), say("Passages"), say("First"), say("Median"), "")
    table.columns[-1].header = say("Start to end")
    for code in (code for code in asked.codes if code.id in rows):
        row = rows[code.id]
        numbers = f"{row['passages']:,}", f"{row['first']:.2f}", f"{row['median']:.2f}"
        table.add_row(asked.indented(code), *numbers, _line(row))
    stdout().print(table)
    print_indented(say("positions note"), 0, style="dim")


def _line(row: Mapping[Hashable, float]) -> str:
    """Draw the middle half of positions on a line from start to end."""
    low, middle, high = (min(int(row[name] * LINE_WIDTH), LINE_WIDTH - 1) for name in ("q1", "median", "q3"))
    cells = ["─" if low <= at <= high else "·" for at in range(LINE_WIDTH)]
    cells[middle] = "█"
    return "".join(cells)


def show_measures(asked: Asked) -> None:
    """Print each problem with what was found of it and the measures that answer it."""
    from interview_coder.matrices import measures

    say, rows = asked.say, measures(asked.study, language=asked.language)
    rows = rows[rows["code"].isin(asked.ids)]
    if rows.empty:
        stdout().print(say("no measures"))
        return
    stdout().print(say("Measures"), style="bold")
    for _, found in rows.groupby("code", sort=False, observed=True):
        first = found.iloc[0]
        passages = say.count("passage", int(first["passages"]))
        transcripts = say.count("transcript", int(first["transcripts"]))
        print_indented(say("problem", name=visible(first["name"]), passages=passages, transcripts=transcripts), 0)
        for measure in found["measure"]:
            print_indented(f"→ {visible(measure)}", 2)


SHOW: dict[str, Callable[[Asked], None]] = {
    "cases": show_cases,
    "speakers": show_speakers,
    "cooccurrence": show_cooccurrence,
    "positions": show_positions,
    "saturation": show_saturation,
    "measures": show_measures,
}
