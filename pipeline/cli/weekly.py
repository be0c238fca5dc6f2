"""The weekly digests that the daemon writes and sends, each once."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import structlog

from config.settings import WEEKDAYS
from pipeline.cli import post, reports
from pipeline.cli.wiring import Parts
from pipeline.daemon import last_week
from pipeline.errors import StoreError
from pipeline.model import Story, StoryState
from pipeline.report.inputs import Period


class Digests:
    """Writes and sends the digests of each week; remembers what is done so as not to ask the store again."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._done: set[tuple[str, datetime]] = set()

    def write_due(self) -> int:
        """Write the digests of the week that ended last, for stories that were followed in it. Returns how many."""
        schedule, store = self._parts.settings.schedule, self._parts.store
        now = self._parts.clock.now()
        since, until = last_week(
            now, weekday=WEEKDAYS.index(schedule.digest_weekday), hour=schedule.digest_hour, zone=schedule.timezone
        )
        followed = [s for s in store.stories() if s.state is StoryState.ACTIVE and s.created_at < until]
        waiting = [s for s in followed if (s.id, until) not in self._done]
        if not waiting:
            return 0
        # claimed only when written and sent: whoever fails, or is killed, leaves it to the next look
        with store.together():
            claimed = [s for s in waiting if store.claim_digest(s.id, since, until, now)]
            self._give_out(claimed, Period(since=since, until=until), now)
        self._done |= {(s.id, until) for s in waiting}
        return len(claimed)

    def _give_out(self, stories: Sequence[Story], period: Period, now: datetime) -> None:
        """A page for each story, one mail for all."""
        settings, log = self._parts.settings, structlog.get_logger()
        found = [reports.digest_of(self._parts.store, story, period) for story in stories]
        for digest in found:
            path = settings.digest.out / f"{digest.story.id}-{period.until:%Y-%m-%d}.html"
            write(path, reports.page([digest]))
            log.info("digest written", story=digest.story.id, path=str(path))
        if found and settings.mail.host:
            post.send(reports.mail(found, settings.mail, now), settings.mail)
            log.info("digest sent", stories=len(found), to=len(settings.mail.to))


def write(path: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it. Raises StoreError, which names the file."""
    path = path.resolve()
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8")  # a pipe or a device stays what it is
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, "utf-8")
        unfinished.replace(path)
    except OSError as wrong:
        raise StoreError(f"{path}: {wrong.strerror}: choose another folder, `digest.out` or --out") from wrong
