"""Who is counted for a sentence: the credited speaker, else whoever the words first came from."""

from dataclasses import dataclass

from sqlalchemy import Connection

from db import copies
from pipeline.model import Claim, Copy, Figure, Span, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stored version, and whose words it carries."""

    version_id: int
    #: the agency, else the outlet, of the family's origin
    own: str
    #: the same of the origin of what is repeated
    repeated: str
    #: parts of the text that are repeated
    shared: tuple[Span, ...]

    def voice(self, read: Figure | Claim) -> str:
        """Who is counted for a figure or a claim of the version."""
        if read.credited and read.speaker:
            return read.speaker
        return self.repeated if any(span.overlaps(read.span) for span in self.shared) else self.own


def evidence(connection: Connection, version_id: int, version: Version, copy: Copy) -> Evidence:
    """Whose words a version that was just stored carries."""
    origin_id = copies.origin_after(copy)
    own = version.agency or version.outlet
    return Evidence(
        version_id=version_id,
        own=own if origin_id is None else copies.speaker_of(connection, origin_id),
        repeated=own if copy.of is None else copies.speaker_of(connection, copy.of.origin_id),
        shared=copy.shared,
    )
