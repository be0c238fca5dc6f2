"""Knowledge of languages, as data: one folder a language, one TOML file a subject."""

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

#: ISO 639-1 code of the language that a text is taken for when nobody says and nothing tells
DEFAULT = "en"


def codes() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a folder."""
    return tuple(sorted(d.name for d in files(__package__).iterdir() if d.is_dir() and (d / "numbers.toml").is_file()))


@cache
def table(language: str, subject: str) -> MappingProxyType[str, Any]:
    """The file `<language>/<subject>.toml`, read once.

    Raises FileNotFoundError when the language has no such file.
    """
    path = files(__package__) / language / f"{subject}.toml"
    return MappingProxyType(tomllib.loads(path.read_text("utf-8")))
