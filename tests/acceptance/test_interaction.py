"""Questions at a terminal, and Ctrl-C."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.program import Program, environment, started
from tests.acceptance.test_daemon import wait_for
from tests.acceptance.web import SEED, Newspaper


def answered(folder: Path, answer: bytes, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command whose standard input is a terminal at which somebody types `answer`."""
    ours, theirs = os.openpty()
    try:
        os.write(ours, answer)
        return subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments],
            cwd=folder,
            env=environment(folder),
            stdin=theirs,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("answer", "status", "told", "n_stories"),
    [(b"y\n", 0, "Followed as sarn.", 1), (b"n\n", 0, "Nothing is stored.", 0)],
)
def test_follow_asks_before_it_stores(
    answer: bytes, status: int, told: str, n_stories: int, storyledger: Program
) -> None:
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    ran = answered(storyledger.folder, answer, "follow", "seed.txt", "--id", "sarn")
    assert (ran.returncode, told in ran.stdout.splitlines()[-1]) == (status, True)
    assert "Follow sarn with these sources?" in ran.stderr
    storyledger.done("db", "upgrade")
    assert len(storyledger.done("story", "list", "--json").data) == n_stories


def test_ctrl_c_ends_a_run_after_the_page_in_hand(storyledger: Program, paper: Newspaper) -> None:
    (storyledger.folder / "storyledger.toml").write_text("[fetch]\nconcurrency = 1\n", "utf-8")
    paper.published = ["bridges", "chess"]
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    storyledger.done("follow", "seed.txt", "--id", "sarn", "--yes")
    for source in storyledger.done("source", "list", "--json").data:
        storyledger.done("source", "pause", str(source["id"]))
    storyledger.done("source", "add", paper.feed, "--story", "sarn")
    paper.slow_s = 2
    process = started(storyledger.folder, "run")
    wait_for("bridges", paper)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "storyledger: interrupted: what is left is still due\n")
    assert "visited 1 page," in out
    paper.slow_s = 0
    assert "visited 1 page," in storyledger.done("run").out
