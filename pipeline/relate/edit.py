"""A profile as a person edits it: as TOML and back, decisions on single articles, what differs between two."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import Misuse
from pipeline.model import Profile
from pipeline.relate.profile import capitals

#: lists of words that the user owns, with what the file says of them
LISTS = {
    "keywords": "words that coverage of the story uses",
    "require": "hard words: an article without any one of these is off the story",
    "exclude": "hard words: an article with any one of these is off the story",
    "pinned": "words of the tables below that drift may not weaken",
    "banned": "words that drift may not bring back",
    "taken": "addresses of articles that you took for the story",
    "left": "addresses of articles that you left out of it",
}
TABLES = {
    "names": "names of persons, bodies and places, with weights in (0, 1]",
    "terms": "stems of words, likewise",
}


def as_toml(profile: Profile) -> str:
    """The profile as a file to edit."""
    lines: list[str] = []
    for name, meaning in LISTS.items():
        words = ", ".join(quoted(word) for word in getattr(profile, name))
        lines += [f"# {meaning}", f"{name} = [{words}]", ""]
    for name, meaning in TABLES.items():
        weights: Mapping[str, float] = getattr(profile, name)
        lines += [f"# {meaning}", f"[{name}]"]
        lines += [f"{quoted(word)} = {weights[word]:g}" for word in sorted(weights, key=lambda w: (-weights[w], w))]
        lines.append("")
    return "\n".join(lines)


def quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_toml(text: str, profile: Profile) -> Profile:
    """`profile` as the edited file wants it. Raises Misuse, which says what is wrong and where."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Misuse(f"the profile is no TOML: {wrong}") from wrong
    unknown = sorted(set(found) - {*LISTS, *TABLES})
    if unknown:
        raise Misuse(f"the profile has no {unknown[0]!r}: it has {', '.join((*LISTS, *TABLES))}")
    banned = words("banned", found.get("banned", []))
    values: dict[str, Any] = {name: words(name, found.get(name, [])) for name in LISTS}
    values |= {name: weights(name, found.get(name, {}), banned) for name in TABLES}
    edited = replace(profile, **values)
    given = dict.fromkeys(capitals(edited.keywords), 1.0)
    taken_back = set(capitals(profile.keywords)) - set(given)
    kept = {m: w for m, w in profile.marks.items() if m not in taken_back and m not in edited.banned}
    edited = replace(edited, marks=kept | given)
    if not (edited.keywords or edited.terms or edited.names):
        raise Misuse("the profile is empty: give keywords, names or terms")
    return edited


def words(name: str, found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(w, str) and w.strip() for w in found):
        raise Misuse(f'{name}: a list of words, such as {name} = ["ferry"]')
    return tuple(dict.fromkeys(found))


def weights(name: str, found: Any, banned: Sequence[str]) -> dict[str, float]:
    if not isinstance(found, dict):
        raise Misuse(f"{name}: a table of weights, such as [{name}]")
    for word, weight in found.items():
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 < weight <= 1:
            raise Misuse(f"{name}, {word!r}: a weight above 0 and up to 1, not {weight!r}")
    return {word: float(weight) for word, weight in found.items() if word not in banned}


def decided(profile: Profile, url: str, *, on: bool) -> Profile:
    """The profile with the user's decision on the article at a canonical URL; it replaces an earlier one."""
    taken = tuple(u for u in profile.taken if u != url) + ((url,) if on else ())
    left = tuple(u for u in profile.left if u != url) + (() if on else (url,))
    return replace(profile, taken=taken, left=left)


def difference(old: Profile, new: Profile) -> Iterator[str]:
    """What changed, in words: what came, what went, and what moved most first."""
    for name in LISTS:
        before, after = set(getattr(old, name)), set(getattr(new, name))
        yield from (f"{name} +{word}" for word in sorted(after - before))
        yield from (f"{name} -{word}" for word in sorted(before - after))
    for name in TABLES:
        was: Mapping[str, float] = getattr(old, name)
        now: Mapping[str, float] = getattr(new, name)
        moved = {w: now.get(w, 0.0) - was.get(w, 0.0) for w in {**was, **now}}
        for word in sorted(moved, key=lambda w: (-abs(moved[w]), w)):
            if moved[word]:
                yield f"{name} {word} {was.get(word, 0.0):.2f} → {now.get(word, 0.0):.2f}"
