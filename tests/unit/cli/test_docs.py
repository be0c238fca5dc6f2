"""Every command and option is explained, in the program and in docs/cli.md."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from config.settings import Settings, load
from pipeline.cli.app import app

DOCS = (Path(__file__).parents[3] / "docs" / "cli.md").read_text("utf-8")
SECTIONS = {part.partition("`")[0]: part for part in DOCS.split("### `storyledger ")[1:]}


def commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each command that does something, by the words that call it."""
    inner = getattr(command, "commands", {})
    for name, one in inner.items():
        yield from commands(one, f"{path} {name}".strip())
    if not inner:
        yield path, command


ALL = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("path", ALL)
def test_every_command_and_each_of_its_options_has_help(path: str) -> None:
    command = ALL[path]
    assert command.help
    assert len(command.help.splitlines()[0]) <= 70, "the first line has to fit into the list of commands"
    for parameter in command.params:
        assert parameter.help, f"{path}: {parameter.name}"


@pytest.mark.parametrize("path", ALL)
def test_every_command_and_each_of_its_options_is_documented(path: str) -> None:
    found = [text for heading, text in SECTIONS.items() if heading == path or heading.startswith(f"{path} ")]
    assert len(found) == 1, f"docs/cli.md has no section `storyledger {path}`"
    for parameter in ALL[path].params:
        options = [o for o in (*parameter.opts, *parameter.secondary_opts) if o.startswith("-")]
        assert all(f"`{o}" in found[0] for o in options if o not in ("-h", "--help")), f"{path}: {options}"


def test_nothing_is_documented_that_does_not_exist() -> None:
    for heading in SECTIONS:
        assert any(heading == path or heading.startswith(f"{path} ") for path in ALL), heading


def test_the_options_of_the_whole_program_are_documented() -> None:
    for parameter in typer.main.get_command(app).params:
        assert getattr(parameter, "help", "")
        assert all(f"`{o}" in DOCS for o in parameter.opts)


def test_the_example_of_a_settings_file_is_right(tmp_path: Path) -> None:
    example = DOCS.partition("```toml\n")[2].partition("```")[0]
    file = tmp_path / "storyledger.toml"
    file.write_text(example, "utf-8")
    assert load(file, environment={}).settings.fetch.contact == "desk@example.org"


def test_every_setting_has_a_default_that_is_written_down() -> None:
    defaults = (Path(__file__).parents[3] / "config" / "defaults.toml").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"[{name}]" in defaults
        section: Any = field.annotation
        for key, inner in section.model_fields.items():
            assert f"{key} = " in defaults or f"[{name}.{key}]" in defaults or not inner.is_required()
