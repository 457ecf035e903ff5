"""The charts of a study: counts, cases, codes said together, saturation, and where in the interviews codes stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from interview_coder.codebook import Code
from interview_coder.coded_passages import Standing
from interview_coder.cooccurrence import cooccurrence
from interview_coder.exporters.document import Picture
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.plots import GREY, heat_map, label, new_figure, plotting, saved, small_if_many, upright
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.matrices import cases
from interview_coder.saturation import saturation
from interview_coder.sequence import code_lines
from interview_coder.study import CodedStudy
from interview_coder.summary import counts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, TALLEST = 16.0, 21.0  # in centimetres: a page's text
MOST_CASES, MOST_CODES = 40, 30
TOLD = 5  # numbers of a matrix in its description

# The darkest is the surest; told apart in grey print too, the disputed by their hatching.
_LOOKS: Mapping[Standing, tuple[str, str]] = {
    Standing.ACCEPTED: ("#08306b", ""),
    Standing.BY_RULE: ("#6baed6", ""),
    Standing.BY_MODEL: ("#c6dbef", ""),
    Standing.DISPUTED: ("#ffffff", "////"),
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: its file, what it shows in words, and what it leaves out."""

    data: bytes
    alt: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a chart is drawn from: a study, and the codes and interviews there is room for."""

    study: CodedStudy
    labels: Labels
    codes: tuple[Code, ...]
    transcripts: tuple[str, ...]

    @classmethod
    def of(cls, study: CodedStudy, labels: Labels) -> Scene:
        """Take all codes, or the themes where there are too many, and the first interviews."""
        codes = study.codebook.codes if len(study.codebook.codes) <= MOST_CODES else study.codebook.themes
        return cls(study, labels, codes[:MOST_CODES], tuple(each.id for each in study.transcripts[:MOST_CASES]))

    @property
    def names(self) -> dict[str, str]:
        """The codes' names by id."""
        return {code.id: code.name.in_language(self.labels.language) for code in self.codes}

    def told(self, key: str, pieces: Iterable[str]) -> str:
        """Say what a chart shows."""
        return self.labels(key, numbers=self.labels.series(pieces))


Drawn = tuple["Figure", str]


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Draw the chart that the layout names, in the form that the suffix names."""
    drawn = chart(study, wishes.layout, form=wishes.suffix.lstrip("."), language=wishes.language)
    return Rendered(drawn.data, drawn.notes)


def chart_pictures(study: CodedStudy, language: str) -> tuple[dict[str, Picture], tuple[str, ...]]:
    """Draw all charts for a document, by name, and say what they leave out; raises what `chart` does."""
    labels = Labels(language)
    drawn = {name: chart(study, name, form="png", language=language) for name in CHARTS if study.transcripts}
    pictures = {name: Picture(labels(f"chart_{name}"), each.data, each.alt) for name, each in drawn.items()}
    return pictures, tuple(dict.fromkeys(note for each in drawn.values() for note in each.notes))


def chart(study: CodedStudy, name: str, *, form: str, language: str) -> Chart:
    """Draw one of CHARTS as svg, png or pdf, with labels in `language`.

    Raises EnvironmentFailure where matplotlib is missing, or a font for the characters there are.
    """
    labels = Labels(language)
    scene = Scene.of(study, labels)
    with plotting([*scene.names.values(), *scene.transcripts, labels("interviews")]):
        figure, alt = CHARTS[name](scene)
        return Chart(saved(figure, form), alt, tuple(_left_out(scene)))


def _left_out(scene: Scene) -> Iterator[str]:
    for shown, all_of_them, noun in (
        (len(scene.codes), len(scene.study.codebook.codes), "codes"),
        (len(scene.transcripts), len(scene.study.transcripts), "interviews"),
    ):
        if shown < all_of_them:
            yield f"charts have room for {shown} of {all_of_them} {noun}"


def _counts(scene: Scene) -> Drawn:
    """Draw a bar a code, in parts by who stands behind its passages."""
    rows = counts(scene.study).loc[list(scene.names)]
    figure = new_figure(WIDTH, _height(len(rows), 0.6, 2.2))
    axes = figure.subplots()
    left = pd.Series(0, index=rows.index)
    for standing, (color, hatch) in _LOOKS.items():
        look: dict[str, Any] = {"color": color, "hatch": hatch, "edgecolor": GREY, "linewidth": 0.4}
        if rows[standing].any():
            axes.barh(range(len(rows)), rows[standing], left=left, label=scene.labels(f"by_{standing}"), **look)
        left += rows[standing]
    for place, number in enumerate(left):
        axes.text(number, place, f" {number}", va="center")
    axes.set_yticks(range(len(rows)), [*map(label, scene.names.values())])
    _stress_themes(axes, scene.codes)
    axes.invert_yaxis()
    axes.set_xlabel(scene.labels("passages"))
    if left.any():
        axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(_LOOKS))
    return figure, scene.told("alt_counts", (f"{scene.names[str(id)]} {number}" for id, number in left.items()))


def _cases(scene: Scene) -> Drawn:
    """Draw a row a code and a column an interview; where a code could not be found stands a dash."""
    rows = cases(scene.study)
    found = rows.assign(passages=rows["passages"].where(rows["looked_for"]))
    matrix = found.pivot(index="code", columns="transcript", values="passages")
    matrix = matrix.reindex(index=list(scene.names), columns=list(scene.transcripts))
    figure = new_figure(WIDTH, _height(len(matrix), 0.55, 1.6))
    axes = figure.subplots()
    heat_map(axes, matrix.to_numpy(), list(scene.names.values()), list(scene.transcripts))
    _stress_themes(axes, scene.codes)
    largest = rows[rows["code"].isin(scene.names) & (rows["passages"] > 0)].nlargest(TOLD, "passages")
    told = (f"{scene.names[str(row.code)]}, {row.transcript}: {row.passages}" for row in largest.itertuples())
    return figure, scene.told("alt_cases", told)


def _cooccurrence(scene: Scene) -> Drawn:
    """Draw how many passages carry each two codes, below the diagonal."""
    pairs = cooccurrence(scene.study)
    pairs = pairs[pairs["code"].isin(scene.names) & pairs["other"].isin(scene.names)]
    matrix = pairs.pivot(index="other", columns="code", values="together")
    known = [id for id in scene.names if id in matrix.index or id in matrix.columns]
    matrix = matrix.reindex(index=known[1:], columns=known[:-1])
    figure = new_figure(WIDTH, _height(len(known), 0.6, 5.0))
    names = [scene.names[id] for id in known]
    heat_map(figure.subplots(), matrix.to_numpy(), names[1:], names[:-1])
    largest = pairs.nlargest(TOLD, "together")
    told = (
        scene.labels(
            "pair", one=scene.names[str(row.code)], other=scene.names[str(row.other)], number=str(row.together)
        )
        for row in largest.itertuples()
    )
    return figure, scene.told("alt_cooccurrence", told)


def _saturation(scene: Scene) -> Drawn:
    """Draw the new codes of each interview as bars, all codes so far as a line."""
    rows = saturation(scene.study).head(len(scene.transcripts))
    figure = new_figure(WIDTH, 8.0)
    axes = figure.subplots()
    places = range(len(rows))
    axes.bar(places, rows["new"], color="#6baed6", edgecolor=GREY, linewidth=0.4, label=scene.labels("new_codes"))
    axes.plot(places, rows["total"], color="#08306b", marker="o", markersize=4, label=scene.labels("codes_so_far"))
    size = small_if_many(len(rows))
    axes.set_xticks(places, [*map(label, rows["transcript"])], rotation=upright(scene.transcripts), fontsize=size)
    axes.set_ylabel(scene.labels("codes_found"))
    total = int(rows["total"].max()) if len(rows) else 0
    axes.set_yticks(range(0, total + 1, max(total // 8, 1)))
    if len(rows):
        axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    told = (f"{row.transcript} +{row.new} = {row.total}" for row in rows.itertuples())
    return figure, scene.told("alt_saturation", told)


def _lines(scene: Scene) -> Drawn:
    """Draw a panel a theme, in it a line an interview with a stroke where a passage stands."""
    lines = code_lines(scene.study)
    themes = [code for code in scene.codes if code.parent is None]
    rows, place = -(-len(themes) // 2), {id: at for at, id in enumerate(scene.transcripts)}
    figure = new_figure(WIDTH, min(rows * (1.4 + 0.38 * len(place)), TALLEST) if rows else 3)
    panels = figure.subplots(max(rows, 1), 2, sharex=True, sharey=True, squeeze=False).flat
    for theme, axes in zip_longest(themes, panels):
        if theme is None:
            axes.set_visible(False)
            continue
        own = lines[(lines["code"] == theme.id) & lines["transcript"].isin(place)]
        axes.hlines(range(len(place)), 0, 1, color="#d9d9d9", linewidth=0.6)
        axes.scatter(own["position"], own["transcript"].map(place), marker="|", s=36, color="#08306b", linewidth=1.2)
        axes.set_title(label(scene.names[theme.id]), fontsize=8)
        axes.set_yticks(range(len(place)), [*map(label, place)], fontsize=small_if_many(len(place)))
        axes.set_ylim(len(place) - 0.4, -0.6)
        axes.set_xlim(-0.03, 1.03)
        axes.set_xticks([0, 0.5, 1], [scene.labels(key) for key in ("begin", "middle", "end")])
    found = lines["code"].value_counts()
    return figure, scene.told("alt_lines", (f"{scene.names[each.id]} {found.get(each.id, 0)}" for each in themes))


def _stress_themes(axes: Axes, codes: Iterable[Code]) -> None:
    """Set the themes' names in bold beside the axis, where sub-codes stand among them."""
    for code, text in zip(codes, axes.get_yticklabels(), strict=True):
        text.set_fontweight("bold" if code.parent is None else "normal")


def _height(rows: int, each: float, rest: float) -> float:
    return min(max(rows, 1) * each + rest, TALLEST)


CHARTS: Mapping[str, Callable[[Scene], Drawn]] = MappingProxyType(
    {"counts": _counts, "cases": _cases, "cooccurrence": _cooccurrence, "saturation": _saturation, "lines": _lines}
)
