"""One small step chart per moving figure, as SVG in the colours of its page; and a sparkline for terminals."""

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lxml import etree

from pipeline.model import Bound, Point, Series, Standing
from pipeline.report.plain import day_words, label, listed
from pipeline.report.quantities import SCALES, ends, grouped, quantity, quantity_words
from pipeline.report.rows import MOVING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: greatest number that is drawn; beyond it floating point has no room for margins
GREATEST = 1e15
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
FONT = re.compile(r"font-family: [^;]*; ?")
#: stand-ins for the page's own colours
COLOURS = {"#010101": "var(--ink)", "#020202": "var(--muted)", "#030303": "var(--rule)", "#040404": "var(--rival)"}
SPARKS = "▁▂▃▄▅▆▇█"
#: rivals drawn; more would hide one another
MOST_RIVALS = 3


class Palette(NamedTuple):
    """The colours of a drawing."""

    ink: str
    muted: str
    rule: str
    rival: str


PAGE = Palette(*COLOURS)
#: where no page lends its colours
PAPER = Palette(ink="#1c1b19", muted="#65615a", rule="#d9d4c9", rival="#8a5a00")
#: pixels an inch: sharp on a screen of twice the usual density
DPI = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing and the same in words."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing for readers that show no SVG, and the same in words."""

    png: bytes
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value at one time."""

    #: days since the first value of the series
    day: float
    value: float
    bound: Bound
    point: Point


def dots(series: Series, standings: Sequence[Standing] = MOVING) -> list[Dot]:
    """The mentions of these standings that can be drawn, in order of time."""
    found = sorted((p for p in series.points if p.standing in standings), key=lambda p: p.reported_at)
    drawn = [(p, sum(ends(quantity(p.figure))) / 2) for p in found]
    start = min((p.reported_at for p in series.points), default=None)
    return [
        Dot(day=(p.reported_at - start).total_seconds() / 86400, value=value, bound=p.figure.bound, point=p)
        for p, value in drawn
        if start is not None and math.isfinite(value) and abs(value) <= GREATEST
    ]


def step_chart(series: Series) -> Chart | None:
    """The values that the series has had, with the last of each voice that contradicts; None below two values."""
    course = _course(series)
    return course and Chart(svg=_for_page(_drawn(*course, PAGE, "svg").decode()), alt=_alt(series, *course))


def step_picture(series: Series) -> Picture | None:
    """The same as a PNG on white, which stays readable in a dark mail reader."""
    course = _course(series)
    return course and Picture(png=_drawn(*course, PAPER, "png"), alt=_alt(series, *course))


def _course(series: Series) -> tuple[list[Dot], list[Dot]] | None:
    """The values that the series has had, and those that contradict; None when there is nothing to draw."""
    steps = dots(series)
    if len({d.value for d in steps}) < 2:
        return None
    return steps, list({d.point.voice: d for d in dots(series, [Standing.CONFLICT])}.values())[-MOST_RIVALS:]


def _alt(series: Series, steps: Sequence[Dot], rivals: Sequence[Dot]) -> str:
    said = [f"{quantity_words(quantity(d.point.figure))} on {day_words(d.point.reported_at)}" for d in steps]
    against = [f"{label(d.point.voice)} says {quantity_words(quantity(d.point.figure))}" for d in rivals]
    ends_words = f"; against it, {listed(against)}" if against else ""
    return f"{label(series.name)}: {', then '.join(said)}{ends_words}."


def _drawn(steps: Sequence[Dot], rivals: Sequence[Dot], colours: Palette, kind: Literal["svg", "png"]) -> bytes:
    # imported late: half a second that only a page with charts should pay
    from matplotlib import style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    # "default" first: a matplotlibrc of the machine must not change the page
    with style.context(["default", {"svg.hashsalt": "storyledger", "svg.fonttype": "none", "font.size": 10}]):
        figure = Figure(figsize=(2.9, 0.98))
        (FigureCanvasSVG if kind == "svg" else FigureCanvasAgg)(figure)
        axes = figure.add_axes((0.21, 0.25, 0.53, 0.62))
        _draw(axes, steps, rivals, colours)
        out = io.BytesIO()
        nameless = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(out, format=kind, dpi=DPI, transparent=kind == "svg", metadata=nameless)
    return out.getvalue()


def _draw(axes: "Axes", steps: Sequence[Dot], rivals: Sequence[Dot], colours: Palette) -> None:
    last_day = max(d.day for d in (*steps, *rivals)) or 1.0
    first, last = steps[0], steps[-1]
    axes.step(
        [*(d.day for d in steps), last_day],
        [*(d.value for d in steps), last.value],
        where="post",
        color=colours.ink,
        lw=1.6,
        clip_on=False,
    )
    for dot in steps:
        axes.plot(
            [dot.day],
            [dot.value],
            marker=_marker(dot.bound),
            color=colours.ink,
            ms=4 if dot is not last else 5,
            clip_on=False,
        )
    for dot in rivals:
        axes.plot(
            [dot.day],
            [dot.value],
            marker="D",
            mfc="none",
            mec=colours.rival,
            color=colours.rival,
            ms=4.5,
            clip_on=False,
        )
        is_early = dot.day < last_day / 3
        _label(
            axes,
            dot.day,
            dot.value,
            at=(6, 0) if is_early else (-6, 0),
            ha=("right", "left")[is_early],
            color=colours.rival,
        )
    _label(axes, first.day, first.value, at=(-7, 0), ha="right", color=colours.muted)
    _label(axes, last_day, last.value, at=(7, 0), ha="left", color=colours.ink, weight="bold")
    _frame(axes, (first.point, max((*steps, *rivals), key=lambda d: d.day).point), last_day, colours)


def _label(axes: "Axes", day: float, value: float, *, at: tuple[int, int], **style: Any) -> None:
    """The value in words beside its mark, `at` so many points from it."""
    placed = {"va": "center", **style}
    axes.annotate(_short(value), (day, value), at, textcoords="offset points", **placed)


def _frame(axes: "Axes", ends_of: tuple[Point, Point], last_day: float, colours: Palette) -> None:
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(colours.rule)
    axes.set_yticks([])
    days = list(dict.fromkeys(day_words(p.reported_at) for p in ends_of))
    axes.set_xticks([0.0, last_day][: len(days)], days, color=colours.muted, size=8.5)
    axes.tick_params(axis="x", color=colours.rule, length=3)
    axes.margins(x=0.02, y=0.22)


def _marker(bound: Bound) -> str:
    upward, downward = (Bound.AT_LEAST, Bound.MORE_THAN), (Bound.UP_TO, Bound.LESS_THAN)
    return "^" if bound in upward else "v" if bound in downward else "o"


def _short(value: float) -> str:
    """Three digits where the whole number would not fit beside the drawing; the words tell it in full."""
    for scale, _, sign in SCALES:
        if abs(value) >= scale:
            return f"{grouped(float(f'{value / scale:.3g}'))}{sign}"
    return grouped(round(value, 2))


def _for_page(drawn: str) -> str:
    """The drawing alone, in the page's colours and font, without ids: many may stand on one page."""
    parser = etree.XMLParser(remove_comments=True, remove_blank_text=True, resolve_entities=False)
    root = etree.fromstring(drawn.encode(), parser)
    shapes = {f"#{el.get('id')}": el for el in root.iter(f"{SVG}path") if el.get("id")}
    for used in root.iter(f"{SVG}use"):
        _draw_in_place(used, shapes[used.attrib.pop(XLINK)])
    etree.strip_elements(root, f"{SVG}metadata", f"{SVG}defs")
    for element in root.iter():
        element.attrib.pop("id", None)
        element.set("style", FONT.sub("", element.get("style", "")))
    for size in ("width", "height", "version"):
        root.attrib.pop(size)
    etree.cleanup_namespaces(root)
    text = str(etree.tostring(root, encoding="unicode")).replace(' style=""', "")
    for stand_in, colour in COLOURS.items():
        text = text.replace(stand_in, colour)
    return text.replace("\n", "")


def _draw_in_place(used: etree._Element, shape: etree._Element) -> None:
    used.tag = f"{SVG}path"
    used.set("d", shape.get("d", ""))
    used.set("transform", f"translate({used.attrib.pop('x')} {used.attrib.pop('y')})")


def sparkline(values: Sequence[float]) -> str:
    """ "▁▃█": one sign a value, the lowest the least; "" below two distinct values."""
    finite = [v for v in values if math.isfinite(v) and abs(v) <= GREATEST]
    low, high = min(finite, default=0.0), max(finite, default=0.0)
    if low == high:
        return ""
    return "".join(SPARKS[round((v - low) / (high - low) * (len(SPARKS) - 1))] for v in finite)
