"""The terminal's door: `storyledger`."""

from pipeline.cli.entry import main

__all__ = ["main"]
