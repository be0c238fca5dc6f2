"""The way in: arguments to a command, every error to one line, and an exit status."""

import errno
import os
import sys
from collections.abc import Sequence

import typer

from pipeline.cli.app import app
from pipeline.cli.options import INTERRUPTED
from pipeline.cli.terminal import complain
from pipeline.errors import Misuse, StoryledgerError

#: options of the whole program, which may stand anywhere, and whether a value follows them
GLOBAL = {"--store": True, "--config": True, "--quiet": False, "--verbose": False, "-q": False, "-v": False}
FULL = (errno.ENOSPC, errno.EDQUOT)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    open_closed_streams()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def open_closed_streams() -> None:
    """A standard stream that was closed refuses whoever uses it, and no other file takes its number meanwhile."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_WRONLY), encoding="utf-8", closefd=False)
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8", closefd=False)


def run(arguments: Sequence[str]) -> int:
    """The exit status of one command; what went wrong is said in one line on standard error."""
    try:
        return carry_out(arguments)
    except (BrokenPipeError, SystemExit):
        # whoever reads has had enough (typer and rich leave by SystemExit then, nothing else does)
        forget_output()
        return 0
    except OSError as error:
        forget_output()
        complain(refusal(error))
        return StoryledgerError.exit_status


def carry_out(arguments: Sequence[str]) -> int:
    """The exit status of one command; our own errors are said. Raises OSError for what the system refuses."""
    try:
        status = app(args=in_front(arguments or ["--help"]), prog_name="storyledger", standalone_mode=False)
        sys.stdout.flush()
    except StoryledgerError as error:
        complain(str(error))
        return error.exit_status
    except (KeyboardInterrupt, typer.Abort):
        complain("interrupted", kind="")
        return INTERRUPTED
    except typer.TyperException as error:
        complain(usage(error))
        return Misuse.exit_status
    return status if isinstance(status, int) else 0


def forget_output() -> None:
    """What is left of standard output goes nowhere: the interpreter must not fail at it once more at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refusal(error: OSError) -> str:
    """What the system refused, and what to do."""
    what = error.filename or "standard input or output"
    remedy = "free some space" if error.errno in FULL else "check that it is open and that you may read and write it"
    return f"{what}: {error.strerror or error}; {remedy}"


def usage(error: typer.TyperException) -> str:
    """What is wrong with the arguments, and where help is."""
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    command = getattr(getattr(error, "ctx", None), "command_path", "storyledger")
    return f"{said}; see `{command} --help`"


def in_front(arguments: Sequence[str]) -> list[str]:
    """The arguments with the global options first, wherever they stood; after `--` nothing is an option.

    Raises Misuse for an option without its value.
    """
    first: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting and waiting[0] != "--":
        argument = waiting.pop(0)
        name, joined, _ = argument.partition("=")
        if name not in GLOBAL:
            rest.append(argument)
            continue
        first.append(argument)
        if GLOBAL[name] and not joined:
            if not waiting or waiting[0].startswith("-"):
                raise Misuse(f"Option '{name}' requires an argument; see `storyledger --help`")
            first.append(waiting.pop(0))
    return first + rest + waiting
