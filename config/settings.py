"""Settings: what they are, what they may be, and where each came from.

defaults.toml < storyledger.toml < STORYLEDGER_SECTION__KEY < command line
"""

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import getaddresses
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from config import layers, problems
from config.layers import Given, Key
from config.masking import without_password
from pipeline.errors import SettingsError
from pipeline.model import FlagKind

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: sections that have a password, or a file that holds it
WITH_PASSWORD = ("store", "mail")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
LANGUAGE, COUNTRY = re.compile(r"[a-z]{2,3}"), re.compile(r"[A-Z]{2}")
SERVERS = ("postgresql", "postgres")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


# --- kinds of values --------------------------------------------------------------------------------------------------
def expanded(text: str) -> str:
    """`text` with the user's data folder and the program's version put in."""
    folder = platformdirs.user_data_path("storyledger", appauthor=False)
    return text.replace("{data_dir}", str(folder)).replace("{version}", program_version())


def expanded_path(path: Path) -> Path:
    try:
        return Path(expanded(str(path))).expanduser()
    except RuntimeError as wrong:
        raise ValueError("should begin with the home folder of a user that there is, if with ~") from wrong


def program_version() -> str:
    try:
        return version("storyledger")
    except PackageNotFoundError:  # run from a source tree that is not installed
        return "0"


def one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("should be one line without control characters")
    return text


def mail_address(text: str) -> str:
    """One address, with or without a name before it; an empty text stands for none."""
    found = getaddresses([one_line(text)]) if text else []
    if text and (len(found) != 1 or not ADDRESS.fullmatch(found[0][1])):
        raise ValueError("should be a mail address")
    return text


def known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise ValueError("should be the name of a time zone, such as Europe/Lisbon") from wrong
    return name


def store_url(text: str) -> str:
    """The address of a store that stays: one in memory would be forgotten by the next command."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as wrong:
        raise ValueError("cannot be read; signs such as / in a name are written as %2F") from wrong
    if "pass" in parts.query.casefold():
        raise ValueError("should have no password behind its ?; give it as store.password")
    kind = parts.scheme.partition("+")[0]
    is_file = kind == "sqlite" and not parts.netloc and parts.path.strip("/") not in ("", ":memory:")
    if not is_file and kind not in SERVERS:
        raise ValueError("should be sqlite:///PATH or postgresql://USER@HOST/NAME")
    return text


def language_code(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise ValueError("should be the code of a language, such as en")
    return text


def country_code(text: str) -> str:
    if not COUNTRY.fullmatch(text):
        raise ValueError("should be the code of a country, such as US")
    return text


def http_templates(templates: Mapping[str, str]) -> Mapping[str, str]:
    """The templates that are in use; an empty one takes a default away."""
    for name, template in templates.items():
        if template and ("{query}" not in template or not template.startswith(("https://", "http://"))):
            raise ValueError(f"{name} should be a web address with {{query}} in it, or empty")
    return {name: template for name, template in templates.items() if template}


def known_network(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError as wrong:
        raise ValueError("should be a network, such as 10.1.0.0/16") from wrong
    return text


def secret_reference(text: str) -> str:
    """Where a secret is, never the secret: settings files are shown and copied."""
    kind, _, where = text.partition(":")
    if kind not in ("env", "file") or not where:
        raise ValueError("should say where the secret is: env:VARIABLE or file:PATH")
    return text


def proxy_address(text: str) -> str:
    if text and not text.startswith(("http://", "env:", "file:")):
        raise ValueError("should be http://HOST:PORT, or env:VARIABLE or file:PATH that holds one with a password")
    if without_password(text) != text:
        raise ValueError("should not hold a password: write env:VARIABLE or file:PATH")
    return text


def endpoint(text: str) -> str:
    """The address of a server of the user's own choice, without a slash at its end; "" stands for none."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as wrong:
        raise ValueError("cannot be read as a web address") from wrong
    if text and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("should be a web address, such as http://127.0.0.1:8080/v1")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("should have no user, password or query in it; write opinions.key = 'env:VARIABLE'")
    return text.rstrip("/")


def key_reference(text: str) -> str:
    return secret_reference(text) if text else text


def listening(text: str) -> str:
    host, _, port = text.rpartition(":")
    if text and not (host and port.isdecimal() and int(port) < 65_536):
        raise ValueError("should be HOST:PORT, such as 127.0.0.1:9464, or empty")
    return text


def named_by_host(hosts: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in hosts:
        if "/" in name or ":" in name or not name:
            raise ValueError(f"{name!r} should be the name of a host, without scheme, port and path")
    return hosts


Expanded = Annotated[str, AfterValidator(expanded)]
Line = Annotated[str, AfterValidator(one_line)]
Folder = Annotated[Path, AfterValidator(expanded_path)]
Seconds = Annotated[float, Field(ge=0, le=31_536_000, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


# --- sections ---------------------------------------------------------------------------------------------------------
class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StoreSettings(Section):
    url: Annotated[Expanded, AfterValidator(store_url)]
    page_retention_days: int = Field(ge=1)
    #: put into the URL when it is opened, so that the URL can be shown
    password: SecretStr | None = None
    #: a file that holds the password, for those who keep secrets in files
    password_file: Folder | None = None


class HostSection(Section):
    """What holds for one host alone: `[fetch.hosts."feeds.example.org"]`."""

    interval_s: Seconds | None = None
    disabled: bool = False
    keep_cookies: bool = False
    #: sent with each request to it
    headers: Mapping[str, Line] = Field(default_factory=dict)
    #: the same, over https alone; where each value is, not what
    secrets: Mapping[str, Annotated[str, AfterValidator(secret_reference)]] = Field(default_factory=dict)


class FetchSection(Section):
    user_agent: Annotated[Expanded, AfterValidator(one_line)] = Field(min_length=1)
    contact: Line
    total_deadline_s: Seconds = Field(gt=0)
    max_bytes: int = Field(ge=1_000)
    concurrency: int = Field(ge=1, le=256)
    per_host_interval_s: Seconds
    obey_robots: bool
    allow_private: bool
    allow_networks: tuple[Annotated[str, AfterValidator(known_network)], ...]
    max_header_bytes: int = Field(ge=1_000, le=1_000_000)
    max_redirects: int = Field(ge=0, le=20)
    proxy: Annotated[str, AfterValidator(proxy_address)]
    no_proxy: tuple[str, ...]
    hosts: Annotated[Mapping[str, HostSection], AfterValidator(named_by_host)] = Field(default_factory=dict)


class ParseSection(Section):
    deadline_s: Seconds = Field(gt=0)
    memory_mb: int = Field(ge=64)
    workers: int = Field(ge=1, le=64)


class ScheduleSettings(Section):
    cycle_s: Seconds = Field(ge=1)
    poll_floor_s: Seconds = Field(ge=1)
    poll_ceiling_s: Seconds = Field(ge=1)
    digest_weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    digest_hour: int = Field(ge=0, le=23)
    timezone: Annotated[str, AfterValidator(known_zone)]

    @model_validator(mode="after")
    def floor_is_below_ceiling(self) -> Self:
        if self.poll_floor_s > self.poll_ceiling_s:
            raise ValueError(f"poll_floor_s ({self.poll_floor_s:g}) is above poll_ceiling_s ({self.poll_ceiling_s:g})")
        return self


class VisitSettings(Section):
    first_s: Seconds = Field(ge=60)
    growth: float = Field(gt=0, le=10, allow_inf_nan=False)
    ceiling_s: Seconds = Field(ge=60)
    settled_days: int = Field(ge=1, le=3650)
    tries: int = Field(ge=1, le=50)
    per_story_day: int = Field(ge=0)
    per_host_day: int = Field(ge=0)


class FlagSettings(Section):
    threshold: Share
    claim_threshold: Share
    claims_per_article: int = Field(ge=0)


class OpinionSettings(Section):
    backend: Line
    url: Annotated[Line, AfterValidator(endpoint)]
    model: Line
    #: where the key is, not what
    key: Annotated[str, AfterValidator(key_reference)]
    kinds: tuple[FlagKind, ...]
    per_run: int = Field(ge=0)
    per_day: int = Field(ge=0)
    timeout_s: Seconds = Field(gt=0)
    deadline_s: Seconds = Field(gt=0)
    #: sent along with each question; an empty one takes a default away
    parameters: Mapping[str, int | float | bool | str]

    @model_validator(mode="after")
    def complete(self) -> Self:
        """A chat needs somebody to talk to, and a key goes nowhere in the clear but to this machine."""
        if self.backend == "chat" and not (self.url and self.model):
            raise ValueError("the back-end `chat` needs `url` and `model`")
        if self.key and self.url.startswith("http://") and urlsplit(self.url).hostname not in THIS_MACHINE:
            raise ValueError("a key is sent over https alone, or to this machine: give an https address as `url`")
        return self


class SearchSettings(Section):
    language: Annotated[str, AfterValidator(language_code)]
    country: Annotated[str, AfterValidator(country_code)]
    #: name -> web address with {query}
    templates: Annotated[Mapping[str, str], AfterValidator(http_templates)]


class DigestSettings(Section):
    out: Folder


class MailSettings(Section):
    host: Line
    port: int = Field(ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"]
    user: Line
    password: SecretStr | None = None
    password_file: Folder | None = None
    sender: Annotated[str, AfterValidator(mail_address)]
    to: tuple[Annotated[str, AfterValidator(mail_address)], ...]

    @model_validator(mode="after")
    def complete(self) -> Self:
        """A mail that is to be sent needs a server, a sender and somebody who gets it."""
        if self.host and not (self.sender and self.to):
            raise ValueError("a mail needs `sender` and `to` beside `host`")
        return self


class MetricsSettings(Section):
    listen: Annotated[str, AfterValidator(listening)]


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"]
    format: Literal["text", "json"]


class Settings(Section):
    """All the settings, checked."""

    store: StoreSettings
    fetch: FetchSection
    parse: ParseSection
    schedule: ScheduleSettings
    visits: VisitSettings
    flags: FlagSettings
    opinions: OpinionSettings
    search: SearchSettings
    digest: DigestSettings
    mail: MailSettings
    log: LogSettings
    metrics: MetricsSettings


# --- loading ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One setting as it is shown: secrets only as set or not set."""

    key: str
    shown: Any
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The settings, and where each came from."""

    settings: Settings
    #: the file that was read; None when there is none
    file: Path | None
    origins: tuple[Origin, ...]


def load(
    file: Path | None = None, *, options: Mapping[str, Any] | None = None, environment: Mapping[str, str] = os.environ
) -> Loaded:
    """Read all layers. Raises SettingsError, which names place, key and remedy of the first thing that is wrong."""
    path, given = gathered(file, options or {}, environment)
    settings, wrong = checked(given)
    if settings is None:
        more = f" (and {len(wrong) - 1} more: `storyledger config check`)" if len(wrong) > 1 else ""
        raise SettingsError(wrong[0] + more)
    return Loaded(settings=settings, file=path, origins=tuple(described(settings, layers.laid_over(given)[1])))


def check(
    file: Path | None = None, *, options: Mapping[str, Any] | None = None, environment: Mapping[str, str] = os.environ
) -> list[str]:
    """All that is wrong with the settings, a line each. Raises SettingsError for a file that cannot be read."""
    return checked(gathered(file, options or {}, environment)[1])[1]


def gathered(
    file: Path | None, options: Mapping[str, Any], environment: Mapping[str, str]
) -> tuple[Path | None, list[Given]]:
    """The settings file, and the values of all layers, weakest first."""
    path = layers.file_to_read(file, environment)
    given = layers.defaults() + (layers.from_file(path) if path else [])
    given += [problems.typed(g, Settings) for g in layers.from_environment(environment)]
    return path, with_secrets(given + layers.from_options(options))


def checked(given: Sequence[Given]) -> tuple[Settings | None, list[str]]:
    """The settings, or all that is wrong with them."""
    nested, origins = layers.laid_over(given)
    try:
        # JSON, because only there a strict reader takes a list for a tuple and a text for a path
        return Settings.model_validate_json(problems.as_json(nested)), []
    except ValidationError as wrong:
        return None, [problems.told(error, origins, Settings) for error in wrong.errors(include_url=False)]


def with_secrets(given: Sequence[Given]) -> list[Given]:
    """`given`, and the passwords in the files that are named. Raises SettingsError for one that cannot be read."""
    return [*given, *(found for section in WITH_PASSWORD for found in password_in_file(section, given))]


def password_in_file(section: str, given: Sequence[Given]) -> Iterator[Given]:
    """The password of a section that stands in a file; one that is given outright beats it."""
    named = [g for g in given if g.key == (section, "password_file")]
    if not named or any(g.key == (section, "password") for g in given):
        return
    path = Path(str(named[-1].value))
    try:
        path = expanded_path(path)
        secret = path.read_text("utf-8").strip()
    except (OSError, ValueError) as wrong:
        raise SettingsError(f"{named[-1].origin}: {section}.password_file: {path} cannot be read") from wrong
    yield Given(key=(section, "password"), value=secret, origin=f"file {path}")


def revealed(reference: str, environment: Mapping[str, str] = os.environ) -> str:
    """The secret that `env:VARIABLE` or `file:PATH` refers to. Raises SettingsError where there is none."""
    kind, _, where = reference.partition(":")
    if kind == "env":
        if not environment.get(where):
            raise SettingsError(f"{reference}: the variable is not set")
        return environment[where]
    try:
        return expanded_path(Path(where)).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise SettingsError(f"{reference}: the file cannot be read") from wrong


# --- showing ----------------------------------------------------------------------------------------------------------
def described(settings: Settings, origins: Mapping[Key, str]) -> list[Origin]:
    """Every setting with its origin, in the order of the sections."""
    values = settings.model_dump(mode="json", exclude={section: {"password"} for section in WITH_PASSWORD})
    for section in WITH_PASSWORD:
        values[section]["password"] = "(set)" if getattr(settings, section).password else None
    return [
        Origin(key=".".join(key), shown=without_password(value), origin=origins.get(key, layers.DEFAULT))
        for key, value in layers.leaves(values)
    ]
