"""What the daemon does can be watched from outside."""

import socket
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import load
from db.store import open_store
from pipeline.cli.metrics import Metrics
from pipeline.cli.wiring import Parts
from pipeline.clock import VirtualClock
from pipeline.errors import SettingsError
from pipeline.model import Poll, PollResult, Profile, SourceKind, Story
from tests.integration.db.made import an_entry
from tests.stores import words_of

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def test_counters_are_shown_while_the_daemon_runs(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}", fingerprints=words_of, create=True)
    store.add_story(Story(id="dam", name="Dam", profile=Profile(), created_at=NOW))
    store.add_source(SourceKind.FEED, "https://news.test/feed", "News", ["dam"], NOW)
    parts = Parts(settings=load(environment={}).settings, clock=VirtualClock(NOW), store=store)
    metrics, address = Metrics(), f"127.0.0.1:{free_port()}"
    with metrics.served(address):
        metrics.count(Poll(source_id=1, at=NOW, result=PollResult.NEW, status=200, entries=(an_entry(),)))
        metrics.take_stock(parts)
        shown = urllib.request.urlopen(f"http://{address}/metrics", timeout=5).read().decode()
    store.close()
    lines = shown.splitlines()
    for line in (
        'storyledger_polls_total{result="new"} 1.0',
        "storyledger_entries_total 1.0",
        'storyledger_sources{state="ok"} 1.0',
        "storyledger_due 1.0",
    ):
        assert line in lines


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SettingsError, match="choose another port"), Metrics().served(address):
            pass
