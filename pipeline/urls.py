"""Addresses: which URLs name the same article, whose they are, and which are never to be fetched."""

import ipaddress
import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from tld import get_fld

from pipeline.errors import RefusedAddress

DEFAULT_PORTS = {"http": 80, "https": 443}
#: no server reads a longer address
LONGEST = 4_096
LONGEST_HOST = 253

UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2}))?")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
#: forbidden host code points (WHATWG URL, 3.2), as far as they can stand there
NO_HOST = re.compile(r"[\s%<>\\^|]")
#: one part of an IPv4 address as the C library reads it: decimal, octal, or hexadecimal
NUMERIC_LABEL = re.compile(r"0[xX][0-9A-Fa-f]*|[0-9]+")


@cache
def outlets() -> MappingProxyType[str, Any]:
    """The data file on how outlets address their pages."""
    return MappingProxyType(tomllib.loads((files("config") / "outlets.toml").read_text("utf-8")))


def canonical(url: str, base: str | None = None) -> str:
    """The identity of the page at `url`: equal for all the addresses under which a site serves it.

    Not meant to be fetched: scheme, `www.` and the final slash are folded. Idempotent. An address that cannot be read,
    or is not of the web, comes back stripped but otherwise as it is.
    """
    absolute = resolve(url, base)
    parts = split(absolute)
    if parts is None or parts.scheme not in DEFAULT_PORTS or not parts.hostname or len(absolute) > LONGEST:
        return absolute
    folded = folded_path(parts.path)
    inner = cached_page(parts.hostname, folded)
    if inner is not None:
        return canonical(f"https://{inner}" + (f"?{parts.query}" if parts.query else ""))
    query = kept_query(parts.query)
    return f"https://{folded_host(parts)}{folded}" + (f"?{query}" if query else "")


def resolve(url: str, base: str | None = None) -> str:
    """`url` made absolute against `base`, without blanks, control characters and direction marks; "" stays ""."""
    bare = seen(url)
    if base is None or not bare or bare.startswith(("https://", "http://")):
        return bare
    try:
        return urljoin(seen(base), bare)
    except ValueError:
        return bare


def seen(url: str) -> str:
    """`url` without what nobody sees; a space inside is a space of the address."""
    return UNSEEN.sub(lambda m: "%20" if m.group() == " " else "", url.strip())


def outlet_of(url: str) -> str:
    """Who publishes `url`: its registrable domain; an IP address or a bare name stands for itself, "" for no host."""
    parts = split(resolve(url))
    host = ascii_host(parts.hostname or "") if parts is not None else ""
    return registrable(host)


@lru_cache(maxsize=10_000)
def registrable(host: str) -> str:
    """The registrable domain of `host`; for reserved endings such as `.test`, its last two labels."""
    if is_ip(host) or "." not in host or len(host) > LONGEST_HOST:
        return host
    known = get_fld(f"https://{host}", fail_silently=True)
    return str(known) if known else ".".join(host.split(".")[-2:])


def is_fetchable(url: str) -> bool:
    """Whether `refuse_unfetchable` would let `url` pass."""
    try:
        refuse_unfetchable(url)
    except RefusedAddress:
        return False
    return True


def refuse_unfetchable(url: str) -> None:
    """Raises RefusedAddress unless `url` is http or https, names a host plainly and carries no user name.

    Says nothing about where the host's name leads: that is checked when the connection is made.
    """
    parts = split(url)
    if parts is None or len(url) > LONGEST:
        raise RefusedAddress(f"{shown(url)}: not an address that can be read; correct it")
    if parts.scheme not in DEFAULT_PORTS:
        raise RefusedAddress(
            f"{shown(url)}: only http and https are fetched, not {parts.scheme or 'an address without scheme'}"
        )
    if parts.username is not None or parts.password is not None:
        raise RefusedAddress(
            f"{parts.hostname}: an address with a user name in it is not fetched; leave out what precedes @"
        )
    host = parts.hostname or ""
    if not ascii_host(host).strip("."):
        raise RefusedAddress(f"{shown(url)}: no host in it; correct the address")
    if NO_HOST.search(host):
        raise RefusedAddress(f"{shown(url)}: its host has a sign in it that none has; correct the address")
    if is_odd_ipv4(ascii_host(host)):
        raise RefusedAddress(
            f"{shown(host)}: an IP address in disguise is not fetched; write it as four decimal numbers"
        )


def shown(text: str) -> str:
    """`text` as it may stand in a one-line message: printable, at most 120 characters."""
    printable = "".join(c if c.isprintable() else "?" for c in text[:121])
    return printable if len(printable) <= 120 else printable[:119] + "…"


def split(url: str) -> SplitResult | None:
    """The parts of `url`; None where it, or its port, cannot be read."""
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


@lru_cache(maxsize=10_000)
def ascii_host(host: str) -> str:
    """A host name in lower-case ASCII (IDNA), without a final dot; one that IDNA refuses, percent-encoded."""
    host = host.rstrip(".")
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return quote(host.lower(), safe="-._~[]:", errors="surrogatepass").lower()


@lru_cache(maxsize=10_000)
def is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_odd_ipv4(host: str) -> bool:
    """Whether the C library would read `host` as an IPv4 address that is not written as four decimal numbers."""
    labels = host.split(".")
    return len(labels) <= 4 and all(NUMERIC_LABEL.fullmatch(label) for label in labels) and not is_ip(host)


def folded_host(parts: SplitResult) -> str:
    """Host and, unless it is the scheme's own, port; without the first labels that sites use for variants."""
    host = ascii_host(parts.hostname or "")
    while not is_ip(host):
        first, _, rest = host.partition(".")
        # a registrable domain is never cut: `m.co.uk` is somebody's name
        if first not in outlets()["host"]["variants"] or host == registrable(host):
            break
        host = rest
    if ":" in host:
        host = f"[{host}]"
    plain = parts.port in (None, *DEFAULT_PORTS.values())
    return host if plain else f"{host}:{parts.port}"


def folded_path(path: str) -> str:
    """The path with escapes in normal form, without the final slash and the endings of AMP pages."""
    path = normal_escapes(re.sub("/{2,}", "/", path)).rstrip("/")
    while ending := next((e for e in outlets()["path"]["amp_endings"] if path.lower().endswith(e)), None):
        shorter = path[: -len(ending)].rstrip("/")
        # a section called "amp" is not the front page
        if not shorter:
            break
        path = shorter
    return path


def cached_page(host: str, path: str) -> str | None:
    """Host and path of the page that a cache serves under `path`; None for a host that is no cache."""
    for known in outlets()["host"]["caches"]:
        suffix = known["suffix"]
        if host == suffix or host.endswith(f".{suffix}"):
            start = next((p for p in known["paths"] if path.startswith(p)), None)
            inner = path[len(start) :] if start else ""
            if "." in inner.partition("/")[0]:
                return inner
    return None


def kept_query(query: str) -> str:
    """The parameters that may name the page, sorted."""
    pairs = (normal_escapes(pair) for pair in query.split("&") if pair)
    return "&".join(sorted(pair for pair in pairs if not is_tracking(pair.partition("=")[0])))


def is_tracking(name: str) -> bool:
    known = outlets()["query"]
    name = unquote(name).lower()
    return name in known["tracking"] or name.startswith(tuple(known["tracking_prefixes"]))


def normal_escapes(text: str) -> str:
    """Percent-escapes as RFC 3986, 6.2.2 wants them: unreserved characters bare, all else escaped in capitals."""
    escaped = ESCAPE.sub(lambda m: f"%{m[1].upper()}" if m[1] else "%25", text)
    bare = re.sub("%([0-9A-F]{2})", lambda m: c if (c := chr(int(m[1], 16))) in UNRESERVED else m[0], escaped)
    return quote(bare, safe="/?%:@!$&'()*+,;=~", errors="surrogatepass")
