"""Options that several commands share, and what the global ones said."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import Misuse

#: exit status after Ctrl-C, as shells give it
INTERRUPTED = 130
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the global options said."""

    #: URL of the store; None: as the settings say
    store: str | None = None
    #: settings file; None: the usual places
    config: Path | None = None
    quiet: bool = False
    verbose: bool = False


Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text for people.")]
StoryId = Annotated[str, typer.Argument(help="The story's id, as `storyledger story list` shows it.", metavar="STORY")]
SomeStory = Annotated[str | None, typer.Argument(help="The story's id; all stories without it.", metavar="[STORY]")]
Since = Annotated[
    str | None,
    typer.Option(
        help="Only what came at or after this time: 2024-05-01, 2024-05-01T10:00Z, or 36h, 3d, 2w ago.", metavar="TIME"
    ),
]


def call(ctx: typer.Context) -> Call:
    """What the global options of this run said."""
    found = ctx.find_object(Call)
    return found if found is not None else Call()


def moment(text: str | None, now: datetime) -> datetime | None:
    """The time that an option names; None when it names none. Raises Misuse."""
    if text is None:
        return None
    number, unit = text[:-1], text[-1:]
    try:
        if unit in UNITS and number.isdecimal():
            return now - int(number) * UNITS[unit]
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as wrong:
        raise Misuse(f"--since {text!r}: not a time; write 2024-05-01, 2024-05-01T10:00Z, or 36h, 3d, 2w") from wrong
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
