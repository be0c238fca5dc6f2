"""SQLite and PostgreSQL answer alike."""

import random
from collections.abc import Sequence

import pytest

from db.store import Store
from pipeline.model import FlagKind
from tests.integration.db.made import (
    a_flag,
    a_judgement,
    a_poll,
    a_version,
    after,
    an_entry,
    an_outcome,
    followed,
    moved,
    record,
)

WORDS = ["dredging", "Łódź", "東京", "quay", "ÄRGER", "ferry", "ärger"]


def told(store: Store, texts: Sequence[Sequence[str]]) -> list[object]:
    """All that a store answers after the same events: a page a text, some edited, one poll for all."""
    source = followed(store, "harbour", "Äußere-inseln", "Zoll")
    store.record_poll(a_poll(source, *(an_entry(f"{'-'.join(text)}-{n % 3}") for n, text in enumerate(texts))))
    visits = store.due_visits(after(0))
    for n, text in enumerate(texts):
        changed = moved(float(n), flag=a_flag(FlagKind.FIGURE_CHANGED, value=float(n)))
        judgement = changed if store.ledger("harbour").series else a_judgement()
        record(store, [an_outcome(visits[n % len(visits)], judgement, text=" ".join(text), at=after(n + 1))])
    with store.transaction() as known:
        near = [known.near(a_version(visit, " ".join(texts[0]))) for visit in visits]
    return [
        visits,
        near,
        store.stories(),
        store.sources(),
        store.polls(),
        store.ledger("harbour"),
        store.flags(),
        store.articles(),
        store.figures_of(),
        store.claims_of(),
        store.due_visits(after(1000)),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_events_leave_the_same_store(stores_of_both_kinds: tuple[Store, Store], seed: int) -> None:
    chance = random.Random(seed)
    texts = [chance.choices(WORDS, k=chance.randint(5, 9)) for _ in range(12)]
    one, other = stores_of_both_kinds
    assert told(one, texts) == told(other, texts)
