"""What an outlet prints on every page: learned from its pages, and nobody's text."""

import random
from collections.abc import Set

from pipeline.dedupe import classify, fingerprints
from pipeline.dedupe.sides import side_of
from pipeline.model import Known, Relation, Version
from tests.unit.dedupe.texts import article, known, version

TERMS = (
    "Sign up to the evening letter of the Tidewater Post, which brings the talk of the quays to your door at six "
    "o'clock, free of charge for as long as you live within sight of the lighthouse."
)


def paper(seed: int, *, outlet: str = "post", terms: str = TERMS) -> Version:
    text = f"{article(random.Random(seed), n_paragraphs=5)}\n\n{terms}"
    return version(text, outlet=outlet, url=f"https://{outlet}.example/{seed}")


def learned(*stored: Known, probe: Version) -> Set[int]:
    found = classify(probe, previous=None, near=stored)
    assert found.relation is Relation.INDEPENDENT
    return frozenset(k for k, n in found.boilerplate.items() if n >= 2)


def test_two_articles_of_an_outlet_with_the_same_words_under_them_are_no_copies_and_the_words_are_learned() -> None:
    grams = learned(known(paper(1)), probe=paper(2))
    bare = side_of(paper(3), grams)
    assert bare.words.n_running < side_of(paper(3)).words.n_running
    assert "quays" not in bare.words.forms[: bare.words.n_running]
    assert "quays" in bare.words.forms


def test_what_is_learned_leaves_no_fingerprint() -> None:
    grams = learned(known(paper(1)), probe=paper(2))
    assert set(fingerprints(paper(3), grams)) == set(
        fingerprints(version(article(random.Random(3), n_paragraphs=5), outlet="post"))
    )


def test_a_copy_with_the_boilerplate_of_the_outlet_that_prints_it_is_a_copy_of_the_whole() -> None:
    grams = learned(known(paper(1)), probe=paper(2))
    wire = known(version(article(random.Random(9), n_paragraphs=6), outlet="wire"))
    probe = version(f"{wire.version.body()}\n\n{TERMS}", outlet="post")
    found = classify(probe, previous=None, near=[wire], boilerplate=lambda o: grams if o == "post" else frozenset())
    assert (found.relation, found.coverage) == (Relation.IDENTICAL, 1.0)


def test_the_same_words_in_the_midst_of_another_outlets_text_are_still_a_copy() -> None:
    source = known(paper(1))
    host = article(random.Random(40), n_paragraphs=4).split("\n\n")
    probe = version("\n\n".join([host[0], TERMS, *host[1:]]), outlet="other")
    assert classify(probe, previous=None, near=[source]).relation is Relation.PARTIAL


def test_a_notice_at_the_foot_of_two_outlets_texts_makes_no_copy() -> None:
    source = known(paper(1))
    host = article(random.Random(40), n_paragraphs=4)
    probe = version(f"{host}\n\n{TERMS}", outlet="other")
    assert classify(probe, previous=None, near=[source]).relation is Relation.INDEPENDENT
