"""What changed between two versions, as people see it."""

from lxml import html

from pipeline.extract import ChangeKind, alignment, version_of_text
from pipeline.model import Version
from pipeline.report.diffs import diff_json, render_diff
from pipeline.report.sides import abreast, told, words_apart
from tests.unit.extract.build import AT

OLD = (
    "The lock at Marn will close for repairs in May, the river board said.",
    "Its gates date from 1911.",
    "The repairs will cost 4.1 million euros and take six weeks.",
    "Barges will wait at Tull.",
)


def text(*sentences: str) -> Version:
    return version_of_text("\n\n".join(sentences), url="https://marn.example/lock", outlet="Marn", title="Lock", at=AT)


def kinds(*new: str) -> list[tuple[str, str]]:
    rows = alignment(text(*OLD), text(*new))
    return [(r.kind.value if r.kind else "", (r.new or r.old)[:9]) for r in rows[1:]]


def test_an_edited_sentence_stands_beside_what_it_was() -> None:
    assert kinds(OLD[0], OLD[1], OLD[2].replace("4.1", "14"), OLD[3]) == [
        ("", "The lock "), ("", "Its gates"), ("edited", "The repai"), ("", "Barges wi"),
    ]  # fmt: skip


def test_a_dropped_sentence_is_told_where_it_stood_and_an_added_one_where_it_stands() -> None:
    assert kinds(OLD[0], OLD[2], "Cyclists may cross on foot.", OLD[3]) == [
        ("", "The lock "), ("dropped", "Its gates"), ("", "The repai"), ("added", "Cyclists "), ("", "Barges wi"),
    ]  # fmt: skip


def test_a_sentence_that_only_moved_has_moved_and_the_others_stand() -> None:
    assert kinds(OLD[3], OLD[0], OLD[1], OLD[2]) == [
        ("moved", "Barges wi"), ("", "The lock "), ("", "Its gates"), ("", "The repai"),
    ]  # fmt: skip


def test_a_sentence_that_stands_twice_is_matched_once() -> None:
    assert kinds(*OLD, OLD[3])[-1] == ("added", "Barges wi")


def test_all_gone_and_all_new() -> None:
    assert {kind for kind, _ in kinds("Nothing of it is left here now.")} == {"added", "dropped"}
    assert alignment(text(*OLD), text(*OLD)) and told(alignment(text(*OLD), text(*OLD))) == "no word changed"


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    old, new = words_apart("It cost 4.1 million euros.", "It cost 14 million US dollars.")
    assert [p.text for p in old if p.is_marked] == ["4.1", "euros"]
    assert [p.text for p in new if p.is_marked] == ["14", "US dollars"]
    assert "".join(p.text for p in new) == "It cost 14 million US dollars."


def test_the_page_shows_both_sides_and_asks_for_nothing() -> None:
    versions = [text(*OLD), text(OLD[0], OLD[1], OLD[2].replace("4.1", "<script>x()</script> 9"), OLD[3])]
    rows = alignment(*versions)
    page = render_diff(versions, [rows])
    root = html.document_fromstring(page)
    assert not root.xpath("//script|//link|//img")
    assert root.xpath("//tr[contains(@class, 'edited')]//ins") and root.xpath("//tr[contains(@class, 'edited')]//del")
    assert "no word changed" not in page
    assert render_diff(versions[:1], []).count("It has not changed") == 1
    [change] = diff_json(versions[0], versions[1], rows)["changes"]
    assert change["kind"] == ChangeKind.EDITED.value and change["old"] == OLD[2]


def test_sentences_that_took_the_place_of_others_stand_beside_them() -> None:
    rows = abreast(alignment(text(*OLD), text("Nothing of it is left here now.", "It was all wrong.")))
    assert [(r.label, bool(r.left), bool(r.right)) for r in rows if r.label] == [
        ("replaced", True, True),
        ("replaced", True, True),
        *[("dropped", True, False)] * (len(OLD) - 2),
    ]
