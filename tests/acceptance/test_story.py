"""A story from its seed to the digest, as an editor follows it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline.clock import SystemClock
from tests.acceptance.program import Program
from tests.acceptance.web import SEED, STORIES, Newspaper
from tests.mailbox import mailbox


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
    ran = storyledger.run("follow", "seed.txt", STORYLEDGER_FETCH__TOTAL_DEADLINE_S="1")
    assert ran.status == 2
    assert "nobody to ask, nothing is stored: add --yes" in ran.err
    assert "Twelve bridges destroyed" in ran.out
    assert "Sarn" in ran.out
    assert "The flood destroyed 12 bridges" in ran.out
    assert "https://news.google.com/rss/search?q=" in ran.out
    assert not (storyledger.folder / "data").exists()


def test_follow_as_json_proposes_and_stores_nothing_without_yes(storyledger: Program) -> None:
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    ran = storyledger.done(
        "follow",
        "seed.txt",
        "--keyword",
        "Sarn valley",
        "--name",
        "The flood",
        "--json",
        STORYLEDGER_FETCH__TOTAL_DEADLINE_S="1",
    )
    assert (ran.data["id"], ran.data["name"], ran.data["stored"]) == ("the-flood", "The flood", False)
    assert ran.data["keywords"] == ["Sarn valley"]
    assert all("%22Sarn+valley%22" in s["url"] for s in ran.data["sources"])
    assert not (storyledger.folder / "data").exists()


def test_follow_takes_an_address_and_finds_the_outlets_feed(storyledger: Program, paper: Newspaper) -> None:
    paper.published = ["bridges", "chess"]
    ran = storyledger.done("follow", paper.url("bridges"), "--json", "--yes")
    assert ran.data["stored"]
    feed = ran.data["sources"][0]
    assert {"kind": "feed", "url": paper.feed} == {k: feed[k] for k in ("kind", "url")}
    assert (feed["n_entries"], feed["n_alike"], feed["trouble"]) == (2, 1, None)
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
    assert "source 1  The Sarn Courier: 2 entries" in first.out
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


def test_the_digest_goes_out_by_mail(followed: Program, paper: Newspaper) -> None:
    followed.done("source", "add", paper.feed, "--story", "sarn")
    paper.published = ["bridges"]
    followed.done("run")
    assert followed.done("digest", "--format", "eml").out.startswith("Subject: Twelve bridges destroyed")
    with mailbox() as box:
        settings = {
            "STORYLEDGER_MAIL__HOST": "127.0.0.1",
            "STORYLEDGER_MAIL__PORT": str(box.port),
            "STORYLEDGER_MAIL__SECURITY": "none",
            "STORYLEDGER_MAIL__SENDER": "ledger@example.org",
            "STORYLEDGER_MAIL__TO": "desk@example.org",
        }
        assert followed.done("digest", "--send", **settings).out == "Sent to desk@example.org.\n"
    [mail] = box.taken
    body = mail.get_body(("plain",))
    assert body is not None and "19 bridges" in body.get_content()
    assert followed.run("digest", "--send").err.count("set mail.host") == 1


def test_a_source_that_fails_is_shown_and_counted_and_the_rest_goes_on(followed: Program, paper: Newspaper) -> None:
    paper.published = ["bridges"]
    followed.done("source", "add", "http://127.0.0.1:9/feed.xml", "--story", "sarn", "--title", "Dead Host")
    followed.done("source", "add", paper.url("bridges"), "--story", "sarn", "--title", "No Feed")
    followed.done("source", "add", paper.feed, "--story", "sarn")
    ran = followed.done("run")
    assert "source 1  Dead Host: http://127.0.0.1:9/feed.xml: no connection" in ran.out
    assert "source 2  No Feed: " in ran.out
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
    assert followed.done("source", "remove", "1").out == "Source 1 is removed.\n"
    assert followed.done("source", "list", "--json").data == []
    assert followed.run("source", "remove", "1").status == 2


def test_a_source_that_is_known_keeps_its_kind_and_title_and_that_is_said(followed: Program, paper: Newspaper) -> None:
    followed.done("source", "add", paper.feed, "--story", "sarn", "--title", "\x1b[1mThe Sarn\nCourier")
    again = followed.done("source", "add", paper.feed, "--story", "sarn", "--kind", "sitemap", "--title", "New")
    [source] = followed.done("source", "list", "--json").data
    assert (source["kind"], source["title"]) == ("feed", "\ufffd[1mThe Sarn Courier")
    assert again.out == "Source 1: \ufffd[1mThe Sarn Courier, known already as feed, for sarn.\n"


def test_whoever_asks_once_is_told_to_try_again(followed: Program, paper: Newspaper) -> None:
    for command in (["source", "test"], ["follow"], ["analyse"]):
        ran = followed.run(*command, "http://127.0.0.1:9/feed.xml")
        assert ran.status == 1
        assert ran.err.endswith("; try again later\n")
    gone = followed.run("follow", paper.url("none"))
    assert (gone.status, gone.err) == (
        1,
        f"storyledger: error: {paper.url('none')}: gone; give its new address, or a file of its text\n",
    )


def test_a_digest_says_whether_anybody_was_asked(followed: Program, paper: Newspaper) -> None:
    assert "No source is polled for this story." in followed.done("digest", "sarn").out
    followed.done("source", "add", paper.feed, "--story", "sarn")
    assert "No source was asked yet." in followed.done("digest", "sarn").out
    assert followed.done("digest", "--format", "json").data[0]["sources"] == {"polled": 1, "not_asked_yet": 1}
    followed.done("run")
    assert "Every source answered." in followed.done("digest", "sarn").out
    followed.done("source", "add", f"{paper.feed}?more", "--story", "sarn")
    assert "Every source that was asked answered. 1 source not asked yet." in followed.done("digest", "sarn").out
    for number in ("1", "2"):
        followed.done("source", "pause", number)
    assert "No source is polled for this story." in followed.done("digest", "sarn").out


@pytest.mark.parametrize("text", ["", "Only a few words stand in this file.\n", "\n" * 500])
def test_a_file_that_holds_no_article_is_no_story(followed: Program, text: str) -> None:
    (followed.folder / "note.txt").write_text(text, "utf-8")
    for command in (["follow", "note.txt", "--yes"], ["analyse", "note.txt"]):
        ran = followed.run(*command)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err == "storyledger: error: note.txt: too short to be an article; give its full text\n"


def test_a_storys_name_is_stored_without_what_commands_a_terminal(followed: Program) -> None:
    followed.done("follow", "seed.txt", "--id", "named", "--name", " The\x1b[2J\u202e \r\nflood ", "--yes")
    assert followed.done("story", "show", "named", "--json").data["name"] == "The\ufffd[2J flood"


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
        f"sqlite:///{followed.folder}/data/storyledger/storyledger.db", fingerprints=lambda *_: (), create=False
    )
    held = store.acquire_lease("cycle", holder="another", now=datetime.now(UTC), for_s=60)
    assert held is not None
    ran = followed.run("run")
    assert ran.status == 1
    assert "another run is at work on it" in ran.err
    store.release_lease(held)
    store.close()
    followed.done("run")


def test_runs_are_kept_apart_by_the_store_and_not_by_its_spelling(
    storyledger: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.cli import cycle, wiring
    from pipeline.cli.options import Call

    monkeypatch.setenv("XDG_DATA_HOME", str(storyledger.folder / "data"))
    for name in ("one.db", "two.db"):
        storyledger.done("db", "upgrade", "--store", f"sqlite:///{name}")
    with (
        wiring.opened(Call(store=f"sqlite:///{storyledger.folder}/one.db")) as parts,
        cycle.leased(parts),
    ):
        for spelled in ("one.db", "../" + storyledger.folder.name + "/one.db"):
            ran = storyledger.run("run", "--store", f"sqlite:///{spelled}")
            assert ran.status == 1
            assert "another run is at work on it" in ran.err
        storyledger.done("run", "--store", "sqlite:///two.db")
    storyledger.done("run", "--store", "sqlite:///one.db")


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


def grey(program: Program, paper: Newspaper) -> str:
    """A cycle that met a page on the story, and one that is off it, whose address is given."""
    paper.published = ["bridges", "chess"]
    program.done("source", "add", paper.feed, "--story", "sarn", "--title", "The Sarn Courier")
    program.done("run")
    return paper.url("chess")


def test_explain_says_why_an_article_was_taken_or_left(followed: Program, paper: Newspaper) -> None:
    chess = grey(followed, paper)
    taken = followed.done("story", "explain", "sarn", paper.url("bridges"), "--json").data
    assert taken["outcome"] == "on"
    assert taken["judged_at"]
    assert any("Sarn" in reason for reason in taken["reasons"])
    left = followed.done("story", "explain", "sarn", chess).out
    assert "off, score" in left
    (followed.folder / "other.txt").write_text(STORIES["chess"][0] + "\n\n" + "\n\n".join(STORIES["chess"][1]), "utf-8")
    assert "never met; as it would be judged now" in followed.done("story", "explain", "sarn", "other.txt").out


@pytest.fixture
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Sets the clock of the program on."""
    now = SystemClock.now

    def pass_an_hour() -> None:
        monkeypatch.setattr(SystemClock, "now", lambda clock: now(clock) + timedelta(hours=1))

    return pass_an_hour


def test_what_the_user_leaves_stays_out(followed: Program, paper: Newspaper, an_hour_later: Callable[[], None]) -> None:
    chess = grey(followed, paper)
    followed.done("story", "ask", "sarn", "--leave", chess)
    an_hour_later()
    followed.done("run")
    assert followed.done("story", "explain", "sarn", chess, "--json").data["reasons"] == ["left out by you"]


def test_a_profile_is_edited_in_the_users_editor(followed: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.cli import profiles
    from pipeline.errors import Misuse

    monkeypatch.setenv("VISUAL", "sed -i s/ferry/bridge/")
    assert profiles.in_editor('keywords = ["ferry"]') == 'keywords = ["bridge"]'
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    with pytest.raises(Misuse, match="set EDITOR"):
        profiles.in_editor("")


def test_what_the_user_takes_is_read_at_the_next_run(
    followed: Program, paper: Newspaper, an_hour_later: Callable[[], None]
) -> None:
    chess = grey(followed, paper)
    assert followed.done("story", "ask", "sarn").out == "Nothing to decide.\n"
    followed.done("story", "ask", "sarn", "--take", chess)
    an_hour_later()
    followed.done("run")
    found = followed.done("story", "explain", "sarn", chess, "--json").data
    assert (found["outcome"], found["reasons"]) == ("on", ["taken by you"])
    assert "in the ledger already" in followed.run("story", "ask", "sarn", "--leave", chess).err
    assert "never met by sarn" in followed.run("story", "ask", "sarn", "--take", "https://b.example/").err


def test_a_profile_is_edited_as_toml_and_each_change_can_be_undone(followed: Program) -> None:
    before = followed.done("story", "edit", "sarn", "--print").out
    assert "exclude = []" in before
    (followed.folder / "new.toml").write_text(before.replace("exclude = []", 'exclude = ["chess"]'), "utf-8")
    assert "exclude +chess" in followed.done("story", "edit", "sarn", "--file", "new.toml").out
    assert followed.done("story", "show", "sarn", "--json").data["exclude"] == ["chess"]
    assert followed.done("story", "history", "sarn", "--json").data[-1]["changes"] == ["exclude +chess"]
    assert "exclude -chess" in followed.done("story", "edit", "sarn", "--back", "1").out
    assert followed.done("story", "edit", "sarn", "--print").out == before
    assert "as the story was made" in followed.done("story", "history", "sarn").out
    assert followed.run("story", "edit", "sarn", "--back", "9").status == 2
    assert "use --print" in followed.run("story", "edit", "sarn").err
    (followed.folder / "new.toml").write_text("colour = 1", "utf-8")
    assert "no 'colour'" in followed.run("story", "edit", "sarn", "--file", "new.toml").err
    assert followed.run("story", "edit", "sarn", "--file", "none.toml").status == 2


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
