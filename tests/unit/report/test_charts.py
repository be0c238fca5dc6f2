"""A moving figure is drawn as steps with its first and last value; a figure that stood still is not drawn."""

from dataclasses import replace

import matplotlib
from lxml import etree

from pipeline.model import Standing
from pipeline.report.charts import sparkline, step_chart
from tests.unit.report.mill import DAMAGE, DEATHS, INJURED, amount, at, point


def labels(svg: str) -> list[str]:
    return [t.text or "" for t in etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_first_last_and_contradicting_values_are_labelled() -> None:
    chart = step_chart(DEATHS)
    assert chart
    assert labels(chart.svg) == ["27 Feb 2031", "7 Mar 2031", "17", "9", "14"]
    assert chart.alt == (
        "people killed in the fire: 9 on 27 Feb 2031, then 11 on 4 Mar 2031, then 14 on 5 Mar 2031; "
        "against it, dockers' union says 17."
    )


def test_large_sums_are_labelled_short() -> None:
    chart = step_chart(DAMAGE)
    assert chart and labels(chart.svg)[-2:] == ["80m", "2.1bn"]


def test_a_label_fits_beside_the_drawing() -> None:
    odd = tuple(replace(p, figure=replace(p.figure, said=(p.figure.said[0] + 123_456,))) for p in DAMAGE.points)
    chart = step_chart(replace(DAMAGE, points=odd))
    assert chart
    assert labels(chart.svg)[-2:] == ["80.1m", "2.1bn"]
    assert "CZK 80,123,456" in chart.alt.replace("\u00a0", " ")


def test_a_figure_that_never_moved_is_not_drawn() -> None:
    assert step_chart(INJURED) is None
    assert step_chart(replace(DEATHS, points=())) is None


def test_two_values_at_the_same_moment_are_drawn_all_the_same() -> None:
    same = tuple(replace(p, reported_at=at(4)) for p in DEATHS.points)
    chart = step_chart(replace(DEATHS, points=same))
    assert chart and "4 Mar 2031" in labels(chart.svg)


def test_numbers_too_great_to_draw_are_left_out() -> None:
    where = ("Gull & Anchor", "https://gull.example/x", at(6))
    vast = point("It cost 1 and then some.", "1", amount(1e300), Standing.CHANGED, where)
    endless = point("It cost 1 and then some.", "1", amount(float("inf")), Standing.CHANGED, where)
    chart = step_chart(replace(DEATHS, points=(*DEATHS.points, vast, endless)))
    assert chart and labels(chart.svg)[-1] == "14"


def test_a_drawing_takes_colours_and_font_from_its_page_and_has_no_ids() -> None:
    chart = step_chart(DEATHS)
    assert chart
    assert "var(--ink)" in chart.svg and "#0" not in chart.svg
    assert " id=" not in chart.svg and "href" not in chart.svg and "font-family" not in chart.svg


def test_the_same_series_gives_the_same_bytes() -> None:
    assert step_chart(DEATHS) == step_chart(DEATHS)


def test_the_machines_own_drawing_settings_change_nothing() -> None:
    expected = step_chart(DEATHS)
    with matplotlib.rc_context(
        {"font.family": "serif", "lines.linestyle": "--", "axes.titlesize": 30, "font.size": 20}
    ):
        assert step_chart(DEATHS) == expected


def test_a_sparkline_goes_from_the_lowest_to_the_highest() -> None:
    assert sparkline([9, 11, 14]) == "▁▄█"
    assert sparkline([5, 5]) == ""
    assert sparkline([]) == ""
    assert sparkline([1, float("nan"), 2]) == "▁█"
