"""A digest as plain data, for `--json` and for other programs. Times are ISO 8601 in UTC; what is unknown is null."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pipeline.model import Checked, Mark, Opinion, Point, Quantity, Series, Version, Witness
from pipeline.report.digest import Digest, Item
from pipeline.report.inputs import Lost, ReportedFlag
from pipeline.report.marks import OUTDATED, distinct
from pipeline.report.marks import summary as check_summary
from pipeline.report.quantities import quantity
from pipeline.report.rows import REPORTED, Heard, Outdated, Row
from pipeline.report.wording import summary


def to_json(digest: Digest) -> dict[str, Any]:
    """`digest` as values that the JSON encoder takes as they are."""
    return {
        "story": digest.story.id,
        "name": digest.story.name,
        "since": instant(digest.period.since),
        "until": instant(digest.period.until),
        "summary": summary(digest),
        "quiet": digest.is_quiet,
        "own": None if digest.own is None else checked_json(digest.story.id, digest.own),
        "changed": _items(digest.changed),
        "conflicts": _items(digest.conflicts),
        "denials": _items(digest.denials),
        "articles": _items(digest.articles),
        "new_figures": _items(digest.new_figures),
        "new_claims": _items(digest.new_claims),
        "lost": [_lost(loss) for loss in digest.lost],
        "corroborated": _heard(digest.corroborated),
        "disputed": _heard(digest.disputed),
        "stale": _outdated(digest.stale),
        "ledger": [_row(row) for row in digest.rows],
        "collected": _collected(digest),
        "sources": {"polled": digest.n_sources, "not_asked_yet": digest.n_unasked},
        "blind": _blind(digest),
        "appendix": _items(digest.appendix),
    }


def instant(at: datetime | None) -> str | None:
    """ "2022-12-05T14:05:00Z"."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def quantity_json(shown: Quantity | None) -> dict[str, Any] | None:
    """`{"value", "bound", "unit"}`; a range is a list of two; an infinite number is null."""
    if shown is None:
        return None
    value = [_finite(v) for v in shown.value] if isinstance(shown.value, tuple) else _finite(shown.value)
    return {"value": value, "bound": shown.bound.value, "unit": shown.unit}


def _finite(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def flag_json(reported: ReportedFlag) -> dict[str, Any]:
    """A flag with its evidence, its fields named as in `flags.jsonl`."""
    flag = reported.flag
    return {
        "id": reported.id,
        "kind": flag.kind.value,
        "state": reported.state,
        "url": reported.url,
        "outlet": reported.outlet,
        "title": reported.title,
        "fetched_at": instant(reported.fetched_at),
        "old": quantity_json(flag.old),
        "new": quantity_json(flag.new),
        "concept": flag.concept,
        "scope": flag.scope,
        "speaker": flag.speaker,
        "text": flag.text,
        "sentence": flag.sentence,
        "why": flag.why,
        "score": flag.score,
        **({} if reported.edit_id is None else {"edit": reported.edit_id}),
        **({} if reported.opinion is None else {"opinion": opinion_json(reported.opinion)}),
    }


def opinion_json(said: Opinion) -> dict[str, Any]:
    """What came of asking, discarded answers and failures too; all but the outcome is empty then."""
    return {
        "outcome": said.hearing.value,
        "model": said.model,
        "at": instant(said.at),
        "doubts": said.doubts,
        "worth": said.worth,
        "summary": said.summary,
        "reason": said.reason,
        "cited": said.cited,
        "error": said.error,
    }


def _items(items: Sequence[Item]) -> list[dict[str, Any]]:
    return [
        {**flag_json(i.lead), "also": [flag_json(f) for f in i.also], "earlier": [flag_json(f) for f in i.earlier]}
        for i in items
    ]


def _point(point: Point) -> dict[str, Any]:
    return {
        **(quantity_json(quantity(point.figure)) or {}),
        "standing": point.standing.value,
        "voice": point.voice,
        "outlet": point.outlet,
        "url": point.url,
        "reported_at": instant(point.reported_at),
        "sentence": point.sentence,
    }


def timeline_json(series: Series) -> dict[str, Any]:
    """A series with every value that was reported, in order of time."""
    numbered = sorted(enumerate(series.points, start=1), key=lambda p: p[1].reported_at)
    return {
        "n": series.n,
        "name": series.name,
        "scope": series.scope,
        "muted": series.muted,
        "points": [{"point": n, **_point(p)} for n, p in numbered if p.standing in REPORTED],
    }


def _outdated(found: Sequence[Outdated]) -> list[dict[str, Any]]:
    return [{"name": o.series.name, "old": _point(o.point), "now": _point(o.current)} for o in found]


def checked_json(story_id: str, checked: Checked) -> dict[str, Any]:
    """Every mark, in the order of the text, figures before claims."""
    version = checked.version
    return {
        "story": story_id,
        "url": version.url,
        "title": version.title,
        "out_of_date": len(distinct(checked, OUTDATED)),
        "summary": check_summary(checked),
        "marks": [mark_json(version, m) for m in checked.marks],
    }


def mark_json(version: Version, mark: Mark) -> dict[str, Any]:
    return {
        "verdict": mark.verdict.value,
        "kind": "figure" if mark.quantity else "claim",
        "text": mark.span.of(version.text),
        "start": mark.span.start,
        "end": mark.span.end,
        "sentence": mark.sentence.of(version.text),
        "subject": mark.subject,
        "said": quantity_json(mark.quantity),
        "why": mark.why,
        "voices": mark.n_voices,
        "witness": None if mark.witness is None else witness_json(mark.witness),
    }


def witness_json(witness: Witness) -> dict[str, Any]:
    return {
        "says": quantity_json(witness.quantity),
        "text": witness.text,
        "sentence": witness.sentence,
        "speaker": witness.speaker,
        "outlet": witness.outlet,
        "url": witness.url,
        "reported_at": instant(witness.reported_at),
    }


def _lost(loss: Lost) -> dict[str, Any]:
    now = None if loss.now is None else _point(loss.now)
    return {"name": loss.name, "lost": _point(loss.point), "withdrawn_at": instant(loss.at), "now": now}


def _heard(found: Sequence[Heard]) -> list[dict[str, Any]]:
    return [
        {
            "text": h.assertion.text,
            "supporters": list(h.supporters),
            "deniers": list(h.deniers),
            "latest": {"url": h.latest.url, "outlet": h.latest.outlet, "reported_at": instant(h.latest.reported_at)},
        }
        for h in found
    ]


def _row(row: Row) -> dict[str, Any]:
    return {
        "n": row.series.n,
        "name": row.series.name,
        "scope": row.series.scope,
        "current": _point(row.current),
        "voices": list(row.voices),
        "rivals": [_point(p) for p in row.rivals],
        "moved": row.is_moved,
    }


def _collected(digest: Digest) -> dict[str, Any]:
    outlets = [
        {
            "outlet": o.outlet,
            "n_articles": len(o.articles),
            "n_copies": o.n_copies,
            "articles": [{"url": a.url, "title": a.title, "relation": a.relation.value} for a in o.articles],
        }
        for o in digest.outlets
    ]
    return {"n_articles": digest.n_articles, "n_copies": digest.n_copies, "outlets": outlets}


def _blind(digest: Digest) -> list[dict[str, Any]]:
    periods = [
        {"source": b.source, "url": b.url, "since": instant(b.since), "until": instant(b.until), "error": b.error}
        for b in digest.blind
    ]
    flags = [
        {"source": f.title, "url": f.url, "since": instant(f.fetched_at), "until": None, "error": f.flag.why}
        for item in digest.silent
        for f in item.flags
    ]
    return periods + flags
