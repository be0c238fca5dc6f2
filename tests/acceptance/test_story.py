"""A story from its seed to the digest, as an editor follows it."""

import json

import pytest

from tests.acceptance.program import Program
from tests.acceptance.web import SEED, Newspaper


@pytest.fixture
def followed(storyledger: Program) -> Program:
    """A story that was opened from a file, without the searches, which would ask the outside world."""
    (storyledger.folder / "storyledger.toml").write_text(
        '[search.templates]\ngoogle-news = ""\nbing-news = ""\ngdelt = ""\n', "utf-8"
    )
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    ran = storyledger.done("follow", "seed.txt", "--id", "sarn", "--yes")
    assert "Followed as sarn." in ran.out
    return storyledger


def test_follow_shows_what_it_understood_and_the_searches_it_proposes(storyledger: Program) -> None:
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    ran = storyledger.run("follow", "seed.txt")
    assert ran.status == 2
    assert "nobody to ask, nothing is stored: add --yes" in ran.err
    assert "Twelve bridges destroyed" in ran.out
    assert "Sarn" in ran.out
    assert "The flood destroyed 12 bridges" in ran.out
    assert "https://news.google.com/rss/search?q=" in ran.out
    assert not (storyledger.folder / "data").exists()


def test_follow_as_json_proposes_and_stores_nothing_without_yes(storyledger: Program) -> None:
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    ran = storyledger.done("follow", "seed.txt", "--keyword", "Sarn valley", "--name", "The flood", "--json")
    assert (ran.data["id"], ran.data["name"], ran.data["stored"]) == ("the-flood", "The flood", False)
    assert ran.data["keywords"] == ["Sarn valley"]
    assert all("%22Sarn+valley%22" in s["url"] for s in ran.data["sources"])
    assert not (storyledger.folder / "data").exists()


def test_follow_takes_an_address_and_finds_the_outlets_feed(storyledger: Program, paper: Newspaper) -> None:
    paper.published = ["bridges"]
    ran = storyledger.done("follow", paper.url("bridges"), "--json", "--yes")
    assert ran.data["stored"]
    assert {"kind": "feed", "url": paper.feed} == {k: ran.data["sources"][0][k] for k in ("kind", "url")}
    [story] = storyledger.done("story", "list", "--json").data
    assert story["seed_url"].endswith("/news/bridges")


def test_the_seed_is_the_first_state_of_the_ledger_and_raises_no_flag(followed: Program) -> None:
    ledger = followed.done("ledger", "sarn", "--json").data["ledger"]
    assert 12 in [row["current"]["value"] for row in ledger]
    assert followed.done("flags", "--json").data == []
    assert "12" in followed.done("ledger", "sarn").out


def test_one_id_is_taken_once(followed: Program) -> None:
    ran = followed.run("follow", "seed.txt", "--id", "sarn", "--yes")
    assert ran.status == 2
    assert "there is a story 'sarn' already: choose another id with --id" in ran.err


def test_a_cycle_collects_reads_and_flags_and_a_second_one_adds_nothing(followed: Program, paper: Newspaper) -> None:
    paper.published = ["bridges", "chess"]
    followed.done("source", "add", paper.feed, "--story", "sarn", "--title", "The Sarn Courier")

    first = followed.done("run")
    assert "source  The Sarn Courier: 2 entries" in first.out
    assert "19" in first.out
    flags = followed.done("flags", "sarn", "--json").data
    [bridges] = [f for f in flags if f["new"] and f["new"]["value"] == 19]
    assert bridges["kind"].startswith("figure.")
    assert "destroyed 19 bridges" in bridges["sentence"]
    assert all(f["url"].endswith("/news/bridges") for f in flags)

    paper.asked.clear()
    second = followed.done("run", "--json").lines
    assert second[-1] | {"flags": []} == second[-1]
    assert paper.asked == []
    assert followed.done("flags", "sarn", "--json").data == flags


def test_a_cycle_may_be_for_one_story_alone(followed: Program, paper: Newspaper) -> None:
    followed.done("follow", "seed.txt", "--id", "other", "--yes")
    followed.done("source", "add", paper.feed, "--story", "sarn")
    followed.done("run", "--story", "other")
    assert paper.asked == []
    followed.done("run", "--story", "sarn")
    assert paper.asked == ["/feed.xml"]
    assert followed.run("run", "--story", "none").status == 2


def test_a_quiet_cycle_says_nothing_when_nothing_changed(followed: Program, paper: Newspaper) -> None:
    followed.done("source", "add", paper.feed, "--story", "sarn")
    assert followed.done("run", "--quiet").out == ""


def test_the_digest_is_printed_or_becomes_a_page(followed: Program, paper: Newspaper) -> None:
    paper.published = ["bridges"]
    followed.done("source", "add", paper.feed, "--story", "sarn")
    followed.done("run")
    markdown = followed.done("digest", "sarn", "--since", "2d").out
    assert "19" in markdown
    assert followed.done("digest", "--week", "--format", "json").data[0]["story"] == "sarn"
    path = followed.done("digest", "--week", "--format", "html", "--out", "week.html").out.strip()
    page = (followed.folder / path).read_text("utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "destroyed" in page
    usual = followed.done("digest", "sarn", "--format", "html").out.strip()
    assert usual.startswith(str(followed.folder / "data" / "storyledger" / "digests" / "sarn-"))


def test_a_source_that_fails_is_shown_and_counted_and_the_rest_goes_on(followed: Program, paper: Newspaper) -> None:
    paper.published = ["bridges"]
    followed.done("source", "add", "http://127.0.0.1:9/feed.xml", "--story", "sarn", "--title", "Dead Host")
    followed.done("source", "add", paper.url("bridges"), "--story", "sarn", "--title", "No Feed")
    followed.done("source", "add", paper.feed, "--story", "sarn")
    ran = followed.done("run")
    assert "source  Dead Host: 127.0.0.1" in ran.out
    assert "source  No Feed: " in ran.out
    assert "(2 failed)" in ran.out
    assert "1 new text" in ran.out
    states = {s["title"]: s["state"] for s in followed.done("status", "--json").data["sources"]}
    assert states["Dead Host"] == "failing"
    blind = followed.done("status", "--json").data["blind"]
    assert {b["url"] for b in blind} == {"http://127.0.0.1:9/feed.xml", paper.url("bridges")}
    assert "blind since" in followed.done("status").out


def test_source_test_shows_what_an_address_lists_and_stores_nothing(followed: Program, paper: Newspaper) -> None:
    paper.published = ["bridges", "chess"]
    listed = followed.done("source", "test", paper.feed, "--json").data
    assert [e["title"] for e in listed["entries"]] == [
        "Sarn valley flood destroyed 19 bridges, rescue service says",
        "Young player wins the town's chess cup",
    ]
    assert "2 entries" in followed.done("source", "test", paper.feed).out
    bad = followed.run("source", "test", paper.url("chess"))
    assert bad.status == 1
    assert len(bad.err.splitlines()) == 1
    assert followed.done("source", "list", "--json").data == []
    assert followed.run("source", "test", "7").status == 2


def test_a_source_can_be_paused_and_polled_again(followed: Program, paper: Newspaper) -> None:
    followed.done("source", "add", paper.feed, "--story", "sarn")
    assert "paused" in followed.done("source", "pause", "1").out
    followed.done("run")
    assert paper.asked == []
    followed.done("source", "resume", "1")
    followed.done("run")
    assert paper.asked == ["/feed.xml"]
    assert followed.run("source", "pause", "9").status == 2


def test_a_story_can_be_shown_paused_archived_and_deleted(followed: Program) -> None:
    shown = followed.done("story", "show", "sarn", "--json").data
    assert shown["state"] == "active"
    assert "Sarn" in followed.done("story", "show", "sarn").out
    for command, state in (("pause", "paused"), ("archive", "archived"), ("resume", "active")):
        assert f"sarn is {state}." in followed.done("story", command, "sarn").out
        assert followed.done("story", "list", "--json").data[0]["state"] == state
    assert followed.run("story", "pause", "sarm").err == "storyledger: error: no story 'sarm': did you mean sarn?\n"
    assert "add --yes" in followed.run("story", "delete", "sarn").err
    followed.done("story", "delete", "sarn", "--yes")
    assert followed.done("story", "list", "--json").data == []


def test_only_one_run_at_a_time_works_on_a_store(followed: Program, paper: Newspaper) -> None:
    from datetime import UTC, datetime

    from db.store import open_store

    store = open_store(
        f"sqlite:///{followed.folder}/data/storyledger/storyledger.db", fingerprints=lambda _: (), create=False
    )
    held = store.acquire_lease("cycle", holder="another", now=datetime.now(UTC), for_s=60)
    assert held is not None
    ran = followed.run("run")
    assert ran.status == 1
    assert "another run is at work on it" in ran.err
    store.release_lease(held)
    store.close()
    followed.done("run")


def test_text_from_the_web_cannot_command_the_terminal(followed: Program) -> None:
    hostile = "\x1b[2J[bold]Sarn[/bold]\u202e valley"
    name = json.loads(json.dumps(hostile))
    followed.done("follow", "seed.txt", "--id", "hostile", "--name", name, "--yes")
    for command in (["story", "list"], ["story", "show", "hostile"], ["status"], ["digest", "hostile"]):
        out = followed.done(*command).out
        assert "Sarn" in out
        assert not set("\x1b\u202e") & set(out)


def test_doctor_finds_a_sound_installation_sound(followed: Program) -> None:
    found = followed.done("doctor", "--json").data
    assert all(f["ok"] for f in found)
    assert {"python", "installation", "settings", "store", "language", "clock"} <= {f["check"] for f in found}


def test_db_upgrade_makes_a_store_and_then_has_nothing_to_do(storyledger: Program) -> None:
    assert "it was empty" in storyledger.done("db", "upgrade").out
    assert "Nothing to do" in storyledger.done("db", "upgrade").out
    assert "No story is followed yet" in storyledger.done("status").out


def test_the_editors_hand_moves_the_ledger_and_can_be_taken_back(followed: Program) -> None:
    def ledger() -> list[dict[str, object]]:
        return list(followed.done("ledger", "sarn", "--json").data["ledger"])

    first = ledger()[0]["n"]
    followed.done("review", "rename", "sarn", str(first), "Bridges lost")
    assert "Bridges lost" in [row["name"] for row in ledger()]
    [ruling] = followed.done("review", "rulings", "sarn", "--json").data
    assert (ruling["kind"], ruling["name"]) == ("rename", "Bridges lost")
    assert "is called Bridges lost" in followed.done("review", "rulings", "sarn").out
    followed.done("story", "reread", "sarn")
    assert "Bridges lost" in [row["name"] for row in ledger()]
    followed.done("review", "undo", "sarn", str(ruling["ruling"]))
    assert "Bridges lost" not in [row["name"] for row in ledger()]
    followed.done("review", "mute", "sarn", str(first))
    assert "(muted)" in followed.done("ledger", "sarn").out
    assert followed.done("story", "reread", "sarn", "--json").data["n_versions"] == 1


def test_a_timeline_shows_each_point_with_its_speaker(followed: Program) -> None:
    [course, *_] = followed.done("timeline", "sarn", "--json").data
    assert course["points"][0]["point"] == 1
    assert course["points"][0]["sentence"]
    assert str(course["name"]) in followed.done("timeline", "sarn", str(course["n"])).out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("review", "merge", "sarn", "1", "1"), "one series already"),
        (("review", "merge", "sarn", "1", "999"), "no series 999 in sarn"),
        (("review", "split", "sarn", "1", "77"), "has no point 77"),
        (("review", "rename", "sarn", "1", " "), "at least one letter"),
        (("review", "undo", "sarn", "5"), "no ruling 5 in sarn"),
        (("review", "dismiss", "4711"), "no flag 4711"),
        (("timeline", "sarn", "999"), "no series 999 in sarn"),
        (("story", "reread", "srn"), "did you mean sarn?"),
    ],
)
def test_what_is_not_there_cannot_be_reviewed(followed: Program, words: tuple[str, ...], message: str) -> None:
    ran = followed.run(*words)
    assert ran.status == 2
    assert message in ran.err
