"""The recorded coverage that the demo replays; it ships with the program."""

from importlib.resources import files
from pathlib import Path


def coverage() -> Path:
    """The folder of the demo's recording."""
    return Path(str(files(__package__) / "coverage"))
