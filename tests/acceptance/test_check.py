"""`storyledger check`: the user's own article against what has been reported since."""

import pytest

from tests.acceptance.program import Program
from tests.acceptance.web import SEED, Newspaper

NO_SEARCHES = '[search.templates]\ngoogle-news = ""\nbing-news = ""\ngdelt = ""\n'


@pytest.fixture
def followed(storyledger: Program, paper: Newspaper) -> Program:
    """A story from a file, after the newspaper has reported more destroyed bridges."""
    (storyledger.folder / "storyledger.toml").write_text(NO_SEARCHES, "utf-8")
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    storyledger.done("follow", "seed.txt", "--id", "sarn", "--yes")
    storyledger.done("source", "add", paper.feed, "--story", "sarn")
    paper.published = ["bridges"]
    storyledger.done("run")
    return storyledger


def test_an_article_that_is_out_of_date_ends_with_status_1_and_says_what_is(followed: Program) -> None:
    ran = followed.run("check", "sarn", "seed.txt")
    assert (ran.status, ran.err) == (1, "")
    assert "12 → 19" in ran.out
    assert "/news/bridges" in ran.out
    told = followed.run("check", "sarn", "seed.txt", "--json").data
    outdated = [m for m in told["marks"] if m["verdict"] in ("superseded", "corrected")]
    assert 12 in [m["said"]["value"] for m in outdated]
    assert all(SEED.replace("\n", " ").count(m["text"]) for m in told["marks"])
    assert all(m["witness"]["url"].endswith("/news/bridges") for m in outdated)


def test_an_article_that_is_up_to_date_ends_with_status_0(followed: Program) -> None:
    text = SEED.replace("Twelve", "Nineteen").replace("12 bridges", "19 bridges").replace("340", "520")
    (followed.folder / "draft.txt").write_text(text, "utf-8")
    ran = followed.done("check", "sarn", "draft.txt")
    assert "Nothing is out of date" in ran.out


def test_the_annotated_article_is_a_page_that_stands_alone(followed: Program) -> None:
    assert followed.run("check", "sarn", "seed.txt", "--html", "out/own.html").status == 1
    page = (followed.folder / "out" / "own.html").read_text("utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "<script" not in page
    assert "Twelve" in page and 'class="superseded"' in page


def test_the_seed_is_checked_in_the_digest(followed: Program) -> None:
    assert "What in your article is out of date" in followed.done("digest", "sarn").out
    [digest] = followed.done("digest", "sarn", "--format", "json").data
    assert digest["own"]["out_of_date"] >= 1


def test_a_wrong_story_or_a_page_that_is_not_there_is_said_in_one_line(followed: Program, paper: Newspaper) -> None:
    assert followed.run("check", "none", "seed.txt").status == 2
    ran = followed.run("check", "sarn", paper.url("bridges") + "-not")
    assert (ran.status, len(ran.err.splitlines())) == (1, 1)
