"""The weekly digests that the daemon writes, each once."""

import os
from datetime import datetime
from pathlib import Path

import structlog

from config.settings import WEEKDAYS
from pipeline.cli import reports
from pipeline.cli.wiring import Parts
from pipeline.daemon import last_week
from pipeline.errors import StoreError
from pipeline.model import Story, StoryState
from pipeline.report.inputs import Period


class Digests:
    """Writes a page for each story and week; remembers what it has done so as not to compose it again."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._done: set[tuple[str, datetime]] = set()

    def write_due(self) -> int:
        """Write the digests of the week that ended last, for stories that were followed in it. Returns how many."""
        schedule = self._parts.settings.schedule
        now = self._parts.clock.now()
        since, until = last_week(
            now, weekday=WEEKDAYS.index(schedule.digest_weekday), hour=schedule.digest_hour, zone=schedule.timezone
        )
        followed = [s for s in self._parts.store.stories() if s.state is StoryState.ACTIVE and s.created_at < until]
        return sum(self._write(story, Period(since=since, until=until), now) for story in followed)

    def _write(self, story: Story, period: Period, now: datetime) -> bool:
        """Write one digest, unless this or another daemon has. Composed before it is claimed, so that none is lost."""
        assert period.since and period.until
        if (story.id, period.until) in self._done:
            return False
        page = reports.page([reports.digest_of(self._parts.store, story, period)])
        self._done.add((story.id, period.until))
        if not self._parts.store.claim_digest(story.id, period.since, period.until, now):
            return False
        path = self._parts.settings.digest.out / f"{story.id}-{period.until:%Y-%m-%d}.html"
        write(path, page)
        structlog.get_logger().info("digest written", story=story.id, path=str(path))
        return True


def write(path: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it. Raises StoreError, which names the file."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, "utf-8")
        unfinished.replace(path)
    except OSError as wrong:
        raise StoreError(f"{path}: {wrong.strerror}: choose another folder, `digest.out` or --out") from wrong
