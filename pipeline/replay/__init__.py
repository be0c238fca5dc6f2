"""Recorded coverage, replayed: real HTTP on loopback, a virtual clock, and the very road that the daemon runs."""

from pipeline.replay.recording import Recording, load
from pipeline.replay.run import Progress, replay

__all__ = ["Progress", "Recording", "load", "replay"]
