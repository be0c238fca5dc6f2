"""One article against many stories: the index leaves nothing out that is on a story."""

from dataclasses import replace

from pipeline.model import Story
from pipeline.relate import Shelf, profile_of, relate
from pipeline.relate.shelf import MOST
from tests.unit.relate.siblings import AT, articles, stories

STORIES = [
    Story(id=f"{b}-{s}", name=f"{b}-{s}", profile=profile_of(articles(b, s, 1, seed=3)), created_at=AT)
    for b, s in stories()
]


def test_what_is_on_a_story_is_found_among_many() -> None:
    assert len(STORIES) > MOST
    shelf = Shelf()
    for beat, side in stories():
        [version] = articles(beat, side, 1, seed=4)
        one_by_one = [relate(s.id, s.profile, version) for s in STORIES]
        found = shelf.relate(STORIES, version)
        assert [r.story_id for r in found] == [s.id for s in STORIES]
        assert [r.story_id for r in found if r.on] == [r.story_id for r in one_by_one if r.on]


def test_a_story_that_moved_is_found_by_its_new_words_and_not_by_its_old_ones() -> None:
    shelf = Shelf()
    [ferry] = articles(10, 0, 1, seed=4)
    shelf.relate(STORIES, ferry)
    other = next(s for s in STORIES if s.id == "3-0")
    changed = [replace(s, profile=other.profile) if s.id == "10-0" else s for s in STORIES]
    assert "10-0" not in [r.story_id for r in shelf.relate(changed, ferry) if r.on]
    [coach] = articles(3, 0, 1, seed=4)
    assert {"10-0", "3-0"} <= {r.story_id for r in shelf.relate(changed, coach) if r.on}


def test_only_the_stories_asked_about_are_answered() -> None:
    shelf = Shelf()
    [ferry] = articles(10, 0, 1, seed=4)
    shelf.relate(STORIES, ferry)
    some = [s for s in STORIES if s.id != "10-0"]
    assert [r.story_id for r in shelf.relate(some, ferry)] == [s.id for s in some]
