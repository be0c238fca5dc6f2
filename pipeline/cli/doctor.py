"""`doctor`: is everything as it should be, and if not, what is the remedy?"""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.clock import SystemClock
from pipeline.errors import StoryledgerError

if TYPE_CHECKING:
    from pipeline.cli.options import Call

OURS = ("config", "db", "pipeline")
LEAST_PYTHON = (3, 11)
#: a clock before this is wrong: the program is younger
BUILT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found."""

    what: str
    ok: bool
    #: how it stands; the trouble and its remedy when not `ok`
    detail: str


def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Check the installation, and name the remedy for what is wrong.

    Looks at Python, packages, settings, store, language data and clock, and asks whoever gives second opinions.
    The exit status is 1 when something is wrong.
    """
    found = [finding for check in CHECKS for finding in examined(check, call(ctx))]
    if as_json:
        terminal.show_json([{"check": f.what, "ok": f.ok, "detail": f.detail} for f in found])
    else:
        rows = [(f.what, "ok" if f.ok else "TROUBLE", f.detail) for f in found]
        terminal.show(terminal.table(("check", "state", "detail"), rows, narrow=("check", "state")))
    if not all(f.ok for f in found):
        raise typer.Exit(1)


def examined(check: "Check", called: "Call") -> list[Finding]:
    """The findings of one check; an error of ours is one."""
    name, look = check
    try:
        return list(look(called))
    except (StoryledgerError, OSError) as error:
        return [Finding(what=name, ok=False, detail=str(error))]


def python(_: "Call") -> Iterator[Finding]:
    ok = sys.version_info >= LEAST_PYTHON
    wanted = (
        "" if ok else f"; needs {'.'.join(map(str, LEAST_PYTHON))} or newer: install it and make the environment anew"
    )
    yield Finding(what="python", ok=ok, detail=f"{platform.python_version()}{wanted}")


def installation(_: "Call") -> Iterator[Finding]:
    """Our packages have common names: another distribution of the same name overwrites them without a word."""
    owners = packages_distributions()
    strangers = {name: sorted(set(owners.get(name, ())) - {"storyledger"}) for name in OURS}
    for name, others in strangers.items():
        if others:
            remedy = (
                f"the package {name!r} is also in {', '.join(others)}: install storyledger in an environment of its own"
            )
            yield Finding(what="installation", ok=False, detail=remedy)
    places = {str(Path(str(import_module(name).__file__)).parent.parent) for name in OURS}
    if len(places) > 1:
        remedy = (
            f"packages of ours lie in {', '.join(sorted(places))}: install storyledger in an environment of its own"
        )
        yield Finding(what="installation", ok=False, detail=remedy)
    elif not any(strangers.values()):
        yield Finding(what="installation", ok=True, detail=places.pop())


def settings(called: "Call") -> Iterator[Finding]:
    from pipeline.cli import wiring

    loaded = wiring.loaded(called)
    yield Finding(what="settings", ok=True, detail=str(loaded.file or "defaults, no settings file"))
    if not loaded.settings.fetch.contact:
        hint = "none: sites cannot reach you; set fetch.contact to a web or mail address"
        yield Finding(what="contact", ok=True, detail=hint)


def store(called: "Call") -> Iterator[Finding]:
    from db.schema import require_place, schema_state
    from pipeline.cli import wiring

    url = wiring.store_url(wiring.loaded(called).settings)
    if schema_state(url).current is None:
        require_place(url)
        yield Finding(what="store", ok=True, detail="none yet: `storyledger follow URL` makes one")
        return
    with wiring.opened(called) as parts:
        now = parts.clock.now()
        parts.store.set_meta("doctor", f"{now:%FT%TZ}")
        n_stories, n_sources = len(parts.store.stories()), len(parts.store.sources())
        yield Finding(
            what="store", ok=True, detail=f"{parts.store.name}: {n_stories} stories, {n_sources} sources, writable"
        )
        early = parts.store.polls(since=now)
        if early:
            remedy = f"the store has polls later than now ({now:%F %T} UTC): set the machine's clock"
            yield Finding(what="clock", ok=False, detail=remedy)


def language(_: "Call") -> Iterator[Finding]:
    from config import languages
    from pipeline.language import parse

    for code in languages.codes():
        words = [t.tag for s in parse("Ten towns were flooded.", language=code).sentences for t in s.tokens]
        yield Finding(what="language", ok=bool(words), detail=f"{code}: data and tagger load")


def clock(_: "Call") -> Iterator[Finding]:
    now = datetime.now(UTC)
    ok = now > BUILT
    yield Finding(what="clock", ok=ok, detail=f"{now:%F %T} UTC" + ("" if ok else ": set the machine's clock"))


def opinions(called: "Call") -> Iterator[Finding]:
    """Whoever is asked for second opinions is asked about an invented flag."""
    from pipeline.cli import wiring
    from pipeline.opinions import heard, sample

    settings = wiring.loaded(called).settings
    counsel = wiring.counsel(settings, SystemClock())
    if counsel is not None:
        said = heard(sample(), counsel, SystemClock(), settings.opinions.deadline_s)
        who = f"{counsel.backend} {counsel.model}".strip()
        yield Finding(what="opinions", ok=not said.error, detail=said.error or f"{who} answers as asked")


Check = tuple[str, Callable[["Call"], Iterator[Finding]]]
CHECKS: tuple[Check, ...] = (
    ("python", python),
    ("installation", installation),
    ("settings", settings),
    ("store", store),
    ("language", language),
    ("clock", clock),
    ("opinions", opinions),
)
