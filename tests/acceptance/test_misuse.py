"""Whoever calls it wrongly is told in one line what is wrong and what to do, and gets exit status 2."""

import pytest

from tests.acceptance.program import Program

MISUSE = [
    (["nonsense"], "No such command 'nonsense'; see `storyledger --help`"),
    (["run", "--nonsense"], "No such option: --nonsense; see `storyledger run --help`"),
    (["story"], "Missing command; see `storyledger story --help`"),
    (["ledger"], "Missing argument 'STORY'; see `storyledger ledger --help`"),
    (["flags", "--kind", "figure.odd"], "'figure.odd' is not one of 'figure.new'"),
    (["source", "add", "paper.example/feed", "--story", "x"], "not a web address; it starts with https:// or http://"),
    (["follow", "none.txt"], "none.txt: No such file or directory; give a web address or a file"),
    (["follow", "none.txt", "--id", "Not An Id"], "use lower-case letters, digits and hyphens"),
    (["follow", "none.txt", "--id", "x" * 41], "use lower-case letters, digits and hyphens, at most 40"),
    (["source", "add", "http://", "--story", "x"], "http://: no host in it; correct the address"),
    (["source", "add", "http://exa mple/", "--story", "x"], "its host has a sign in it that none has"),
    (["source", "test", "http://me:pw@paper.example/"], "an address with a user name in it is not fetched"),
    (["flags", "--store"], "Option '--store' requires an argument; see `storyledger --help`"),
    (["flags", "--store", "stories.db"], '--store: store.url = "stories.db": should be sqlite:///PATH or'),
    (["flags", "--store", "sqlite://"], "should be sqlite:///PATH or postgresql://USER@HOST/NAME"),
    (["config", "check", "--store", "mysql://h/x"], '--store: store.url = "mysql://h/x": should be sqlite:///PATH'),
    (["digest", "--week", "--since", "3d"], "--week and --since exclude each other: give one"),
    (["replay", "none", "--out", "out"], "none/manifest.json: No such file or directory"),
    (["config", "show", "--config", "none.toml"], "none.toml: No such file or directory: name another settings file"),
]


@pytest.mark.parametrize(("arguments", "told"), MISUSE, ids=[" ".join(a) for a, _ in MISUSE])
def test_misuse_is_one_line_and_status_2(storyledger: Program, arguments: list[str], told: str) -> None:
    ran = storyledger.run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("storyledger: error: ")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_store_that_is_not_there_is_trouble_with_a_remedy(storyledger: Program) -> None:
    for command in ("status", "flags", "run"):
        ran = storyledger.run(command)
        assert ran.status == 1
        assert "there is no store yet: `storyledger follow URL` makes one" in ran.err


def test_a_file_that_is_no_store_is_left_alone(storyledger: Program) -> None:
    other = storyledger.folder / "letter.db"
    other.write_text("Dear Sir or Madam, " * 100, "utf-8")
    ran = storyledger.run("status", "--store", f"sqlite:///{other}")
    assert ran.status == 1
    assert "letter.db" in ran.err
    assert other.read_text("utf-8").startswith("Dear Sir")


def test_a_broken_settings_file_is_named_with_its_line_and_stops_everything(storyledger: Program) -> None:
    (storyledger.folder / "storyledger.toml").write_text("[fetch]\ncontakt = 'x'\n", "utf-8")
    for command in (["run"], ["status"], ["config", "show"]):
        ran = storyledger.run(*command)
        assert ran.status == 2
        assert ran.err == (
            "storyledger: error: storyledger.toml:2: fetch.contakt: unknown; did you mean fetch.contact?\n"
        )


def test_the_exit_status_reaches_the_shell(process: Program) -> None:
    ran = process.run("run", "--nonsense")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "storyledger: error: No such option: --nonsense; see `storyledger run --help`\n"


def test_config_check_tells_all_that_is_wrong(storyledger: Program) -> None:
    file = storyledger.folder / "storyledger.toml"
    file.write_text("[fetch]\ncontakt = 'x'\nconcurrency = -1\n", "utf-8")
    ran = storyledger.run("config", "check")
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 2
    file.write_text("[fetch]\ncontact = 'x'\n", "utf-8")
    assert storyledger.done("config", "check").out == "The settings are all right.\n"


def test_config_show_never_prints_a_secret(storyledger: Program) -> None:
    for arguments in (["config", "show"], ["config", "show", "--json"], ["doctor"]):
        ran = storyledger.run(*arguments, STORYLEDGER_STORE__PASSWORD="hunter2hunter2")
        assert "hunter2" not in ran.out + ran.err
    shown = storyledger.run("config", "show", "--json", STORYLEDGER_STORE__PASSWORD="hunter2hunter2").data
    password = next(s for s in shown if s["key"] == "store.password")
    assert password == {"key": "store.password", "value": "(set)", "origin": "STORYLEDGER_STORE__PASSWORD"}


def test_a_password_in_the_stores_url_is_not_repeated_in_an_error(storyledger: Program) -> None:
    ran = storyledger.run("status", "--store", "postgresql://me:hunter2hunter2@127.0.0.1:1/none")
    assert ran.status == 1
    assert "hunter2" not in ran.err
    assert len(ran.err.splitlines()) == 1
