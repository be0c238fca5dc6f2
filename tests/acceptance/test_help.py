"""Help is there for every command, at once."""

import pytest

from tests.acceptance.program import Program
from tests.unit.cli.test_docs import ALL


@pytest.mark.parametrize("path", ["", *sorted({p.partition(" ")[0] for p in ALL})])
def test_help_is_printed_with_status_0(storyledger: Program, path: str) -> None:
    ran = storyledger.done(*path.split(), "--help")
    assert ran.out.startswith(f"Usage: storyledger {path}".strip())


def test_without_arguments_it_shows_its_help(storyledger: Program) -> None:
    assert storyledger.done().out == storyledger.done("--help").out


def test_help_loads_none_of_the_heavy_libraries(process: Program) -> None:
    ran = process.run("--help", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.err.splitlines()}
    assert "typer" in loaded
    assert not loaded & {"trafilatura", "matplotlib", "HanTa", "sqlalchemy", "aiohttp", "pydantic", "apscheduler"}
