"""One request: conditional, guarded, within deadline and cap; every trouble becomes an error of our tree."""

import asyncio
import hashlib
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from aiohttp import hdrs
from yarl import URL

from pipeline.errors import FetchError, RefusedAddress, TooLarge, Unreachable
from pipeline.fetch.addresses import AddressBook, host_of
from pipeline.fetch.guard import Guard, PrivateAddress
from pipeline.fetch.inflate import ACCEPTED, Inflater
from pipeline.fetch.settings import FetchSettings
from pipeline.urls import is_ip

#: how aiohttp's words begin for a header line, or a number of them, over its limit
TOO_LONG_HEADERS = ("Got more than", "Too many headers")
CHUNK = 64 * 1024
ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, application/feed+json;q=0.9, */*;q=0.8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What one server said to one request."""

    url: URL
    status: int
    #: lower-case header name -> value, the first where a name is repeated
    headers: Mapping[str, str]
    #: empty unless the status is a success
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


class Client:
    """Sends single requests and follows nothing. Lives in one event loop."""

    def __init__(
        self, settings: FetchSettings, *, addresses: AddressBook, resolver: aiohttp.abc.AbstractResolver | None
    ) -> None:
        self._settings = settings
        self._addresses = addresses
        known = frozenset((place.ip, place.port) for place in addresses.places.values())
        networks = tuple(ipaddress.ip_network(n) for n in settings.allow_networks)
        self._guard = Guard(known, settings.allow_private, networks)
        self._straight = self._session(resolver, self._guard)
        # all its connections lead to the proxy, which stands in the settings and may stand anywhere
        self._through = self._session(None, None)
        self._cookies: dict[str, aiohttp.CookieJar] = {}

    def _session(self, resolver: aiohttp.abc.AbstractResolver | None, guard: Guard | None) -> aiohttp.ClientSession:
        settings = self._settings
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=settings.concurrency, resolver=resolver, socket_factory=guard),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
            max_line_size=settings.max_header_bytes,
            max_field_size=settings.max_header_bytes,
        )

    async def close(self) -> None:
        await self._straight.close()
        await self._through.close()

    async def get(self, url: URL, headers: Mapping[str, str], *, deadline_s: float) -> Response:
        """The server's answer, whatever its status. Raises RefusedAddress, Unreachable or TooLarge."""
        return await self._bounded(url, headers, None, deadline_s)

    async def post(self, url: URL, headers: Mapping[str, str], body: bytes, *, deadline_s: float) -> Response:
        """The same, for a request that brings a body."""
        return await self._bounded(url, headers, body, deadline_s)

    async def _bounded(self, url: URL, headers: Mapping[str, str], body: bytes | None, deadline_s: float) -> Response:
        host = host_of(url)
        if self._settings.of(host).disabled:
            raise RefusedAddress(f"{host}: switched off in the settings; set fetch.hosts.{host}.disabled to false")
        try:
            async with asyncio.timeout(deadline_s):
                return await self._exchange(url, headers, body, host)
        except FetchError:
            raise
        except TimeoutError as wrong:
            limit_s = self._settings.total_deadline_s
            raise Unreachable(f"{host}: no complete answer within {limit_s:g} s; tried again later") from wrong
        except (aiohttp.ClientError, OSError, ValueError) as wrong:
            raise named(wrong, host) from wrong

    async def _exchange(self, url: URL, headers: Mapping[str, str], body: bytes | None, host: str) -> Response:
        place = self._addresses.route(url)
        sent = self._sent(url, headers, host)
        proxy = self._settings.proxy_for(host) if place is url else None
        if proxy is not None:
            self._refuse_inward(url, host)
        session = self._straight if proxy is None else self._through
        method = hdrs.METH_GET if body is None else hdrs.METH_POST
        async with session.request(
            method, place, data=body, headers=sent, allow_redirects=False, proxy=proxy
        ) as answer:
            if self._settings.of(host).keep_cookies:
                self._jar(host).update_cookies(answer.cookies, url)
            # bytes that are no UTF-8 arrive as lone surrogates, which no store takes
            received: dict[str, str] = {}
            for name, value in answer.headers.items():
                received.setdefault(
                    name.lower(), value if value.isascii() else value.encode("utf-8", "replace").decode()
                )
            read = await self._body(answer, host) if 200 <= answer.status < 300 else b""
            return Response(url=url, status=answer.status, headers=received, body=read)

    def _sent(self, url: URL, headers: Mapping[str, str], host: str) -> dict[str, str]:
        """All headers of a request; secrets go to their origin alone."""
        sent = {
            hdrs.HOST: url.host_port_subcomponent or host,
            hdrs.USER_AGENT: self._settings.user_agent,
            hdrs.ACCEPT: ACCEPT,
            hdrs.ACCEPT_ENCODING: ACCEPTED,
            **headers,
            **self._settings.of(host).headers,
            **self._settings.credentials.get(str(url.origin()), {}),
        }
        if self._settings.of(host).keep_cookies:
            kept = self._jar(host).filter_cookies(url)
            if kept:
                sent[hdrs.COOKIE] = "; ".join(f"{name}={morsel.value}" for name, morsel in kept.items())
        return sent

    def _jar(self, host: str) -> aiohttp.CookieJar:
        """The cookies of one host, which no other host sees; forgotten when the program ends."""
        return self._cookies.setdefault(host, aiohttp.CookieJar())

    def _refuse_inward(self, url: URL, host: str) -> None:
        """A proxy connects for us: an address that is not public must not be handed to it. Raises RefusedAddress."""
        if is_ip(host) and not self._guard.allows(host, url.port or 0):
            raise RefusedAddress(f"{host}: not a public address; set fetch.allow_networks if it is your own")

    async def _body(self, answer: aiohttp.ClientResponse, host: str) -> bytes:
        inflater = Inflater(
            answer.headers.get(hdrs.CONTENT_ENCODING, ""), max_bytes=self._settings.max_bytes, host=host
        )
        if (answer.content_length or 0) > self._settings.max_bytes:
            raise TooLarge(
                f"{host}: announces {answer.content_length:,} bytes; raise fetch.max_bytes if they should be read"
            )
        async for chunk in answer.content.iter_chunked(CHUNK):
            inflater.feed(chunk)
        return inflater.done()


def named(wrong: Exception, host: str) -> FetchError:
    """What went wrong between us and `host`, in words for the user."""
    if isinstance(wrong, aiohttp.ClientHttpProxyError | aiohttp.ClientProxyConnectionError):
        return Unreachable(f"{host}: the proxy in fetch.proxy did not let us through; check the proxy")
    if isinstance(wrong, aiohttp.ClientConnectorError) and isinstance(wrong.os_error, PrivateAddress):
        return RefusedAddress(
            f"{host}: leads to an address that is not public; if it is yours, list it in fetch.allow_networks"
        )
    if isinstance(wrong, aiohttp.ClientConnectorDNSError | socket.gaierror):
        return Unreachable(f"{host}: no such host; check the address")
    if isinstance(wrong, aiohttp.ClientSSLError):
        return Unreachable(f"{host}: no trustworthy TLS connection; check the address, or tell the site")
    if isinstance(wrong, aiohttp.ClientConnectorError):
        return Unreachable(f"{host}: no connection ({wrong.os_error.strerror or 'refused'}); tried again later")
    if isinstance(wrong, aiohttp.ClientPayloadError):
        return Unreachable(f"{host}: the answer was broken off; tried again later")
    if isinstance(wrong, aiohttp.ClientResponseError):
        if wrong.message.startswith(TOO_LONG_HEADERS):
            return TooLarge(f"{host}: headers beyond all measure; the answer is not read")
        return Unreachable(f"{host}: the answer is no valid HTTP; tried again later")
    if isinstance(wrong, aiohttp.InvalidURL | ValueError):
        return RefusedAddress(f"{host}: not an address that can be read; correct it")
    return Unreachable(f"{host}: the connection was lost ({type(wrong).__name__}); tried again later")
