"""Sentences with what must be read from them, kept as data beside the tests."""

import json
import tomllib
from pathlib import Path
from typing import Any

from pipeline.figures import read_text
from pipeline.model import Figure

DATA = Path(__file__).parent / "data"
BEATS = ("courts", "disasters", "health", "markets", "other", "politics")


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def readings(beat: str) -> list[dict[str, Any]]:
    """Sentences of one beat, each figure as value, bound, unit and the words that say it."""
    found: list[dict[str, Any]] = tomllib.loads((DATA / f"{beat}.toml").read_text("utf-8"))["case"]
    return found


def lines(name: str) -> list[str]:
    return (DATA / f"{name}.txt").read_text("utf-8").splitlines()


def figure_of(text: str) -> Figure:
    """The first figure of a text."""
    return read_text(text)[0]
