"""What a unit measures by itself, for concepts whose words do not say it: "bearing temperature", "wind speed"."""

from dataclasses import replace
from functools import cache

from config.languages import table
from pipeline.figures.grammar import mapping
from pipeline.figures.said import Concept
from pipeline.figures.units import KINDS


def sized(concept: Concept, unit: str, language: str) -> Concept:
    """The concept with the name of what its unit measures."""
    measure = str(mapping(language, "measures").get(kinds(language).get(unit, ""), ""))
    if not measure or not concept.text or measure in concept.text.split():
        return concept
    return replace(concept, measure=measure)


@cache
def kinds(language: str) -> dict[str, str]:
    """Unit -> what kind of thing it measures."""
    data = table(language, "units")
    return {unit: kind for kind in KINDS for unit in data[kind]}
