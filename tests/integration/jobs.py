"""What a job may come to; imported by cells."""

import os
import re
import signal
from pathlib import PurePosixPath
from typing import Any


def do(what: str, n: int) -> Any:
    return globals()[f"do_{what}"](n)


def do_double(n: int) -> int:
    return 2 * n


def do_pid(_: int) -> int:
    return os.getpid()


def do_print(n: int) -> int:
    print("Content of a page", flush=True)
    return n


def do_loop(_: int) -> None:
    while True:
        pass


def do_backtrack(_: int) -> bool:
    """Busy in C, where no Python signal handler would ever run."""
    return re.fullmatch("(a|a)*b", "a" * 64) is not None


def do_hoard(_: int) -> int:
    return len([bytearray(10_000_000) for _ in range(200)])


def do_swell(n: int) -> int:
    return n * len(b"x" * 100_000_000)


def do_die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def do_recurse(n: int) -> int:
    return do_recurse(n + 1)


def do_fail(_: int) -> None:
    raise ValueError("told you so\nin two lines")


def do_forge(_: int) -> PurePosixPath:
    """An object of a class that no result may have."""
    return PurePosixPath("/etc/passwd")
