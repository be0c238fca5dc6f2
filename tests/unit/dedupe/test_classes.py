"""What a text is to those that were there before: the same, a copy, an excerpt, or somebody's own."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dedupe import classify, fingerprints, is_shared
from pipeline.model import Copy, Known, Relation, Span
from tests.unit.dedupe.texts import article, known, market_report, version, weather_report

seeds = st.integers(0, 10_000)
quickly = settings(max_examples=25, deadline=None)


def read(text: str, *others: Known, title: str = "Another headline altogether") -> Copy:
    return classify(version(text, title=title), previous=None, near=others)


def source(seed: int, n: int = 1) -> Known:
    return known(version(article(random.Random(seed)), outlet=f"source-{n}"), n)


def body(of: Known) -> str:
    return of.version.body()


def reworded(text: str, share: float, chance: random.Random) -> str:
    """The text with this share of its longer words exchanged."""

    def swap(found: re.Match[str]) -> str:
        return chance.choice(["stone", "river", "candle", "orchard"]) if chance.random() < share else found.group()

    return re.sub(r"[a-z]{3,}", swap, text)


def place_of(text: str, words: str, *, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


@quickly
@given(seeds)
def test_a_reprint_is_identical_whatever_its_headline_and_its_type(seed: int) -> None:
    origin = source(seed)
    assert read(body(origin).replace("'", "’"), origin).relation is Relation.IDENTICAL


@quickly
@given(seeds)
def test_a_reprint_cut_from_the_bottom_is_syndicated(seed: int) -> None:
    origin = source(seed)
    found = read("\n\n".join(body(origin).split("\n\n")[:5]), origin)
    assert (found.relation, found.of, found.coverage) == (Relation.SYNDICATED, origin, 1.0)


@quickly
@given(seeds, st.data())
def test_a_copy_with_one_number_changed_is_never_identical_and_the_number_is_never_shared(
    seed: int, data: st.DataObject
) -> None:
    origin = source(seed)
    numbers = list(re.finditer(r"\d+", body(origin)))
    if not numbers:
        return
    old = data.draw(st.sampled_from(numbers))
    text = body(origin)[: old.start()] + f"{int(old.group()) + 100}" + body(origin)[old.end() :]
    probe = version(text)
    found = classify(probe, previous=None, near=[origin])
    new = place_of(
        probe.text,
        text[old.start() : old.start() + len(old.group()) + 1],
        after=probe.text.index(text[:30]) + old.start(),
    )
    assert found.relation in {Relation.PARTIAL, Relation.SYNDICATED} and found.of == origin
    assert not any(stretch.overlaps(new) for stretch in found.shared)


@quickly
@given(seeds)
def test_a_number_put_in_anothers_place_leaves_a_reprint_syndicated(seed: int) -> None:
    origin = source(seed)
    text = re.sub(r"\b\d{1,2}\b", lambda found: str(int(found.group()) + 100), body(origin), count=1)
    if text != body(origin):
        assert read(text, origin).relation is Relation.SYNDICATED


NAMES = (
    "Odile Farrant, chief surveyor of the Commission on Inland Ports and Ferries, {told} {what}.",
    "{what}, {told} Pavel Dressler, deputy warden of the Association of Upland Sheep Breeders.",
    "In Corran Head, Little Marsh, Stennick and Upper Fold {what}.",
    "The Commission on Inland Ports and Ferries {told} {what} for 1,430 crews.",
)


def reporter(seed: int, order: tuple[int, ...]) -> str:
    """Somebody's own few words around names that every reporter of the event has."""
    chance = random.Random(seed)
    told = ("hinted", "wrote", "swore", "guessed", "shouted", "knew")
    words = (
        "tides",
        "ropes",
        "no one",
        "wardens",
        "lambs",
        "fences",
        "both quays",
        "snow",
        "early",
        "mended",
        "counted",
        "lost",
    )
    return "\n\n".join(NAMES[n].format(told=chance.choice(told), what=" ".join(chance.sample(words, 5))) for n in order)


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (2, 1, 3, 0)])
def test_reports_that_share_names_titles_and_places_in_another_order_are_no_copies(order: tuple[int, ...]) -> None:
    origin = known(version(reporter(1, (0, 1, 2, 3)), outlet="one"))
    for seed in range(2, 12):
        assert read(reporter(seed, order), origin).relation is Relation.INDEPENDENT


@quickly
@given(seeds, st.sampled_from([0.2, 0.25, 0.3]))
def test_a_text_with_up_to_a_third_of_its_words_exchanged_is_still_found(seed: int, share: float) -> None:
    origin = source(seed)
    assert read(reworded(body(origin), share, random.Random(seed)), origin).relation is Relation.PARTIAL


@quickly
@given(seeds, st.integers(25, 45))
def test_a_quotation_of_25_to_45_words_is_partial_and_only_it_is_shared(seed: int, n: int) -> None:
    origin, host = source(seed), report_of_its_own(seed)
    words = body(origin).replace("\n\n", " ").split()
    quote = " ".join(words[10 : 10 + n])
    probe = version(f"{host[0]}\n\n“{quote}”, one text had said.\n\n{host[1]}", title="Pelban")
    found = classify(probe, previous=None, near=[origin])
    assert (found.relation, found.of) == (Relation.PARTIAL, origin)
    assert found.run >= n
    assert all(place_of(probe.text, quote).overlaps(stretch) for stretch in found.shared)


@quickly
@given(seeds)
def test_an_excerpt_in_a_text_of_ones_own_is_partial(seed: int) -> None:
    origin, host = source(seed), report_of_its_own(seed)
    excerpt = "\n\n".join(body(origin).split("\n\n")[2:4])
    assert read(f"{host[0]}\n\n{excerpt}\n\n{host[1]}", origin).relation is Relation.PARTIAL


@quickly
@given(seeds)
def test_a_text_of_ones_own_is_independent(seed: int) -> None:
    found = read("\n\n".join(report_of_its_own(seed)), source(seed), source(seed + 1, 2))
    assert found == Copy(relation=Relation.INDEPENDENT)


def report_of_its_own(seed: int) -> tuple[str, str]:
    """Two paragraphs of words that no other text strings together so."""
    chance = random.Random(seed + 77)
    words = [
        f"{a}{b}"
        for a in ("pel", "mor", "tas", "vin", "ulk", "sed")
        for b in ("ban", "ost", "ire", "elm", "ugh", "ack")
    ]
    first, second = ([chance.choice(words) for _ in range(70)] for _ in range(2))
    return " ".join(first).capitalize() + ".", " ".join(second).capitalize() + "."


@pytest.mark.parametrize("report", [weather_report, market_report])
def test_reports_of_one_template_are_nobodys_copies(report: Callable[[random.Random], str]) -> None:
    chance = random.Random(3)
    stored = [known(version(report(chance), outlet=f"town-{n}"), n) for n in range(1, 31)]
    found = [classify(k.version, previous=None, near=stored[: k.version_id - 1]).relation for k in stored]
    assert found.count(Relation.INDEPENDENT) >= 29


def test_a_statement_that_two_quote_briefly_makes_neither_a_copy() -> None:
    statement = "we deeply regret the harm that was done and will pay for every one of the repairs"
    one, two = report_of_its_own(1), report_of_its_own(2)
    origin = known(version(f"{one[0]}\n\n“{statement},” the board said.\n\n{one[1]}"))
    assert read(f"{two[0]}\n\n“{statement},” the board said.\n\n{two[1]}", origin).relation is Relation.INDEPENDENT


# --- what is shared ---------------------------------------------------------------------------------------------------
FIRST = "The ferry to Arden ran aground on Monday with 64 people aboard, and nobody was hurt when it struck the bank."
SECOND = "The captain told the harbour board that he had not seen the buoy, which had been dark since the storm in May."
THIRD = "A tug from Belmar will try to pull it free on the next high tide, according to the harbour master Ines Roy."
STORY = f"{FIRST} {SECOND}\n\n{THIRD}"

CHANGED = {
    "a number": (FIRST, FIRST.replace("64", "46")),
    "a negation left out": (SECOND, SECOND.replace("had not seen", "had seen")),
    "a negation put in": (FIRST, FIRST.replace("ran aground", "never ran aground")),
    "a name": (THIRD, THIRD.replace("Belmar", "Thornby")),
    "a speaker": (THIRD, THIRD.replace("the harbour master Ines Roy", "the harbour master Lena Brandt")),
}


@pytest.mark.parametrize(("old", "new"), CHANGED.values(), ids=CHANGED)
def test_the_sentence_with_the_change_goes_to_the_readers_and_the_others_do_not(old: str, new: str) -> None:
    probe = version(STORY.replace(old, new))
    found = classify(probe, previous=None, near=[known(version(STORY, outlet="wire"))])
    shared = {s: is_shared(found, place_of(probe.text, s)) for s in (FIRST, SECOND, THIRD, new) if s in probe.text}
    assert shared == {s: s != new for s in shared}


def test_a_sentence_put_between_shared_ones_is_the_copys_own() -> None:
    own = "The mayor of Arden has asked for a second boat."
    probe = version(f"{FIRST} {own} {SECOND}\n\n{THIRD}")
    found = classify(probe, previous=None, near=[known(version(STORY, outlet="wire"))])
    assert [is_shared(found, place_of(probe.text, s)) for s in (FIRST, own, SECOND, THIRD)] == [True, False, True, True]


def test_a_sentence_left_out_between_two_leaves_both_shared() -> None:
    probe = version(f"{FIRST}\n\n{THIRD}")
    found = classify(probe, previous=None, near=[known(version(STORY, outlet="wire"))])
    assert found.relation is Relation.SYNDICATED
    assert [is_shared(found, place_of(probe.text, s)) for s in (FIRST, THIRD)] == [True, True]


def test_a_dateline_and_a_sign_off_make_no_difference() -> None:
    wire = known(version(f"ARDEN, April 7 (Isles News) - {STORY}\n\n(Isles News)", outlet="wire"))
    probe = version(STORY)
    found = classify(probe, previous=None, near=[wire])
    assert found.relation is Relation.IDENTICAL
    assert is_shared(found, place_of(probe.text, FIRST))


# --- families and versions --------------------------------------------------------------------------------------------
def test_a_later_version_of_the_same_article_is_revised_with_what_stayed() -> None:
    before = known(version(STORY, outlet="gazette"))
    after = version(STORY.replace("64", "46"), outlet="gazette")
    found = classify(after, previous=before, near=[])
    assert (found.relation, found.of) == (Relation.REVISED, before)
    assert [is_shared(found, place_of(after.text, s)) for s in (FIRST.replace("64", "46"), SECOND, THIRD)] == [
        False,
        True,
        True,
    ]


def test_a_later_version_with_the_same_words_is_identical() -> None:
    before = known(version(STORY, outlet="gazette"))
    assert classify(version(STORY, outlet="gazette"), previous=before, near=[]).relation is Relation.IDENTICAL


def test_a_copy_of_a_copy_is_a_copy_of_the_familys_origin() -> None:
    origin = known(version(f"{STORY}\n\n{article(random.Random(1))}", outlet="wire"), 1)
    copy = known(version(STORY, outlet="gazette"), 2, origin=1)
    assert read(STORY, copy, origin).of == origin
    assert read(STORY, copy).of == copy


def test_of_equal_candidates_the_earliest_is_the_one_that_was_copied() -> None:
    late = known(version(STORY, outlet="late"), 1)
    early = known(replace(version(STORY, outlet="early"), published_at=late.version.published_at.replace(year=2030)), 2)
    assert read(STORY, late, early).of == early


def test_a_text_without_words_is_nobodys_copy() -> None:
    empty = version("", title="")
    assert classify(empty, previous=None, near=[known(version(STORY))]) == Copy(relation=Relation.INDEPENDENT)


# --- fingerprints -----------------------------------------------------------------------------------------------------
def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert fingerprints(version("One two three four five six."))[:2] == (-3181871218184264845, 4926532539333801018)


@quickly
@given(seeds)
def test_fingerprints_are_few_distinct_signed_numbers(seed: int) -> None:
    found = fingerprints(source(seed).version)
    assert list(found) == sorted(set(found))
    assert all(-(2**63) <= f < 2**63 for f in found)
    assert len(found) <= len(body(source(seed)).split()) / 4


@quickly
@given(seeds, st.integers(15, 40))
def test_a_run_of_15_words_shares_a_fingerprint(seed: int, n: int) -> None:
    words = body(source(seed)).replace("\n\n", " ").split()
    assert set(fingerprints(version(" ".join(words[20 : 20 + n])))) & set(fingerprints(source(seed).version))


@pytest.mark.parametrize(("text", "least"), [("", 0), ("Fire", 1), ("The old mill has burned down", 3), (FIRST, 5)])
def test_a_short_text_has_at_least_a_few(text: str, least: int) -> None:
    assert len(fingerprints(version(text))) >= least


def test_the_headline_leaves_no_fingerprint() -> None:
    one, two = (fingerprints(version(STORY, title=title)) for title in ("Ferry aground", "Boat stuck off Arden"))
    assert one == two
