"""Text from the web cannot move a cursor, turn its reader's line around, open a script or break a page."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.inputs import Period
from pipeline.report.plain import (
    Piece,
    counted,
    day_words,
    in_quotes,
    label,
    link,
    listed,
    period_words,
    quotation,
    safe,
)
from tests.unit.report.mill import WEEK, at

HOSTILE = [
    ("\x1b[2J\x1b[31mred\x1b[0m", "\ufffd[2J\ufffd[31mred\ufffd[0m"),
    ("pay \u202e000,1\u202c crowns", "pay 000,1 crowns"),
    ("two\nlines\tand\rmore", "two lines and more"),
    ("nul \x00 and c1 \x9b31m", "nul \ufffd and c1 \ufffd31m"),
    ("half \ud83d pair", "half \ufffd pair"),
    ("tag \U000e0041 and mark \ufeff", "tag  and mark "),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("Café, 41 %, “naïve”", "Café, 41 %, “naïve”"),
]


@pytest.mark.parametrize(("text", "expected"), HOSTILE)
def test_control_and_direction_characters_lose_their_power(text: str, expected: str) -> None:
    assert safe(text) == expected


@given(st.text())
def test_safe_text_is_one_line_that_any_terminal_and_any_file_can_take(text: str) -> None:
    shown = safe(text)
    shown.encode("utf-8")
    assert shown == safe(shown)
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Co", "Zl", "Zp") for c in shown)
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    ("url", "offered"),
    [
        ("https://mill.example/a?b=c#d", True),
        ("http://mill.example", True),
        ("HTTPS://mill.example/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("file:///etc/passwd", False),
        ("//mill.example/a", False),
        ("https://", False),
        ("https://mill.example@evil.example/", False),
        ("https://mill.example/\u202egnp.exe", False),
        ('https://mill.example/"onclick="x', False),
        ("https://[mill", False),
        ("https://mill.example/" + "a" * 5000, False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, offered: bool) -> None:
    assert link(url) == (url if offered else None)


@given(st.text(alphabet=st.characters()), st.lists(st.text(), max_size=4))
def test_a_quotation_says_what_the_sentence_says(sentence: str, phrases: list[str]) -> None:
    pieces = quotation(sentence, phrases)
    assert "".join(p.text for p in pieces) == safe(sentence)
    assert all(p.text for p in pieces)


def test_the_number_is_marked_where_it_stands_alone_and_not_inside_another() -> None:
    assert quotation("In 2014 the mill fed 14 towns.", ["14"]) == (
        Piece("In 2014 the mill fed ", False),
        Piece("14", True),
        Piece(" towns.", False),
    )


def test_overlapping_marks_are_set_once() -> None:
    marked = [p.text for p in quotation("At least 31 people fled.", ["At least 31 people", "31"]) if p.is_marked]
    assert marked == ["At least 31 people"]


def test_an_endless_sentence_is_cut_around_its_number() -> None:
    pieces = quotation("word " * 9000 + "then 77 sacks " + "word " * 9000, ["77"])
    shown = "".join(p.text for p in pieces)
    assert len(shown) < 800
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert Piece("77", True) in pieces


def test_a_sentence_and_a_phrase_of_one_letter_take_no_time() -> None:
    assert not any(p.is_marked for p in quotation("a" * 200_000, ["a" * 100_000, "a" * 600]))


def test_a_quotation_that_brings_its_own_marks_gets_no_others() -> None:
    assert in_quotes(quotation("It burned.", [])) == (Piece("“", False), Piece("It burned.", False), Piece("”", False))
    assert in_quotes(quotation("'It burned,' she said.", [])) == (Piece("'It burned,' she said.", False),)
    assert in_quotes(()) == ()


def test_labels_are_short_and_in_one_line() -> None:
    assert label("  a\n b ") == "a b"
    assert len(label("x" * 100_000)) == 240


def test_dates_and_periods_are_said_the_same_everywhere() -> None:
    assert day_words(at(5)) == "5 Mar 2031"
    assert period_words(WEEK) == "3 Mar 2031 to 9 Mar 2031"
    assert period_words(Period(since=at(3), until=at(3, 12))) == "3 Mar 2031"
    assert period_words(Period(until=at(3, 12))) == "Up to 3 Mar 2031"
    assert period_words(Period(since=at(3))) == "Since 3 Mar 2031"
    assert period_words(Period()) == "The whole story so far"


def test_counts_and_lists_read_like_sentences() -> None:
    assert [counted(n, "copy", "copies") for n in (0, 1, 2)] == ["no copies", "1 copy", "2 copies"]
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert listed([]) == ""
