"""The clock: the only thing that knows the time, and the only thing that waits."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the road needs of a clock."""

    def now(self) -> datetime:
        """The present: aware, UTC, whole seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; other requests go on meanwhile."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class VirtualClock:
    """A clock that stands still until it is set; waiting takes no time."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    async def sleep(self, seconds: float) -> None:
        """Returns at once: nobody waits while the world stands still."""

    def set(self, at: datetime) -> None:
        """Move to `at`. Raises ValueError for a step back: time does not run backwards."""
        at = at.astimezone(UTC)
        if at < self._at:
            raise ValueError(f"the clock stands at {self._at:%FT%TZ}, later than {at:%FT%TZ}")
        self._at = at
