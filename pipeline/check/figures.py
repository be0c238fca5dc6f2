"""The figures of an article against the series of a ledger."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime

from pipeline.check.known import Own, witness_of
from pipeline.check.successors import Evidence, holds, surely_same
from pipeline.ledger import Context, judge_figures, values, wording
from pipeline.ledger.mention import mention_of
from pipeline.ledger.portrait import MOVING
from pipeline.ledger.voices import voice_of
from pipeline.model import (
    Copy,
    Figure,
    FigureDecision,
    Ledger,
    Mark,
    Modality,
    Place,
    Point,
    Quantity,
    Relation,
    Series,
    Standing,
    Support,
    Verdict,
    Version,
)

ALONE = Copy(relation=Relation.INDEPENDENT)
#: what a figure may be and still be a mention of its series
SURE = frozenset({*MOVING, Standing.CONFLICT, Standing.RESTATED, Standing.STALE})
#: a sentence with its number phrase, by which a stored mention is found again
Key = tuple[str, int, int, str]
ALONE_IN_IT = "No other report speaks of it."


#: what an article says of one series: the first place in which it says a value decides for the others
GRAVITY = (Verdict.CORRECTED, Verdict.SUPERSEDED, Verdict.DISPUTED, Verdict.CURRENT, Verdict.UNKNOWN)


def figure_marks(version: Version, figures: Sequence[Figure], ledger: Ledger, own: Own, context: Context) -> list[Mark]:
    """One mark a figure. A sentence that the ledger has read is where it was; others are judged as on the road."""
    series = {s.n: s for s in ledger.series}
    known = {key_of(p): (s.n, p) for s in ledger.series for p in s.points}
    decided = {d.figure: d for d in judge_figures(ledger, version, ALONE, figures, context=context)}
    told_old = {f.was for f in figures if f.was is not None}
    read = Read(ledger)
    found: list[tuple[int | None, Mark]] = []
    for figure in figures:
        point = as_point(figure, version)
        of = series_of(decided.get(figure), series)
        if key_of(point) in known:
            n, point = known[key_of(point)]
            of = series[n] if point.standing in SURE else None
        mark = marked(figure, of, told_old)
        if of is not None and mark.why == ALONE_IN_IT:
            mark = in_series(mark, point, of.points, read, own)
        found.append((of.n if of else None, mark))
    return together(found)


class Read:
    """Every sentence that a ledger rests on: the figures in it, and when it was first reported."""

    def __init__(self, ledger: Ledger) -> None:
        self._figures: dict[str, list[Figure]] = defaultdict(list)
        self._heard: dict[str, datetime] = {}
        for point in (p for s in ledger.series for p in s.points):
            self._figures[point.sentence].append(point.figure)
            self._note(point)
        for support in (s for a in ledger.assertions for s in a.supports):
            self._note(support)

    def _note(self, said: Point | Support) -> None:
        self._heard[said.sentence] = min(said.reported_at, self._heard.get(said.sentence, said.reported_at))

    def evidence(self, points: Sequence[Point]) -> Evidence:
        return Evidence(points=points, beside=self._figures, heard=self._heard)


def together(found: Sequence[tuple[int | None, Mark]]) -> list[Mark]:
    """A value of a series has one verdict in the whole article, the gravest: a headline follows its body."""
    gravest: dict[tuple[int, Quantity | None], Mark] = {}
    for n, mark in found:
        if n is not None:
            known = gravest.get((n, mark.quantity), mark)
            gravest[n, mark.quantity] = min((known, mark), key=lambda m: GRAVITY.index(m.verdict))
    return [
        mark if n is None else replace(gravest[n, mark.quantity], span=mark.span, sentence=mark.sentence)
        for n, mark in found
    ]


def key_of(point: Point) -> Key:
    start = point.figure.sentence.start
    return point.sentence, point.figure.span.start - start, point.figure.span.end - start, point.figure.unit


def as_point(figure: Figure, version: Version) -> Point:
    mention = mention_of(figure, version, voice_of(version, ALONE))
    return mention.as_point(Standing.RESTATED)


def series_of(decision: FigureDecision | None, series: Mapping[int, Series]) -> Series | None:
    """The series that the figure surely belongs to."""
    if decision is None or decision.series_n is None or decision.standing not in SURE:
        return None
    return series.get(decision.series_n)


def marked(figure: Figure, series: Series | None, told_old: Set[float]) -> Mark:
    """A figure before the ledger is asked, or one that the ledger need not be asked about."""
    mark = Mark(
        verdict=Verdict.UNKNOWN,
        span=figure.span,
        sentence=figure.sentence,
        subject=series.name if series else figure.concept,
        quantity=wording.quantity(figure),
        why=ALONE_IN_IT,
    )
    if figure.modality in (Modality.DENIED, Modality.HYPOTHETICAL) or figure.place is Place.NOTICE:
        return replace(mark, why="The article does not state it as a fact of its own.")
    if values.middle(figure) in told_old:
        return replace(mark, why="The article itself gives a later value.")
    return mark


def in_series(mark: Mark, point: Point, series: Sequence[Point], read: Read, own: Own) -> Mark:
    """The verdict on a figure whose series is known."""
    heard = read.evidence([p for p in series if own.hears(p)])
    anchor = first_report(point, [p for p in series if own.stands(p)])
    later = heard.successor(anchor)
    if later is not None:
        return replaced(mark, anchor, later, heard.points)
    carried = [p for p in heard.points if p.standing in SURE and holds(point.figure, p.figure)]
    n_voices = len({p.voice for p in carried})
    rival = next((p for p in reversed(heard.points) if heard.contradicts(p, anchor)), None)
    if rival is not None:
        why = f"{wording.told(rival)} stands against it."
        return replace(mark, verdict=Verdict.DISPUTED, why=why, witness=witness_of(rival), n_voices=n_voices)
    now = next((p for p in reversed(heard.points) if p.standing in MOVING), None)
    if now is not None and not holds(point.figure, now.figure):
        return replace(mark, why=f"{wording.told(now)} is later, but it is not sure that it is of the same thing.")
    if carried:
        why = f"{wording.told(carried[-1])} carries it, and nothing later replaces it."
        witness = witness_of(carried[-1])
        return replace(mark, verdict=Verdict.CURRENT, why=why, witness=witness, n_voices=n_voices)
    lost = [p for p in series if p.url not in own.urls and not own.stands(p) and holds(point.figure, p.figure)]
    if lost:
        withdrawal = own.withdrawn[lost[-1].url]
        done = "took it out" if withdrawal.is_edit else "was withdrawn"
        return replace(mark, why=f"{wording.told(lost[-1])} carried it, and {done} on {wording.day(withdrawal.at)}.")
    return mark


def first_report(point: Point, points: Sequence[Point]) -> Point:
    """The earliest mention of the same value, which a later value must have followed; the point itself when none is."""
    same = [p for p in points if values.same(p.figure, point.figure) and p.standing in SURE]
    known = [p for p in same if surely_same(p, point) or p.sentence == point.sentence]
    return min((*known, point), key=lambda p: p.reported_at)


def is_edited(point: Point, later: Point) -> bool:
    """Said by an earlier text of the same article."""
    return point.url == later.url and point.version_id != later.version_id


def replaced(mark: Mark, earlier: Point, later: Point, heard: Sequence[Point]) -> Mark:
    """Superseded; corrected where an article that carried the old value gives the new one, or says that it revises."""
    before = heard[: heard.index(later)]
    mended = any(is_edited(p, later) and values.same(p.figure, earlier.figure) for p in before)
    verdict = Verdict.CORRECTED if mended or later.figure.revision else Verdict.SUPERSEDED
    voices = {p.voice for p in heard if values.same(p.figure, later.figure)}
    step = wording.difference(later.figure, earlier.figure)
    because = "corrects it" if verdict is Verdict.CORRECTED else "replaces it"
    why = f"{wording.told(later)} {because}{', ' + step if step else ''}."
    return replace(mark, verdict=verdict, why=why, witness=witness_of(later), n_voices=len(voices))
