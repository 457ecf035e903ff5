from __future__ import annotations

from interview_coder.exporters import svg


def test_svg_charts_say_what_they_show() -> None:
    drawing = svg.chart(
        svg.bar(0, 1.25, 3, 4, class_="new"),
        svg.line([(0, 1), (2.5, 3)], class_="total"),
        svg.label("<P01>", 1, 2, anchor="middle"),
        id="chart",
        title="New codes",
        description="18 of 18",
        width=20,
        height=10,
    )
    assert drawing == (
        '<svg viewBox="0 0 20 10" role=img aria-labelledby="chart-title chart-desc">'
        "<title id=chart-title>New codes</title>"
        '<desc id=chart-desc>18 of 18</desc><rect x=0 y="1.2" width=3 height=4 class=new></rect>'
        '<polyline points="0,1 2.5,3" class=total></polyline><text x=1 y=2 text-anchor=middle>&lt;P01&gt;</text></svg>'
    )


def test_svg_ticks_at_one_place_are_drawn_once() -> None:
    assert svg.ticks([10, 10.01, 20.5], top=1, height=8, class_="c1") == '<path d="M10 1v8M20.5 1v8" class=c1></path>'
