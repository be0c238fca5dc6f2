"""What is wrong with a value, in one line: where it was given, which key, what it should be, the nearest right name."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from config.layers import DEFAULT, PREFIX, Given, Key
from config.masking import without_password

#: names less alike than this are not offered
ALIKE = 60
#: settings whose values are never shown
SECRETS = ("store.password", "mail.password", "opinions.key")


def typed(given: Given, model: type[BaseModel]) -> Given:
    """The text of a variable as the number, truth value or list that its key wants; other text as it is."""
    kind = kind_of(given.key, model)
    if kind in (int, float, bool):
        return replace(given, value=number_or_text(given.value))
    if kind is tuple:
        return replace(given, value=[part.strip() for part in given.value.split(",") if part.strip()])
    return given


def number_or_text(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text.strip()}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def kind_of(key: Key, model: type[BaseModel]) -> Any:
    """The type that a key wants, without its parameters; None for an unknown key."""
    for name in key[:-1]:
        field = model.model_fields.get(name)
        if field is None or not isinstance(field.annotation, type) or not issubclass(field.annotation, BaseModel):
            return None
        model = field.annotation
    found = model.model_fields.get(key[-1])
    return None if found is None else get_origin(found.annotation) or found.annotation


def as_json(nested: Mapping[str, Any]) -> str:
    """`nested` for a strict reader; a date, which no setting wants, as an empty table."""
    return json.dumps(nested, default=lambda _: {})


def told(error: ErrorDetails, origins: Mapping[Key, str], model: type[BaseModel]) -> str:
    """One error in one line."""
    key = tuple(str(part) for part in error["loc"])
    dotted = ".".join(key)
    if error["type"] == "extra_forbidden":
        where = origins.get(key) or place_of(key, origins)
        return f"{where}: {dotted}: unknown; {hint(key, where, model)}"
    where = place_of(key, origins)
    given = error["input"]
    shown = "" if dotted in SECRETS or isinstance(given, dict) else f" = {json.dumps(without_password(given))}"
    return f"{where}: {dotted}{shown}: {reason(error)}"


def reason(error: ErrorDetails) -> str:
    return error["msg"].removeprefix("Value error, ").removeprefix("Input ").replace("valid dictionary", "table")


def place_of(key: Key, origins: Mapping[Key, str]) -> str:
    """Where the value of `key` was given; for a section, the last thing that somebody gave in it."""
    inside = [origin for other, origin in origins.items() if other[: len(key)] == key and origin != DEFAULT]
    if inside:
        return inside[-1]
    return next((origins[key[:n]] for n in range(len(key), 0, -1) if key[:n] in origins), DEFAULT)


def hint(key: Key, where: str, model: type[BaseModel]) -> str:
    """The nearest right name, spelled as it has to be where the wrong one stands."""
    known = [name for name in names(model) if name != key[: len(name)]]
    spelled = {as_variable(k) if where.startswith(PREFIX) else ".".join(k): k for k in known}
    asked = as_variable(key) if where.startswith(PREFIX) else ".".join(key)
    # the right name in the right section first, then the same name in another section
    found = process.extractOne(asked, list(spelled), scorer=fuzz.ratio, score_cutoff=ALIKE) or next(
        ((name, 100.0, 0) for name, k in spelled.items() if k[-1] == key[-1]), None
    )
    return f"did you mean {found[0]}?" if found else "`storyledger config show` lists all names"


def as_variable(key: Key) -> str:
    return PREFIX + "__".join(key).upper()


def names(model: type[BaseModel], above: Key = ()) -> Iterator[Key]:
    """The keys of all sections and settings."""
    for name, field in model.model_fields.items():
        yield (*above, name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from names(field.annotation, (*above, name))
