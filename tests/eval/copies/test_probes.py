"""Copies in a stream of made-up reports: nothing may be told worse than the floors say."""

from collections import Counter
from typing import Any

import pytest

from tests.eval.copies.measure import answers, failures, measures
from tests.eval.copies.probes import COPIES, Kind, lines, stream

pytestmark = pytest.mark.xdist_group("eval")


def test_copies_are_told_at_least_as_well_as_the_floors_say() -> None:
    # an outlet's boilerplate is known from its second or third article on: few outlets make a short stream long enough
    articles = stream(seed=1, n_each=40, n_negatives=900, n_outlets=20)
    assert failures(measures(articles, answers(articles))) == []


def test_the_gate_refuses_what_is_worse() -> None:
    articles = stream(seed=1, n_each=3, n_negatives=9)
    blind: list[dict[str, Any]] = [
        {"id": a.id, "relation": "independent", "origin": None, "differences": []} for a in articles
    ]
    told = {line.partition(":")[0] for line in failures(measures(articles, blind))}
    assert {"copies R", "quotes R", "class right", "changed numbers told"} <= told
    eager = [{**line, "relation": "identical", "origin": "a1"} for line in blind]
    told = {line.partition(":")[0] for line in failures(measures(articles, eager))}
    assert {"copies P", "false positives", "changed called identical"} <= told


def test_the_same_seed_makes_the_same_stream_with_every_kind_in_it() -> None:
    one, other = (list(lines(stream(seed=7, n_each=2, n_negatives=6))) for _ in range(2))
    assert one == other
    kinds = Counter(a.kind for a in stream(seed=7, n_each=4, n_negatives=6))
    assert all(kinds[k] for k in (*COPIES, Kind.NEIGHBOUR, Kind.TEMPLATE, Kind.HOUSE))
