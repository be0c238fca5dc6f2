"""Settings: sane without a file, refused with file, line and the nearest right name, shown with their origin."""

from pathlib import Path
from typing import Any

import pytest

from config.masking import without_password
from config.settings import Loaded, check, load
from pipeline.errors import SettingsError
from pipeline.ledger import Context


def written(folder: Path, text: str) -> Path:
    path = folder / "storyledger.toml"
    path.write_text(text, "utf-8")
    return path


def loaded(file: Path | None = None, environment: dict[str, str] | None = None, **options: Any) -> Loaded:
    return load(file, environment=environment or {}, options={k.replace("__", "."): v for k, v in options.items()})


def origin(found: Loaded, key: str) -> str:
    return next(o.origin for o in found.origins if o.key == key)


def shown(found: Loaded, key: str) -> Any:
    return next(o.shown for o in found.origins if o.key == key)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file of whoever runs the tests is found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


# --- without a file ---------------------------------------------------------------------------------------------------
def test_no_file_is_needed(tmp_path: Path) -> None:
    found = loaded()
    assert found.file is None
    assert found.settings.store.url == f"sqlite:///{tmp_path}/data/storyledger/storyledger.db"
    assert found.settings.digest.out == tmp_path / "data" / "storyledger" / "digests"
    assert {o.origin for o in found.origins} == {"default"}


def test_the_defaults_of_flags_are_those_of_the_ledger() -> None:
    flags = loaded().settings.flags
    room = Context()
    assert (flags.threshold, flags.claim_threshold) == (room.threshold, room.claim_threshold)
    assert flags.claims_per_article == room.claims_per_article


# --- precedence -------------------------------------------------------------------------------------------------------
def test_the_command_line_beats_the_environment_beats_the_file_beats_the_defaults(tmp_path: Path) -> None:
    file = written(tmp_path, "[fetch]\nconcurrency = 3\nmax_bytes = 5000\n\n[log]\nlevel = 'error'\n")
    variables = {"STORYLEDGER_FETCH__CONCURRENCY": "4", "STORYLEDGER_LOG__LEVEL": "info"}
    found = loaded(file, variables, log__level="debug")
    assert (found.settings.fetch.max_bytes, origin(found, "fetch.max_bytes")) == (5000, f"{file}:3")
    assert (found.settings.fetch.concurrency, origin(found, "fetch.concurrency")) == (
        4,
        "STORYLEDGER_FETCH__CONCURRENCY",
    )
    assert (found.settings.log.level, origin(found, "log.level")) == ("debug", "--verbose")
    assert origin(found, "fetch.contact") == "default"


def test_a_file_is_found_by_option_then_variable_then_working_folder_then_the_users_folder(tmp_path: Path) -> None:
    users = tmp_path / "config" / "storyledger"
    users.mkdir(parents=True)
    named = {name: (tmp_path / name) for name in ("by-option.toml", "by-variable.toml", "storyledger.toml")} | {
        "user": users / "storyledger.toml"
    }
    for path in named.values():
        path.write_text("", "utf-8")
    variable = {"STORYLEDGER_CONFIG": str(named["by-variable.toml"])}
    assert loaded(named["by-option.toml"], variable).file == named["by-option.toml"]
    assert loaded(None, variable).file == named["by-variable.toml"]
    assert loaded().file == Path("storyledger.toml")
    named["storyledger.toml"].unlink()
    assert loaded().file == named["user"]


@pytest.mark.parametrize(
    ("name", "text", "key", "value"),
    [
        ("FETCH__OBEY_ROBOTS", "false", "fetch.obey_robots", False),
        ("FETCH__PER_HOST_INTERVAL_S", "0.5", "fetch.per_host_interval_s", 0.5),
        ("SCHEDULE__DIGEST_WEEKDAY", "friday", "schedule.digest_weekday", "friday"),
        ("FETCH__CONTACT", "42", "fetch.contact", "42"),
        (
            "SEARCH__TEMPLATES__MINE",
            "https://find.example/?q={query}",
            "search.templates.mine",
            "https://find.example/?q={query}",
        ),
    ],
)
def test_a_variable_takes_the_type_of_its_setting(name: str, text: str, key: str, value: object) -> None:
    assert shown(loaded(None, {f"STORYLEDGER_{name}": text}), key) == value


def test_templates_are_added_to_the_defaults_and_an_empty_one_is_taken_away(tmp_path: Path) -> None:
    file = written(tmp_path, '[search.templates]\nmine = "https://find.example/?q={query}"\ngdelt = ""\n')
    assert set(loaded(file).settings.search.templates) == {"google-news", "bing-news", "mine"}


# --- what is refused --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[fetch]\n\ncontakt = "a@b.example"\n', 3, "fetch.contakt: unknown; did you mean fetch.contact?"),
        ("[fetsch]\ncontact = 'x'\n", 1, "fetsch: unknown; did you mean fetch?"),
        ("[fetch]\ndigest_hour = 4\n", 2, "fetch.digest_hour: unknown; did you mean schedule.digest_hour?"),
        ("[fetch]\nzzzqqq = 4\n", 2, "fetch.zzzqqq: unknown; `storyledger config show` lists all names"),
        ('[fetch]\nconcurrency = "many"\n', 2, 'fetch.concurrency = "many": should be a valid integer'),
        ("[fetch]\nconcurrency = true\n", 2, "fetch.concurrency = true: should be a valid integer"),
        ("[fetch]\nconcurrency = 0\n", 2, "fetch.concurrency = 0: should be greater than or equal to 1"),
        ("fetch.concurrency = 0\n", 1, "fetch.concurrency = 0: should be greater than or equal to 1"),
        ("fetch = { concurrency = 0 }\n", 1, "fetch.concurrency = 0: should be greater than or equal to 1"),
        ("fetch = 3\n", 1, "fetch = 3: should be an object"),
        ("[store]\nurl = 'mysql://db/stories'\n", 2, "should be sqlite:///PATH or postgresql://USER@HOST/NAME"),
        ("[store]\nurl = ''\n", 2, 'store.url = "": should be sqlite:///PATH'),
        ("[store]\nurl = 'sqlite://'\n", 2, "should be sqlite:///PATH"),
        ("[store]\nurl = 'postgresql://db.example:port/x'\n", 2, "cannot be read"),
        ("[digest]\nout = '~nosuchuser/x'\n", 2, "should begin with the home folder of a user that there is"),
        ("[search]\nlanguage = 'English'\n", 2, "should be the code of a language, such as en"),
        ("[search]\ncountry = 'us'\n", 2, "should be the code of a country, such as US"),
        ("[fetch]\ntotal_deadline_s = inf\n", 2, "fetch.total_deadline_s"),
        ("[fetch.contact]\nx = 1\n", 2, "fetch.contact: should be a valid string"),
        ("[schedule]\ndigest_weekday = 'someday'\n", 2, "schedule.digest_weekday = \"someday\": should be 'monday'"),
        ("[schedule]\ntimezone = 'Mars/Base'\n", 2, "such as Europe/Lisbon"),
        ("[schedule]\npoll_floor_s = 90000\n", 2, "schedule: poll_floor_s (90000) is above poll_ceiling_s (21600)"),
        ("[search.templates]\nmine = 'https://x.example'\n", 2, "mine should be a web address with {query} in it"),
        ('[fetch]\nuser_agent = "a\\nb"\n', 2, "should be one line without control characters"),
        ("[fetch]\ncontact = 2024-05-01\n", 2, "fetch.contact"),
        ("[fetch\n", 1, "not TOML"),
        ("[fetch]\ncontact = 'a'\ncontact = 'b'\n", 3, "not TOML"),
    ],
)
def test_a_wrong_line_is_refused_with_file_line_and_remedy(tmp_path: Path, text: str, line: int, told: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        loaded(file)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_value_in_place_of_a_section_is_told_alone_whatever_variables_say(tmp_path: Path) -> None:
    file = written(tmp_path, "fetch = 3\n")
    problems = check(file, environment={"STORYLEDGER_FETCH__ALLOW_PRIVATE": "true"})
    assert problems == [f"{file}:1: fetch = 3: should be an object"]


def test_all_that_is_wrong_is_told_by_check_and_counted_by_load(tmp_path: Path) -> None:
    file = tmp_path / "storyledger.toml"
    assert check(written(tmp_path, ""), environment={}) == []
    written(tmp_path, "[log]\nlevle = 'info'\nformat = 'xml'\n")
    problems = check(file, environment={})
    assert sorted(p.partition(": ")[0] for p in problems) == [f"{file}:2", f"{file}:3"]
    with pytest.raises(SettingsError, match=r"\(and 1 more: `storyledger config check`\)"):
        loaded(file)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("STORYLEDGER_STORE_URL", "store_url: unknown; did you mean STORYLEDGER_STORE__URL?"),
        ("STORYLEDGER_FETCH__CONTAKT", "did you mean STORYLEDGER_FETCH__CONTACT?"),
        ("STORYLEDGER_FETCH__CONCURRENCY", 'fetch.concurrency = "lots": should be a valid integer'),
    ],
)
def test_a_wrong_variable_is_refused_by_its_name(name: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(None, {name: "lots"})
    assert str(caught.value).startswith(f"{name}: ")
    assert told in str(caught.value)


def test_a_file_that_cannot_be_read_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: No such file or directory: name another settings file"):
        loaded(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"[fetch]\ncontact = '\xe9'\n")
    with pytest.raises(SettingsError, match="not UTF-8 at byte 19"):
        loaded(tmp_path / "latin.toml")


def test_a_file_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nested too deeply"):
        loaded(written(tmp_path, "a = " + "[" * 100_000))


# --- secrets ----------------------------------------------------------------------------------------------------------
SECRET = "Tr0ub4dor&3"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://me@db.example/x?password={SECRET}",
        f"postgresql://me@db.example/x?user=a&sslpassword={SECRET}",
        f"postgresql://me:a/b{SECRET}@db.example/x",
        f"postgresql://me:a@b{SECRET}@db.example:port/x",
        f"mysql://me:{SECRET}@db.example/x",
    ],
)
def test_a_refused_address_of_a_store_is_told_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(store__url=url)
    assert str(caught.value).startswith("--store: store.url = ")
    assert SECRET not in str(caught.value)
    assert SECRET not in without_password(url)


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (f'[store]\npassword = "{SECRET}"\n', {}),
        (f'[store]\nurl = "postgresql://me:{SECRET}@db.example/ledger"\n', {}),
        ("", {"STORYLEDGER_STORE__PASSWORD": SECRET}),
    ],
)
def test_a_secret_is_known_but_never_shown(tmp_path: Path, text: str, variables: dict[str, str]) -> None:
    found = loaded(written(tmp_path, text), variables)
    assert SECRET not in str([(o.key, o.shown, o.origin) for o in found.origins])
    assert SECRET not in repr(found.settings.store.password)


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{SECRET}\n", "utf-8")
    found = loaded(written(tmp_path, f'[store]\npassword_file = "{secret}"\n'))
    assert found.settings.store.password is not None
    assert found.settings.store.password.get_secret_value() == SECRET
    assert (shown(found, "store.password"), origin(found, "store.password")) == ("(set)", f"file {secret}")


def test_a_secret_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    homeless = written(tmp_path, '[store]\npassword_file = "~nosuchuser/password"\n')
    with pytest.raises(SettingsError, match=r"toml:2: store\.password_file: ~nosuchuser/password cannot be read"):
        loaded(homeless)
    file = written(tmp_path, '[store]\npassword_file = "/nowhere/password"\n')
    with pytest.raises(SettingsError, match=r"toml:2: store\.password_file: /nowhere/password cannot be read"):
        loaded(file)


def test_a_secret_of_the_wrong_type_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(written(tmp_path, "[store]\npassword = 123456789\n"))
    assert "123456789" not in str(caught.value)
    assert "store.password: should be a valid string" in str(caught.value)
