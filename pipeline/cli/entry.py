"""The way in: arguments to a command, every error to one line, and an exit status."""

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


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """The exit status of one command; what went wrong is said in one line on standard error."""
    try:
        status = app(args=in_front(arguments or ["--help"]), prog_name="storyledger", standalone_mode=False)
        sys.stdout.flush()
    except StoryledgerError as error:
        complain(str(error))
        return error.exit_status
    except (BrokenPipeError, SystemExit):
        # whoever reads has had enough (typer and rich leave by SystemExit then, nothing else does);
        # the interpreter must not find the pipe broken once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        complain("interrupted", kind="")
        return INTERRUPTED
    except typer.TyperException as error:
        complain(usage(error))
        return Misuse.exit_status
    return status if isinstance(status, int) else 0


def usage(error: typer.TyperException) -> str:
    """What is wrong with the arguments, and where help is."""
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    command = getattr(getattr(error, "ctx", None), "command_path", "storyledger")
    return f"{said}; see `{command} --help`"


def in_front(arguments: Sequence[str]) -> list[str]:
    """The arguments with the global options first, wherever they stood; after `--` nothing is an option."""
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
        if GLOBAL[name] and not joined and waiting:
            first.append(waiting.pop(0))
    return first + rest + waiting
