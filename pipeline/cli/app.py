"""All commands on one screen."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import (
    checking,
    copies,
    doctor,
    profiles,
    proof,
    replaying,
    reports,
    reviews,
    running,
    seams,
    sources,
    stories,
    upkeep,
    versions,
)
from pipeline.cli.options import Call

app = typer.Typer(
    help="Follows a published story: collects the coverage, throws out copies, flags new claims and changed figures.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(wanted: bool) -> None:
    if wanted:
        from config.settings import program_version

        typer.echo(f"storyledger {program_version()}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    store: Annotated[
        str | None, typer.Option(help="The store: sqlite:///PATH or postgresql://USER@HOST/NAME.", metavar="URL")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="The settings file.", metavar="FILE")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only results and errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log everything on standard error.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Options of the whole program; they may stand before or after the command."""
    ctx.obj = Call(store=store, config=config, quiet=quiet, verbose=verbose)


START, FOLLOW, READ, MEASURE, UPKEEP = "Start", "Follow", "Read", "Measure and script", "Upkeep"

app.command(rich_help_panel=START)(replaying.demo)
app.command(rich_help_panel=START)(stories.follow)

app.command(rich_help_panel=FOLLOW)(running.run)
app.command(rich_help_panel=FOLLOW)(running.daemon)
stories.group.command()(reviews.reread)
for command in (profiles.explain, profiles.ask, profiles.edit, profiles.history):
    stories.group.command()(command)
app.add_typer(stories.group, name="story", rich_help_panel=FOLLOW)
app.add_typer(sources.group, name="source", rich_help_panel=FOLLOW)

app.command(rich_help_panel=READ)(reports.flags)
app.command(rich_help_panel=READ)(reports.ledger)
app.command(rich_help_panel=READ)(checking.check)
app.command(rich_help_panel=READ)(versions.diff)
app.command(rich_help_panel=READ)(proof.evidence)
app.command(rich_help_panel=READ)(reports.timeline)
app.add_typer(reviews.group, name="review", rich_help_panel=READ)
app.command(rich_help_panel=READ)(reports.digest)
app.command(rich_help_panel=READ)(copies.copies)
app.command(rich_help_panel=READ)(upkeep.status)

app.command(rich_help_panel=MEASURE)(replaying.replay)
app.command(rich_help_panel=MEASURE)(seams.relate)
app.command(rich_help_panel=MEASURE)(seams.figures)
app.command(rich_help_panel=MEASURE)(seams.claims)
app.command(rich_help_panel=MEASURE)(copies.dedupe)
app.command(rich_help_panel=MEASURE)(seams.analyse)

app.command(rich_help_panel=UPKEEP)(doctor.doctor)
app.add_typer(upkeep.config_group, name="config", rich_help_panel=UPKEEP)
app.add_typer(upkeep.db_group, name="db", rich_help_panel=UPKEEP)
