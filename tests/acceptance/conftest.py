from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.program import Program, as_process, in_this_process
from tests.acceptance.web import Newspaper, newspaper


@pytest.fixture
def storyledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program in an empty folder."""
    return in_this_process(tmp_path, monkeypatch)


@pytest.fixture
def process(tmp_path: Path) -> Program:
    """The program in an empty folder, each command a process of its own."""
    return as_process(tmp_path)


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    """A newspaper on loopback that has published nothing yet."""
    with newspaper() as opened:
        yield opened
