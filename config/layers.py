"""Where values come from: defaults, a file, the environment, the command line. Each value keeps its origin."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs

from config.lines import key_lines, line_of
from pipeline.errors import SettingsError

Key = tuple[str, ...]

PREFIX = "STORYLEDGER_"
#: names the settings file; not a setting itself
FILE_VARIABLE = "STORYLEDGER_CONFIG"
FILE_NAME = "storyledger.toml"
DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One value that somebody gave."""

    key: Key
    value: Any
    #: "default", "FILE:LINE", the name of a variable or an option
    origin: str


def defaults() -> list[Given]:
    text = files("config").joinpath("defaults.toml").read_text("utf-8")
    return [Given(key=key, value=value, origin=DEFAULT) for key, value in leaves(tomllib.loads(text))]


def from_file(path: Path) -> list[Given]:
    """The values of a settings file. Raises SettingsError with file and line."""
    try:
        text = path.read_text("utf-8")
    except OSError as wrong:
        raise SettingsError(f"{path}: {wrong.strerror}: name another settings file with --config") from wrong
    except UnicodeDecodeError as wrong:
        raise SettingsError(f"{path}: not UTF-8 at byte {wrong.start}: save the file as UTF-8") from wrong
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise SettingsError(f"{place_of(path, str(wrong))}: not TOML: {reason_of(str(wrong))}") from wrong
    except RecursionError as wrong:
        raise SettingsError(f"{path}: nested too deeply: no setting is") from wrong
    lines = key_lines(text)
    # the tables themselves, so that an unknown one is told at its own line
    found: list[tuple[Key, Any]] = [(key, {}) for key in lines if isinstance(value_at(tables, key), dict)]
    return [Given(key=k, value=v, origin=at_line(path, line_of(lines, k))) for k, v in [*found, *leaves(tables)]]


def from_environment(environment: Mapping[str, str]) -> list[Given]:
    """The values of all variables STORYLEDGER_SECTION__KEY, as text."""
    return [
        Given(key=tuple(name.removeprefix(PREFIX).lower().split("__")), value=value, origin=name)
        for name, value in sorted(environment.items())
        if name.startswith(PREFIX) and name != FILE_VARIABLE
    ]


def from_options(options: Mapping[str, Any]) -> list[Given]:
    """Values of the command line, by dotted key; those that are None were not given."""
    names = {"store.url": "--store", "log.level": "--verbose"}
    return [
        Given(key=tuple(dotted.split(".")), value=value, origin=names.get(dotted, f"option {dotted}"))
        for dotted, value in options.items()
        if value is not None
    ]


def file_to_read(named: Path | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The settings file: the one named, else the variable's, else one in the working or the user's folder; or none."""
    if named is not None:
        return named
    if environment.get(FILE_VARIABLE):
        return Path(environment[FILE_VARIABLE])
    usual = (Path(FILE_NAME), platformdirs.user_config_path("storyledger", appauthor=False) / FILE_NAME)
    return next((path for path in usual if path.is_file()), None)


def leaves(tables: Mapping[str, Any], above: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Each value with its key; an empty table is a value of its own."""
    for name, value in tables.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, (*above, name))
        else:
            yield (*above, name), value


def value_at(tables: Any, key: Key) -> Any:
    """The value of `key`; None where there is none."""
    for name in key:
        tables = tables.get(name) if isinstance(tables, dict) else None
    return tables


def laid_over(given: Sequence[Given]) -> tuple[dict[str, Any], dict[Key, str]]:
    """The nested values, later over earlier, and the origin of each.

    What is laid over a whole section stays, to be told as wrong, whatever stronger layers have for that section.
    """
    nested: dict[str, Any] = {}
    origins: dict[Key, str] = {}
    misplaced: set[Key] = set()
    for one in given:
        if any(one.key[:n] in misplaced for n in range(1, len(one.key))):
            continue
        table = nested
        for name in one.key[:-1]:
            inner = table.get(name)
            if not isinstance(inner, dict):
                inner = table[name] = {}
            table = inner
        if isinstance(table.get(one.key[-1]), dict):
            if one.value == {}:
                continue
            misplaced.add(one.key)
        table[one.key[-1]] = one.value
        origins[one.key] = one.origin
    return nested, origins


def at_line(path: Path, line: int | None) -> str:
    return f"{path}:{line}" if line else str(path)


def place_of(path: Path, message: str) -> str:
    found = re.search(r"at line (\d+)", message)
    return at_line(path, int(found[1]) if found else None)


def reason_of(message: str) -> str:
    """The parser's words without the place, which stands in front already."""
    return re.sub(r" \(at [^)]*\)$", "", message)
