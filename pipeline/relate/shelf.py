"""One article against many stories: only those that share enough with it are looked at one by one.

An inverted index from the words of the stories' anchors and marks to the stories. What is left out could hardly be on
the story: it names nobody of it, or MOST others share more with the article (their summed weights rank them).
"""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.model import Profile, Relevance, Story, Version
from pipeline.relate.anchors import anchors_of
from pipeline.relate.article import article_of
from pipeline.relate.score import relate
from pipeline.relate.terms import NUMBER_MARK

#: stories looked at one by one; of fewer all are
MOST = 8
NOTHING_SHARED = "shares next to nothing with it"


class Shelf:
    """Stories, found by the words that tie an article to them. It keeps those it was asked about, as they were last."""

    def __init__(self) -> None:
        self._held: dict[str, Story] = {}
        #: word -> story -> weight
        self._index: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def relate(self, stories: Sequence[Story], version: Version) -> list[Relevance]:
        """How much the version is on each of the stories, in their order."""
        near = {story.id for story in stories} if len(stories) <= MOST else self._near(stories, version)
        return [
            relate(story.id, story.profile, version)
            if story.id in near
            else Relevance(story_id=story.id, score=0.0, on=False, reasons=(NOTHING_SHARED,))
            for story in stories
        ]

    def _near(self, stories: Sequence[Story], version: Version) -> frozenset[str]:
        """Those of many stories that share most with the version."""
        for story in stories:
            self._hold(story)
        wanted = {story.id for story in stories}
        shared: defaultdict[str, float] = defaultdict(float)
        for word in sorted(article_of(version).words):
            for story_id, weight in self._index.get(word, {}).items():
                shared[story_id] += weight
        known = (story_id for story_id in shared if story_id in wanted)
        return frozenset(sorted(known, key=lambda story_id: (-shared[story_id], story_id))[:MOST])

    def _hold(self, story: Story) -> None:
        """The story as it is now; nothing to do when it is the same as before."""
        old = self._held.get(story.id)
        if old is story or old == story:
            return
        if old is not None:
            for word in ties(old.profile):
                self._index[word].pop(story.id, None)
        for word, weight in ties(story.profile).items():
            self._index[word][story.id] = weight
        self._held[story.id] = story


def ties(profile: Profile) -> dict[str, float]:
    """Word -> how much it ties an article to the story."""
    found: dict[str, float] = {m: w for m, w in profile.marks.items() if not m.startswith(NUMBER_MARK)}
    anchors = anchors_of(profile)
    for anchor in (*anchors.who, *anchors.what):
        for word in anchor.words:
            found[word] = max(found.get(word, 0.0), anchor.weight)
    return found
