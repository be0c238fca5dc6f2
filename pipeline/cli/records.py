"""What a replay leaves behind: the store's articles, figures, claims and flags as JSON lines."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from db.rows import SeenArticle, StoredClaim, StoredFigure, StoredFlag
from db.store import Store
from pipeline.claims.records import claim_record
from pipeline.cli import weekly
from pipeline.figures.records import figure_record, number
from pipeline.ledger.canon import canon
from pipeline.model import Quantity, Relation

#: classes that the records do not tell apart
RECORDED = {Relation.EXPANDED: Relation.PARTIAL}


def write_records(store: Store, out: Path) -> Mapping[str, int]:
    """Write `articles.jsonl`, `figures.jsonl`, `claims.jsonl` and `flags.jsonl`; answers how many lines each has."""
    # an article on two stories is read once, though both ledgers keep what it says
    # and a seed from a file was never collected
    figures = {(f.version_id, f.figure.span): f for f in store.figures_of() if not f.url.startswith("seed:")}
    claims = {(c.version_id, c.claim.span): c for c in store.claims_of() if not c.url.startswith("seed:")}
    canons = {story_id: canon(store.ledger(story_id)) for story_id in {f.story_id for f in figures.values()}}
    texts = {known.version_id: known.version.text for known in store.versions(sorted({v for v, _ in figures | claims}))}
    tables = {
        "articles": map(article_record, store.articles()),
        "figures": (
            seen_at(f) | figure_record(canons[f.story_id].full(f.figure, f.sentence, f.series_n), texts[f.version_id])
            for f in figures.values()
        ),
        "claims": (seen_at(c) | claim_record(c.claim, texts[c.version_id]) for c in claims.values()),
        "flags": map(flag_record, store.flags()),
    }
    return {name: write_lines(out / f"{name}.jsonl", records) for name, records in tables.items()}


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> int:
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    weekly.write(path, "".join(f"{line}\n" for line in lines))
    return len(lines)


def stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def article_record(seen: SeenArticle) -> dict[str, Any]:
    return {
        "url": seen.listed_url,
        "fetched_at": stamp(seen.fetched_at),
        "story": seen.story_id,
        "story_score": None if seen.relevance is None else seen.relevance.score,
        "relation": RECORDED.get(seen.relation, seen.relation).value,
        "origin_url": seen.origin_url,
    }


def flag_record(stored: StoredFlag) -> dict[str, Any]:
    flag = stored.flag
    return {
        "story": stored.story_id,
        "kind": flag.kind.value,
        "url": stored.listed_url,
        "fetched_at": stamp(stored.raised_at),
        "old": quantity_record(flag.old),
        "new": quantity_record(flag.new),
        "concept": flag.concept,
        "scope": flag.scope,
        "speaker": flag.speaker,
        "text": flag.text,
        "sentence": flag.sentence,
        "why": flag.why,
        "score": flag.score,
    }


def quantity_record(quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    value = quantity.value
    return {
        "value": [number(v) for v in value] if isinstance(value, tuple) else number(value),
        "bound": quantity.bound.value,
        "unit": quantity.unit,
    }


def seen_at(stored: StoredFigure | StoredClaim) -> dict[str, Any]:
    return {"url": stored.listed_url, "fetched_at": stamp(stored.fetched_at)}
