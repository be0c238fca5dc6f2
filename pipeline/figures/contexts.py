"""Words of a language's exclusions as patterns that stand right before or right behind a number."""

import re
from functools import cache

from config.languages import table
from pipeline.figures.units import alternatives


def listed(language: str, section: str, key: str) -> list[str]:
    """The words of `exclusions.toml`."""
    return list(table(language, "exclusions")[section][key])


@cache
def behind(language: str, section: str, key: str, *, space: str = r"\s", tail: str = r"(?!\w)") -> re.Pattern[str]:
    """One of the words right behind a number."""
    return re.compile(rf"{space}(?:{alternatives(listed(language, section, key))}){tail}", re.IGNORECASE)


@cache
def in_front(language: str, section: str, key: str, *, tail: str = r"\s$") -> re.Pattern[str]:
    """One of the words right in front of a number; for texts that end where the number begins."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(listed(language, section, key))}){tail}", re.IGNORECASE)


def before(text: str, start: int, reach: int = 30) -> str:
    """The text that leads up to `start`."""
    return text[max(0, start - reach) : start]
