"""What a daemon does, counted for Prometheus; an extra: `pip install storyledger[metrics]`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import SettingsError
from pipeline.model import FetchFailure, NotModified, Opinion, Outcome, Poll, PollResult

if TYPE_CHECKING:
    from pipeline.cli.cycle import Done
    from pipeline.cli.wiring import Parts


class Metrics:
    """Counters and gauges of one process, on an address of their own."""

    def __init__(self) -> None:
        prometheus = library()
        self._registry = prometheus.CollectorRegistry()
        registry = self._registry
        self._polls = prometheus.Counter("storyledger_polls", "Polls of sources.", ["result"], registry=registry)
        self._entries = prometheus.Counter("storyledger_entries", "Entries listed by sources.", registry=registry)
        self._pages = prometheus.Counter("storyledger_pages", "Visits of pages.", ["outcome"], registry=registry)
        self._flags = prometheus.Counter("storyledger_flags", "Flags raised by pages.", ["kind"], registry=registry)
        self._opinions = prometheus.Counter(
            "storyledger_opinions", "Flags asked about.", ["hearing"], registry=registry
        )
        self._sources = prometheus.Gauge("storyledger_sources", "Sources by state.", ["state"], registry=registry)
        self._due = prometheus.Gauge("storyledger_due", "Sources and pages that are due.", registry=registry)
        self._cycle = prometheus.Gauge("storyledger_cycle_end_seconds", "When the last cycle ended.", registry=registry)

    def count(self, done: "Done") -> None:
        """One thing that the cycle has done."""
        if isinstance(done, Poll):
            self._polls.labels(done.result.value).inc()
            if done.result is PollResult.NEW:
                self._entries.inc(len(done.entries))
            return
        if isinstance(done, Opinion):
            self._opinions.labels(done.hearing.value).inc()
            return
        self._pages.labels(outcome_of(done)).inc()
        for flag in done.flags:
            self._flags.labels(flag.kind.value).inc()

    def take_stock(self, parts: "Parts") -> None:
        """How things stand at the end of a cycle."""
        now = parts.clock.now()
        sources = parts.store.sources()
        failing = sum(s.n_failures > 0 and not s.retired and not s.paused for s in sources)
        retired, paused = sum(s.retired for s in sources), sum(s.paused and not s.retired for s in sources)
        states = {"failing": failing, "retired": retired, "paused": paused}
        states["ok"] = len(sources) - sum(states.values())
        for state, n in states.items():
            self._sources.labels(state).set(n)
        self._due.set(len(parts.store.due_sources(now)) + len(parts.store.due_visits(now)))
        self._cycle.set(now.timestamp())

    @contextmanager
    def served(self, address: str) -> Iterator[None]:
        """Answers on HOST:PORT while the context is open. Raises SettingsError where it cannot."""
        host, _, port = address.rpartition(":")
        try:
            server, thread = library().start_http_server(int(port), host.strip("[]"), registry=self._registry)
        except OSError as wrong:
            raise SettingsError(f"metrics.listen = {address!r}: {wrong.strerror}; choose another port") from wrong
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def outcome_of(done: Outcome) -> str:
    """In one word, what a visit brought."""
    if isinstance(done.answer, FetchFailure):
        return "failed"
    if isinstance(done.answer, NotModified) or done.version is None:
        return "unchanged"
    return done.version.quality.value


def library() -> Any:
    """prometheus_client. Raises SettingsError where the extra is not installed."""
    try:
        import prometheus_client
    except ModuleNotFoundError as wrong:
        raise SettingsError("metrics.listen: needs the extra: pip install 'storyledger[metrics]'") from wrong
    return prometheus_client
