"""Work on hostile bytes, in child processes that can be killed and replaced.

    pairs -> an idle cell each -> result, or why there is none; in the order given

A page may take a parser minutes, gigabytes, or the process with it. A cell ends itself when a job is over its deadline:
the kernel's alarm does it, so that neither a busy C library nor a dead parent can prevent it.
"""

import contextlib
import os
import pickle
import resource
import signal
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Generic, Self, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")
Result = TypeVar("Result")

#: of the length before each message
PREFIX = 8
#: a result is words; a longer one is no result
LONGEST = 64 * 1024 * 1024
#: modules whose classes a cell may send: a cell that was taken over must not choose what its parent runs
SENT_FROM = frozenset({"pipeline.model", "datetime"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may use."""

    deadline_s: float = 20
    #: beyond what the cell holds when it begins to work
    memory_bytes: int = 512 * 1024 * 1024
    #: cells that work at the same time
    n: int = 2


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a job has no result; in words that go on after "its page " or "its feed "."""

    why: str


@dataclass(frozen=True, slots=True)
class Worked(Generic[Asked, Given, Result]):
    """One pair and what came of it."""

    asked: Asked
    given: Given
    result: Result | Broken


#: a function that a cell can import by its name
Job = Callable[[Asked, Given], Result]


class Cells:
    """A few child processes, started when they are first needed. To be closed; best used as a context."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._cells = [Cell(limits) for _ in range(limits.n)]

    def each(
        self,
        job: Job[Asked, Given, Result],
        pairs: Iterable[tuple[Asked, Given]],
        *,
        needs_cell: Callable[[Asked, Given], bool],
    ) -> Iterator[Worked[Asked, Given, Result]]:
        """`job` of each pair, in the order given; a pair that needs no cell is worked on here."""
        waiting: deque[tuple[Asked, Given, Cell | None]] = deque()
        idle = deque(self._cells)
        try:
            for asked, given in pairs:
                cell = idle.popleft() if needs_cell(asked, given) else None
                if cell is not None:
                    cell.begin(job, asked, given)
                waiting.append((asked, given, cell))
                while waiting and (not idle or waiting[0][2] is None):
                    yield taken(job, waiting, idle)
            while waiting:
                yield taken(job, waiting, idle)
        finally:
            for _, _, cell in waiting:
                if cell is not None:
                    cell.kill()

    def close(self) -> None:
        """Ends all of them. Closing twice does nothing."""
        for cell in self._cells:
            cell.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def taken(
    job: Job[Asked, Given, Result],
    waiting: "deque[tuple[Asked, Given, Cell | None]]",
    idle: "deque[Cell]",
) -> Worked[Asked, Given, Result]:
    """The first in the queue, once it is done."""
    asked, given, cell = waiting.popleft()
    if cell is None:
        return Worked(asked, given, job(asked, given))
    result: Result | Broken = cell.end()
    idle.append(cell)
    return Worked(asked, given, result)


class Cell:
    """One child process; another one takes its place when it ends."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._message = b""

    def begin(self, job: Callable[..., object], *arguments: object) -> None:
        """Hand over a job; there must be none under way."""
        self._message = pickle.dumps((job, arguments), protocol=5)
        self._hand_over()

    def end(self) -> Any:
        """What the job came to."""
        child = self._started()
        said = receive(child.stdout)
        if said is None and child.wait() == -signal.SIGKILL:
            # not its own doing, perhaps not even in its time: the machine was short of memory, or somebody killed it
            self.kill()
            self._hand_over()
            child = self._started()
            said = receive(child.stdout)
        self._message = b""
        return self._buried(child) if said is None else self._read(said)

    def _hand_over(self) -> None:
        child = self._started()
        with contextlib.suppress(BrokenPipeError):  # it has ended: `end` finds out why
            send(child.stdin, self._message)

    def _read(self, said: bytes) -> Any:
        try:
            result, trace, wrong, is_worn = Reader(BytesIO(said)).load()
        except (pickle.UnpicklingError, ValueError, TypeError, AttributeError, EOFError, LookupError):
            self.kill()
            return Broken("made its parser send something else than a result; it is left alone")
        if is_worn:
            self.kill()
        if trace is None:
            return result
        if wrong.startswith("MemoryError"):
            return Broken(f"needs more than {self._limits.memory_bytes:,} bytes to read; raise parse.memory_mb")
        import structlog  # late: it would double the time that a cell takes to start

        structlog.get_logger().error("parser broke", trace=trace)
        return Broken(f"broke its parser ({wrong}); report it")

    def kill(self) -> None:
        """End the child at once."""
        if self._child is not None:
            self._child.kill()
            close(self._child)
            self._child = None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._child is None:
            self._child = started(self._limits)
        return self._child

    def _buried(self, child: "subprocess.Popen[bytes]") -> Broken:
        """Why a child ended without a result."""
        status = child.wait()
        close(child)
        self._child = None
        if status == -signal.SIGALRM:
            return Broken(f"took longer than {self._limits.deadline_s:g} s to read; raise parse.deadline_s")
        return Broken(f"ended its parser (status {status}); it is left alone")


def started(limits: Limits) -> "subprocess.Popen[bytes]":
    """A new child, with the parent's view of modules and with no other of its files."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONWARNINGS": "ignore"}
    call = f"from pipeline.cells import serve; serve({limits.deadline_s!r}, {limits.memory_bytes!r})"
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own words
        [sys.executable, "-P", "-c", call],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def close(child: "subprocess.Popen[bytes]") -> None:
    """Lets go of a child that has ended, or is about to."""
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not written yet is lost with the child
                pipe.close()


# --- messages ---------------------------------------------------------------------------------------------------------
class Reader(pickle.Unpickler):
    """Reads what a cell sends: nouns of the model, and nothing that runs."""

    def find_class(self, module: str, name: str) -> Any:
        if module in SENT_FROM:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no noun")


def send(pipe: "BinaryIO | Any", message: bytes) -> None:
    pipe.write(len(message).to_bytes(PREFIX, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: "BinaryIO | Any") -> bytes | None:
    """One message; None when there will be no more, or it is longer than a message can be."""
    prefix = pipe.read(PREFIX)
    if len(prefix) < PREFIX or (n := int.from_bytes(prefix, "big")) > LONGEST:
        return None
    message: bytes = pipe.read(n)
    return message if len(message) == n else None


# --- in the child -----------------------------------------------------------------------------------------------------
def serve(deadline_s: float, memory_bytes: int) -> None:
    """Jobs from standard input, results to standard output, until there are no more."""
    import logging

    logging.disable()
    inward, outward = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    known: dict[object, int] = {}
    while (message := received(inward)) is not None:
        job, arguments = pickle.loads(message)  # noqa: S301 - from our own parent
        if job not in known:
            # its modules are loaded by now: what they hold is not the job's doing
            known[job] = limited(memory_bytes)
        signal.setitimer(signal.ITIMER_REAL, deadline_s)
        try:
            result, trace, wrong = job(*arguments), None, ""
        except Exception as error:  # noqa: BLE001 - told to the parent, which logs it
            result, trace, wrong = None, traceback.format_exc(limit=-8), named(error)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        said = pickle.dumps((result, trace, wrong, grown_to() > max(known.values()) + memory_bytes // 2), protocol=5)
        del job, arguments, result, message
        send(outward, said)


def received(pipe: BinaryIO) -> bytes | None:
    """As `receive`, of any length: the parent may send what it likes."""
    prefix = pipe.read(PREFIX)
    return pipe.read(int.from_bytes(prefix, "big")) if len(prefix) == PREFIX else None


def named(error: Exception) -> str:
    """The error's name and the beginning of what it says, in one line."""
    return " ".join(f"{type(error).__name__}: {str(error)[:100]}".split()).rstrip(":")


def limited(memory_bytes: int) -> int:
    """No more memory from now on than what is held and `memory_bytes`; returns what has been held."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = status("VmData") + memory_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    return grown_to()


def grown_to() -> int:
    """The most bytes that were ever resident; not by `getrusage`, which counts what the parent had when it forked."""
    return status("VmHWM")


def status(name: str) -> int:
    """Bytes of private memory (VmData) or most bytes resident (VmHWM); 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)
