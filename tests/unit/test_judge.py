"""One visit, judged: every kind of answer that a page can give."""

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.extract import extract
from pipeline.judge import judge
from pipeline.ledger import Context
from pipeline.model import (
    FetchFailure,
    FlagKind,
    Known,
    Ledger,
    NotModified,
    Outcome,
    Page,
    Profile,
    Relation,
    Story,
    Version,
    Visit,
)

AT = datetime(2024, 3, 4, 9, tzinfo=UTC)
URL = "https://courier.example/bridge"
STORY = Story(
    id="bridge", name="Bridge", profile=Profile(keywords=("Tallow Bridge", "collapse")), created_at=AT, seed_url=URL
)
VISIT = Visit(article_id=1, url=URL, article_url=URL, outlet="Courier", first_seen_at=AT, story_ids=("bridge",))
TEXT = (
    "Tallow Bridge collapsed into the river Ness on Sunday, the county said, and 14 people were injured.",
    "Engineers had warned of cracks in the bridge last year, said county engineer Mina Forsell.",
    "The bridge carried 9,000 cars a day. Drivers are asked to use the ferry until a temporary bridge is built.",
    "Divers searched the river until dark and found nobody else, the county said in a statement.",
)


def page(*paragraphs: str, title: str = "Tallow Bridge collapse injures 14", status: int = 200) -> Page:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    html = f"<html lang='en'><title>{title}</title><body><article><h1>{title}</h1>{body}</article></body></html>"
    raw = html.encode() if status == 200 else b""
    return Page(
        url=URL, status=status, headers={"content-type": "text/html"}, body=raw, fetched_at=AT,
        sha256=hashlib.sha256(raw).hexdigest(),
    )  # fmt: skip


@dataclass(frozen=True)
class Memory:
    """What is known, given by the test."""

    followed: Sequence[Story] = (STORY,)
    late: Sequence[Story] = ()
    stored: Version | None = None
    #: texts that it had before `stored`
    older: Sequence[Version] = ()
    gone: bool = False
    others: Sequence[Known] = ()
    book: Ledger = field(default_factory=lambda: Ledger(story_id="bridge"))

    def stories(self, visit: Visit) -> Sequence[Story]:
        return self.followed

    def newcomers(self, visit: Visit) -> Sequence[Story]:
        return self.late

    def previous(self, visit: Visit) -> Known | None:
        return self.history(visit)[-1] if self.stored else None

    def history(self, visit: Visit) -> Sequence[Known]:
        texts = [*self.older, *([self.stored] if self.stored else [])]
        return [Known(version_id=n, article_id=1, origin_id=1, version=v) for n, v in enumerate(texts, start=1)]

    def was_on(self, visit: Visit) -> Set[str]:
        return {"bridge"} if self.stored else set()

    def followed_by(self, known: Known) -> Set[str]:
        return {"bridge"} if known in self.others else set()

    def is_taken_back(self, visit: Visit) -> bool:
        return self.gone

    def near(self, version: Version) -> Sequence[Known]:
        return self.others

    def boilerplate(self, outlet: str) -> Set[int]:
        return frozenset()

    def ledger(self, story_id: str) -> Ledger:
        return self.book


def judged(answer: Page | NotModified | FetchFailure, memory: Memory = Memory(), visit: Visit = VISIT) -> Outcome:
    return judge(visit, answer, extract(visit, answer), memory, Context())


def read(*paragraphs: str) -> Version:
    version = extract(VISIT, page(*paragraphs))
    assert version is not None
    return version


def test_the_seed_article_is_on_its_story_and_makes_its_profile() -> None:
    outcome = judged(page(*TEXT))
    (judgement,) = outcome.judgements
    assert judgement.relevance.on
    assert judgement.relevance.score == 1.0
    assert judgement.profile is not None
    assert judgement.profile.n_seeds == 1
    assert any(f.new is not None and f.new.value == 14 for f in outcome.flags)


def test_every_flag_quotes_a_sentence_that_stands_in_the_text() -> None:
    outcome = judged(page(*TEXT))
    assert outcome.version is not None
    assert outcome.flags
    assert all(f.sentence and f.sentence in outcome.version.text for f in outcome.flags)


def test_an_article_off_the_story_costs_one_line() -> None:
    other = replace(STORY, seed_url=None, profile=Profile(keywords=("Orvale dam", "reservoir")))
    outcome = judged(page(*TEXT), Memory(followed=(other,)))
    assert [j.relevance.on for j in outcome.judgements] == [False]
    assert outcome.flags == ()
    assert outcome.due_at is None


def test_a_copy_of_an_article_that_is_on_the_story_is_on_it_too() -> None:
    distant = replace(STORY, seed_url=None, profile=Profile(keywords=("Tallow Bridge", "Ada Quist", "toll")))
    assert not judged(page(*TEXT), Memory(followed=(distant,))).judgements[0].relevance.on
    origin = replace(read(*TEXT), url="https://herald.example/1", outlet="Herald")
    memory = Memory(followed=(distant,), others=[Known(version_id=7, article_id=2, origin_id=7, version=origin)])
    (judgement,) = judged(page(*TEXT), memory).judgements
    assert judgement.relevance.on
    assert judgement.relevance.reasons[0] == "repeats an article of Herald on the story"


def test_an_unchanged_text_says_nothing_and_is_visited_later() -> None:
    outcome = judged(page(*TEXT), Memory(stored=read(*TEXT)))
    assert not outcome.is_new
    assert outcome.judgements == ()
    assert outcome.due_at is not None


def test_a_story_that_takes_the_article_up_later_is_told_what_it_says() -> None:
    outcome = judged(page(*TEXT), Memory(stored=read(*TEXT), late=(STORY,)))
    assert not outcome.is_new
    assert any(f.new is not None and f.new.value == 14 for f in outcome.flags)


def test_a_changed_number_is_a_revision() -> None:
    outcome = judged(page(TEXT[0].replace("14", "24"), *TEXT[1:]), Memory(stored=read(*TEXT)))
    assert outcome.copy.relation is Relation.REVISED
    assert FlagKind.ARTICLE_REVISED in {f.kind for f in outcome.flags}


def test_a_page_that_the_server_says_is_gone_takes_its_article_back() -> None:
    outcome = judged(page(status=410), Memory(stored=read(*TEXT)))
    assert [f.kind for f in outcome.flags] == [FlagKind.ARTICLE_RETRACTED]
    assert outcome.flags[0].why.startswith("taken back by Courier")


@pytest.mark.parametrize("there", [page("Loading"), page(status=404)], ids=["a shell", "404"])
def test_an_article_that_is_merely_not_there_is_missed_when_it_is_missed_twice(there: Page) -> None:
    memory = Memory(stored=read(*TEXT))
    once = judged(there, memory)
    assert once.flags == ()
    assert once.due_at is not None and once.due_at <= AT + timedelta(minutes=30), "a second look soon"
    assert judged(there, memory, replace(VISIT, n_failures=1)).flags == (), "a failure before it is no first look"
    again = judged(there, memory, replace(VISIT, n_failures=1, is_missed=True))
    assert [f.kind for f in again.flags] == [FlagKind.ARTICLE_RETRACTED]


def test_a_page_that_never_held_an_article_is_no_finding() -> None:
    outcome = judged(page(status=404))
    assert outcome.flags == ()
    assert outcome.due_at is not None


def test_not_modified_and_failures_are_outcomes_with_a_next_visit() -> None:
    unchanged = judged(NotModified(at=AT + timedelta(hours=2)))
    failed = judged(FetchFailure(at=AT, status=503, error="courier.example: 503", retry_after_s=7200))
    assert unchanged.due_at == AT + timedelta(hours=3)
    assert failed.due_at == AT + timedelta(hours=2)
    assert unchanged.flags == failed.flags == ()


RETRACTION = (
    "Retraction: this report was wrong and we withdraw it. The Courier apologises to everybody whom it named in it."
)


def test_a_note_that_took_the_place_of_an_article_is_on_the_story_that_the_article_was_on() -> None:
    other = replace(STORY, seed_url=None, profile=Profile(keywords=("Orvale dam", "reservoir")))
    memory = Memory(followed=(other,), stored=read(*TEXT))
    outcome = judged(page(RETRACTION, title="Retraction"), memory)
    assert [f.kind for f in outcome.flags if f.kind.value.startswith("article")] == [FlagKind.ARTICLE_RETRACTED]


def test_a_page_that_is_gone_is_no_news_to_a_story_that_it_was_never_on() -> None:
    unrelated = replace(STORY, id="other", seed_url=None)
    assert judged(page(status=410), Memory(followed=(unrelated,), stored=read(*TEXT))).flags == ()


@pytest.mark.parametrize(("said", "how"), [(TEXT, "as it was"), ((TEXT[0], *TEXT[2:]), "in other words")])
def test_an_article_that_is_there_again_is_restored(said: Sequence[str], how: str) -> None:
    memory = Memory(stored=read(*TEXT), gone=True)
    outcome = judged(page(*said), memory, replace(VISIT, n_failures=3))
    [flag] = [f for f in outcome.flags if f.kind.value.startswith("article")]
    assert flag.kind is FlagKind.ARTICLE_RESTORED
    assert flag.why == f"put back by Courier on 4 Mar 2024, {how}"
    assert outcome.due_at is not None


def test_a_page_that_went_back_to_its_old_text_is_told_once_and_then_known_for_flapping() -> None:
    first, second = read(*TEXT), read(TEXT[0].replace("14", "24"), *TEXT[1:])
    back = judged(page(*TEXT), Memory(older=[first], stored=second))
    assert FlagKind.ARTICLE_REVISED in {f.kind for f in back.flags}
    once_more = judged(page(TEXT[0].replace("14", "24"), *TEXT[1:]), Memory(older=[first, second], stored=first))
    assert (once_more.is_new, once_more.flags) == (False, ())
    third = judged(page(TEXT[0].replace("14", "34"), *TEXT[1:]), Memory(older=[first, second], stored=first))
    assert FlagKind.ARTICLE_REVISED in {f.kind for f in third.flags}, "a text that is new is news all the same"
