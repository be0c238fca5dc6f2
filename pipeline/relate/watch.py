"""A story's profile while articles come in: what `relate` made of each, and how far it moved the profile.

The road does the same with the store's help; here the copies are known by the fingerprints seen in this run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.model import Profile, Relevance, Version
from pipeline.relate.profile import drifted
from pipeline.relate.score import SURE, relate

#: share of a text's fingerprints seen before from which on it is a copy, as far as drift goes
COPIED = 0.5


@dataclass(slots=True)
class Watch:
    """Holds the articles of one run against one story, in their order."""

    profile: Profile
    fingerprints: Callable[[Version], Sequence[int]]
    #: leave the profile as it is
    still: bool = False
    _seen: set[int] = field(default_factory=set)

    def judge(self, version: Version) -> Relevance:
        found = relate("", self.profile, version)
        if not self.still and found.score >= SURE and self.is_new(version):
            self.profile = drifted(self.profile, version)
        return found

    def is_new(self, version: Version) -> bool:
        """Most of the text stood in no text that moved the profile before."""
        marks = frozenset(self.fingerprints(version))
        known = len(marks & self._seen)
        self._seen |= marks
        return known < COPIED * len(marks)
