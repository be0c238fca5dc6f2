"""`run` and `daemon`: the road, once or for good."""

import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import INTERRUPTED, Json, call
from pipeline.model import FetchFailure, Opinion, Outcome, Poll, PollResult, Quality

if TYPE_CHECKING:
    from pipeline.cells import Cells
    from pipeline.cli.cycle import Done
    from pipeline.cli.metrics import Metrics
    from pipeline.cli.wiring import Parts
    from pipeline.daemon import Jobs
    from pipeline.polling import Fetcher


def run(
    ctx: typer.Context,
    story: Annotated[str | None, typer.Option(help="Only what concerns this story.", metavar="STORY")] = None,
    as_json: Json = False,
) -> None:
    """Do everything that is due, once: for cron.

    A source that fails is shown and counted, the rest goes on.
    """
    from pipeline.cli import cycle, logs, reports, wiring

    called = call(ctx)
    with (
        wiring.opened(called) as parts,
        wiring.fetcher(parts.settings, parts.clock) as fetcher,
        wiring.cells(parts.settings) as cells,
        stopped_by_signals() as stop,
    ):
        if story is not None:
            parts.store.story(story)
        level = "debug" if called.verbose else "error"
        logs.configure(parts.settings.log.model_copy(update={"level": level}))
        started = parts.clock.now()
        before = {f.id for f in parts.store.flags(story, since=started)}
        titles = {s.id: s.title for s in parts.store.sources()}
        tally = Tally(titles, quiet=called.quiet, as_json=as_json)
        try:
            with closing(cycle.cycle(parts, fetcher, cells, story_id=story, stopping=stop)) as road:
                for done in road:
                    tally.count(done)
        finally:  # what was raised before something went wrong is told too: no later run will
            flags = [f for f in parts.store.flags(story, since=started) if f.id not in before]
            if as_json:
                terminal.show_json_line(tally.summary() | {"flags": reports.flags_json(flags)})
            else:
                reports.show_flags(flags, quiet=called.quiet)
                if not called.quiet:
                    terminal.say(tally.line(len(flags)))
    if stop.is_set():
        terminal.complain("interrupted: what is left is still due", kind="")
        raise typer.Exit(INTERRUPTED)


#: why a page that came was not read
UNREAD = {
    Quality.TOO_SHORT: "too short to be an article; visited again later",
    Quality.WALL: "behind a consent or pay wall; its text cannot be read from here",
    Quality.NOT_TEXT: "no text: a document, picture or film; read it yourself",
    Quality.GONE: "gone: the server has nothing there; visited again later",
    Quality.UNREAD: "stored, but not read: no language data for its language",
}


class Tally:
    """Counts what a cycle does, and tells each thing as it is done."""

    def __init__(self, titles: dict[int, str], *, quiet: bool, as_json: bool) -> None:
        self._titles = titles
        self._tells = not quiet and not as_json
        self._as_json = as_json
        self.n_polls = self.n_failed = self.n_pages = self.n_read = 0

    def count(self, done: "Done") -> None:
        if isinstance(done, Poll):
            self.n_polls += 1
            self.n_failed += done.result is PollResult.FAILED
            self._tell_poll(done)
        elif isinstance(done, Opinion):
            self._tell_opinion(done)
        else:
            self.n_pages += 1
            self.n_read += done.is_new
            self._tell_visit(done)

    def _tell_poll(self, poll: Poll) -> None:
        title = self._titles.get(poll.source_id, f"source {poll.source_id}")
        brought = {PollResult.NEW: f"{len(poll.entries)} entries", PollResult.UNCHANGED: "nothing new"}
        if self._as_json:
            facts = {"source": poll.source_id, "title": title, "result": poll.result.value, "status": poll.status}
            terminal.show_json_line(facts | {"entries": len(poll.entries), "error": poll.error})
        elif self._tells:
            terminal.say(f"source {poll.source_id}  {title}: {poll.error or brought[poll.result]}")

    def _tell_visit(self, done: Outcome) -> None:
        if not self._tells:
            return
        if isinstance(done.answer, FetchFailure):
            terminal.say(f"page    {done.visit.url}: {done.answer.error}")
        elif done.version is not None and done.version.quality in UNREAD:
            terminal.say(f"page    {done.visit.url}: {UNREAD[done.version.quality]}")
        elif sys.stderr.isatty():
            terminal.talk().print(terminal.safe(f"page    {done.visit.url}"), style="dim", soft_wrap=True)

    def _tell_opinion(self, done: Opinion) -> None:
        if self._tells and done.error:
            terminal.say(f"flag    #{done.flag_id} has no second opinion: {done.error}")

    def summary(self) -> dict[str, Any]:
        return {"polls": self.n_polls, "failed": self.n_failed, "pages": self.n_pages, "new_texts": self.n_read}

    def line(self, n_flags: int) -> str:
        """What the cycle did, in one line."""
        from pipeline.report.plain import counted

        failed = f" ({self.n_failed} failed)" if self.n_failed else ""
        return (
            f"Asked {counted(self.n_polls, 'source')}{failed}, visited {counted(self.n_pages, 'page')}, "
            f"read {counted(self.n_read, 'new text')}, raised {counted(n_flags, 'flag')}."
        )


def daemon(ctx: typer.Context) -> None:
    """Keep running, and do everything in its time.

    Polls sources, visits pages again, writes the weekly digest, cleans up. SIGTERM ends it after the page in hand.
    """
    from pipeline import daemon as clockwork
    from pipeline.cli import logs, wiring

    with (
        wiring.opened(call(ctx), create=True) as parts,
        wiring.fetcher(parts.settings, parts.clock) as fetcher,
        wiring.cells(parts.settings) as cells,
    ):
        logs.configure(parts.settings.log)
        with stopped_by_signals() as stop:
            clockwork.keep_time(
                jobs(parts, fetcher, cells, stop), cycle_s=parts.settings.schedule.cycle_s, stopping=stop
            )


@contextmanager
def counting(parts: "Parts") -> "Iterator[Metrics | None]":
    """Counters, where the settings want them shown."""
    from pipeline.cli.metrics import Metrics

    if not parts.settings.metrics.listen:
        yield None
        return
    metrics = Metrics()
    with metrics.served(parts.settings.metrics.listen):
        yield metrics


def jobs(parts: "Parts", fetcher: "Fetcher", cells: "Cells", stop: Event, metrics: "Metrics | None" = None) -> "Jobs":
    """What the daemon does, and how."""
    from pipeline import daemon as clockwork
    from pipeline.cli import cycle, weekly

    digests = weekly.Digests(parts)

    def once() -> None:
        with closing(cycle.cycle(parts, fetcher, cells, stopping=stop)) as road:
            for done in road:
                if metrics is not None:
                    metrics.count(done)
        if metrics is not None:
            metrics.take_stock(parts)

    def prune() -> int:
        keep = timedelta(days=parts.settings.store.page_retention_days)
        return parts.store.prune_pages(parts.clock.now() - keep)

    return clockwork.Jobs(cycle=once, digest=digests.write_due, housekeeping=prune)


@contextmanager
def stopped_by_signals() -> Iterator[Event]:
    """An event that SIGTERM and SIGINT set; a second SIGINT interrupts as usual."""
    stop = Event()

    def ask(_: int, __: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {n: signal.signal(n, ask) for n in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
