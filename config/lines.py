"""On which line of a TOML text does a key stand? The parser does not say, so the text is looked through once more."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
ASSIGNMENT = re.compile(r"\s*((?:[\w.\s-]|\"[^\"]*\"|'[^']*')+?)\s*=")
LONG_QUOTES = ('"""', "'''")


def key_lines(text: str) -> Mapping[tuple[str, ...], int]:
    """Line, counted from 1, of each table and key of a TOML text; a key inside braces stands at its table."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in outside_long_strings(text):
        if header := HEADER.match(line):
            table = parts(header[1])
            found.setdefault(table, number)
        elif assignment := ASSIGNMENT.match(line):
            found.setdefault(table + parts(assignment[1]), number)
    return found


def line_of(lines: Mapping[tuple[str, ...], int], path: tuple[str, ...]) -> int | None:
    """The line of `path`, else of the nearest table around it."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)


def outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines without those that lie inside a multi-line string."""
    closing = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if closing:
            closing = "" if closing in line else closing
            continue
        yield number, line
        opened = next((q for q in LONG_QUOTES if line.count(q) == 1), "")
        closing = opened


def parts(dotted: str) -> tuple[str, ...]:
    """`a."b.c"` as ("a", "b.c"); what is no key is kept in one piece."""
    try:
        nested: Any = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return (dotted.strip(),)
    path: list[str] = []
    while isinstance(nested, dict):
        key = next(iter(nested))
        path.append(key)
        nested = nested[key]
    return tuple(path)
