"""Sentences with what must be read from them, kept as data beside the tests."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.claims import attribute, read_claims
from pipeline.language import parse
from pipeline.model import Claim

DATA = Path(__file__).parent / "data"
OUTLET = "Evening Argus"
THURSDAY = datetime(2025, 6, 12, 9, tzinfo=UTC)


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))["case"]
    return found


def claims_of(text: str) -> tuple[Claim, ...]:
    document = parse(text)
    return read_claims(document, attribute(document, outlet=OUTLET), outlet=OUTLET, published_at=THURSDAY)


def claim_of(text: str) -> Claim:
    """The weightiest claim."""
    return max(claims_of(text), key=lambda c: c.weight)
