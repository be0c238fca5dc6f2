"""The program as its users run it, in a folder of its own: as a process, or in this one, which is ten times faster."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import entry

ROOT = Path(__file__).parents[2]
#: seconds after which a command that should be done is taken for dead
PATIENCE_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Program:
    """storyledger, with its store, settings and files in one folder."""

    folder: Path
    #: how a command is run: arguments, standard input, variables
    _run: Callable[[tuple[str, ...], str, Mapping[str, str]], Ran]

    def run(self, *arguments: str, stdin: str = "", **variables: str) -> Ran:
        """Run a command to its end."""
        return self._run(arguments, stdin, variables)

    def done(self, *arguments: str, **variables: str) -> Ran:
        """Run a command that must end well, and say nothing on standard error."""
        ran = self.run(*arguments, **variables)
        assert (ran.status, ran.err) == (0, ""), ran.err[-2000:]
        return ran


def environment(folder: Path) -> dict[str, str]:
    """Variables under which the program sees nothing but `folder` and loopback."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STORYLEDGER_")}
    return kept | {
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
        "STORYLEDGER_FETCH__ALLOW_PRIVATE": "true",
        "STORYLEDGER_FETCH__PER_HOST_INTERVAL_S": "0",
        "STORYLEDGER_FETCH__TOTAL_DEADLINE_S": "5",
    }


def started(folder: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """A process of its own, still running."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=folder,
        env=environment(folder) | variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def as_process(folder: Path) -> Program:
    """Each command is a process of its own."""

    def run(arguments: tuple[str, ...], stdin: str, variables: Mapping[str, str]) -> Ran:
        process = started(folder, *arguments, **variables)
        out, err = process.communicate(stdin, timeout=PATIENCE_S)
        return Ran(status=process.returncode, out=out, err=err)

    return Program(folder, run)


def in_this_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Each command runs in this process, as its entry point runs it."""

    def run(arguments: tuple[str, ...], stdin: str, variables: Mapping[str, str]) -> Ran:
        out, err = stream(), stream()
        with monkeypatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(folder)
            for name, value in {**environment(folder), **variables}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
            status = entry.run(arguments)
        return Ran(status=status, out=written(out), err=written(err))

    return Program(folder, run)


def stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)


def written(to: io.TextIOWrapper) -> str:
    buffer = to.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
