"""A figure as a JSON object: the fields that the seams print and a replay writes."""

from typing import Any

from pipeline.model import Figure


def number(x: float) -> int | float:
    """Whole numbers without a decimal point."""
    return int(x) if x == int(x) and abs(x) < 1e15 else x


def figure_record(figure: Figure, text: str) -> dict[str, Any]:
    """One line of figures.jsonl; `text` is the version's, whose characters the spans count."""
    value = figure.value
    return {
        "value": [number(v) for v in value] if isinstance(value, tuple) else number(value),
        "bound": figure.bound.value,
        "unit": figure.unit,
        "concept": figure.concept,
        "scope": figure.scope,
        "as_of": figure.as_of,
        "speaker": figure.speaker,
        "role": figure.role.value,
        "modality": figure.modality.value,
        "text": figure.span.of(text),
        "sentence": figure.sentence.of(text),
        "start": figure.span.start,
        "end": figure.span.end,
    }
