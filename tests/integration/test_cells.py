"""Jobs that go wrong end alone: the cell is replaced, the others and the run go on."""

import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from pipeline.cells import Broken, Cells, Limits
from tests.integration import jobs

LIMITS = Limits(deadline_s=0.5, memory_bytes=128 * 1024 * 1024, n=2)


@pytest.fixture
def cells() -> Iterator[Cells]:
    with Cells(LIMITS) as opened:
        yield opened


def results(cells: Cells, *pairs: tuple[str, int]) -> list[int | Broken]:
    return [w.result for w in cells.each(jobs.do, pairs, needs_cell=lambda *_: True)]


def test_results_come_in_the_order_given(cells: Cells) -> None:
    assert results(cells, *(("double", n) for n in range(20))) == [2 * n for n in range(20)]


def test_what_needs_no_cell_is_done_here(cells: Cells) -> None:
    worked = cells.each(jobs.do, [("pid", n) for n in range(6)], needs_cell=lambda _, n: n % 2 == 0)
    found = [(w.given, w.result == os.getpid()) for w in worked]
    assert found == [(n, n % 2 == 1) for n in range(6)]


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("loop", "took longer than 0.5 s"),
        ("backtrack", "took longer than 0.5 s"),
        ("hoard", "needs more than 134,217,728 bytes"),
        ("die", "ended its parser"),
        ("recurse", "RecursionError"),
        ("fail", "broke its parser (ValueError: told you so"),
        ("forge", "something else than a result"),
    ],
)
def test_a_job_that_goes_wrong_ends_alone(cells: Cells, trouble: str, why: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with capture_logs():
        first, broken, *rest = results(cells, ("double", 1), (trouble, 0), ("double", 2), ("double", 3), ("double", 4))
    assert isinstance(broken, Broken)
    assert why in broken.why
    assert [first, *rest] == [2, 4, 6, 8]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_what_a_job_prints_is_no_result(cells: Cells) -> None:
    assert results(cells, ("print", 5)) == [5]


def test_a_cell_that_somebody_killed_is_replaced(cells: Cells) -> None:
    for pid in results(cells, ("pid", 0), ("pid", 0)):
        assert isinstance(pid, int)
        os.kill(pid, 9)
    assert results(cells, ("double", 2), ("double", 3)) == [4, 6]


def test_a_cell_that_has_grown_is_replaced(cells: Cells) -> None:
    first, _, _, _, last = results(cells, ("pid", 0), ("double", 0), ("swell", 0), ("double", 0), ("pid", 0))
    assert first != last


def test_breaking_off_ends_what_is_under_way(cells: Cells) -> None:
    worked = cells.each(jobs.do, [("pid", 0), ("pid", 0), ("loop", 0)], needs_cell=lambda *_: True)
    pid = next(worked).result
    assert isinstance(pid, int)
    worked.close()  # type: ignore[attr-defined]
    assert results(cells, ("double", 1)) == [2]


def test_cells_end_with_their_parent(tmp_path: Path) -> None:
    with Cells(LIMITS) as cells:
        (pid, _) = results(cells, ("pid", 0), ("pid", 0))
    assert isinstance(pid, int)
    until = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()
    cells.close()
