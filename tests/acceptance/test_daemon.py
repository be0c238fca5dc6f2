"""The daemon runs a cycle at once and ends in order when it is asked to."""

import signal
import subprocess
import time

import pytest

from tests.acceptance.program import Program, started
from tests.acceptance.web import SEED, Newspaper

#: seconds in which it must have ended
IN_TIME_S = 20


@pytest.fixture
def daemon(storyledger: Program, paper: Newspaper) -> "subprocess.Popen[str]":
    (storyledger.folder / "storyledger.toml").write_text(
        '[search.templates]\ngoogle-news = ""\nbing-news = ""\ngdelt = ""\n[schedule]\ncycle_s = 1\n', "utf-8"
    )
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    storyledger.done("follow", "seed.txt", "--id", "sarn", "--yes")
    storyledger.done("source", "add", paper.feed, "--story", "sarn")
    return started(storyledger.folder, "daemon", STORYLEDGER_LOG__FORMAT="json")


def wait_for(what: str, paper: Newspaper) -> None:
    deadline = time.monotonic() + 60
    while not any(what in asked for asked in paper.asked):
        assert time.monotonic() < deadline, paper.asked
        time.sleep(0.05)


@pytest.mark.parametrize("ask", [signal.SIGTERM, signal.SIGINT])
def test_it_collects_and_ends_with_status_0(
    ask: signal.Signals, daemon: "subprocess.Popen[str]", storyledger: Program, paper: Newspaper
) -> None:
    paper.published = ["bridges"]
    wait_for("bridges", paper)
    daemon.send_signal(ask)
    out, err = daemon.communicate(timeout=IN_TIME_S)
    assert (daemon.returncode, out) == (0, "")
    assert '"event": "source polled"' in err
    assert '"event": "daemon stopped"' in err
    assert "Traceback" not in err
    # the page in hand was finished, and the lease given back
    assert [f for f in storyledger.done("flags", "--json").data if f["new"] and f["new"]["value"] == 19]
    storyledger.done("run")


def test_killed_it_leaves_a_store_that_the_next_run_finishes(
    daemon: "subprocess.Popen[str]", storyledger: Program, paper: Newspaper
) -> None:
    paper.published = ["bridges", "chess"]
    wait_for("/feed.xml", paper)
    daemon.kill()
    daemon.communicate()
    storyledger.done("run")
    flags = storyledger.done("flags", "--json").data
    assert len([f for f in flags if f["new"] and f["new"]["value"] == 19]) == 1


def test_a_run_beside_a_daemon_at_work_says_so(
    daemon: "subprocess.Popen[str]", storyledger: Program, paper: Newspaper
) -> None:
    paper.slow_s = 3
    paper.published = ["bridges"]
    wait_for("bridges", paper)
    ran = storyledger.run("run")
    assert (ran.status, "another run is at work on it" in ran.err) == (1, True)
    daemon.terminate()
    daemon.communicate(timeout=IN_TIME_S)
    assert daemon.returncode == 0
