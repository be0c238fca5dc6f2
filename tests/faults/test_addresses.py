"""Cases 12 to 16: where requests may go, and what they may carry."""

import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline.fetch import Fetcher, FetchSettings
from pipeline.fetch.guard import is_public
from pipeline.model import Answer, FetchFailure, Page
from tests.integration.fetch.web import SteppingClock, Web, answer, redirect

GUARDED = FetchSettings(per_host_interval_s=0, total_deadline_s=5)


def refused(answered: Answer) -> bool:
    return isinstance(answered, FetchFailure) and answered.status is None


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fc00::1",
        "fe80::1%eth0",
        "ff02::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:0:7f00:1::",
        "192.88.99.1",
        "fec0::1",
    ],
)
def test_case_12_addresses_that_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_case_12_public_addresses(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "localhost"])
def test_case_12_a_link_to_this_machine_is_refused_before_a_byte_is_sent(host: str) -> None:
    with Web(answer(b"secret")) as web, Fetcher(GUARDED, SteppingClock()) as fetcher:
        found = fetcher.get(f"http://{host}:{web.port}/")
        assert isinstance(found, FetchFailure)
        assert "not public" in found.error
        assert web.n_connections == 0


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1:{port}/", "http://169.254.169.254/latest/meta-data", "http://[::1]:{port}/"]
)
def test_case_12_a_redirect_to_a_private_address_is_refused(to: str) -> None:
    with Web(answer(b"secret")) as inside, Web(redirect(to.format(port=inside.port))) as outside:
        with Fetcher(GUARDED, SteppingClock(), addresses=outside.book("news.test")) as fetcher:
            assert refused(fetcher.get("https://news.test/"))
        assert (outside.n_connections, inside.n_connections) == (1, 0)


class TurncoatResolver(AbstractResolver):
    """Names a public address to whoever asks first, and this machine to whoever asks again."""

    def __init__(self) -> None:
        self.answers = iter(["8.8.8.8"])

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        ip = next(self.answers, "127.0.0.1")
        return [{"hostname": host, "host": ip, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        """Holds nothing."""


def test_case_13_the_connected_address_is_what_is_checked() -> None:
    resolver = TurncoatResolver()
    assert next(resolver.answers) == "8.8.8.8"  # somebody's check, earlier
    with Web(answer(b"secret")) as web, Fetcher(GUARDED, SteppingClock(), resolver=resolver) as fetcher:
        found = fetcher.get(f"http://rebinding.test:{web.port}/")
        assert isinstance(found, FetchFailure)
        assert found.error.startswith("rebinding.test: leads to an address that is not public")
        assert web.n_connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.test/",
        "data:text/html,hi",
        "javascript:alert(1)",
        "gopher://news.test/",
        "//x",
        "",
    ],
)
def test_case_14_other_schemes_are_refused(url: str) -> None:
    with Fetcher(GUARDED, SteppingClock()) as fetcher:
        assert refused(fetcher.get(url))


def test_case_14_a_redirect_to_another_scheme_is_refused() -> None:
    with (
        Web(redirect("file:///etc/passwd")) as web,
        Fetcher(GUARDED, SteppingClock(), addresses=web.book("news.test")) as fetcher,
    ):
        found = fetcher.get("http://news.test/")
    assert isinstance(found, FetchFailure)
    assert "only http and https" in found.error


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0x7f000001",
        "①②⑦.0.0.1",
        "user:pw@127.0.0.1",
        "news.test@127.0.0.1",
    ],
)
def test_case_15_disguised_addresses_are_refused(host: str) -> None:
    with Web(answer(b"secret")) as web, Fetcher(GUARDED, SteppingClock()) as fetcher:
        assert refused(fetcher.get(f"http://{host}:{web.port}/"))
        assert web.n_connections == 0


def test_case_16_credentials_stay_with_their_origin() -> None:
    secrets = {"Authorization": "Bearer s3cret", "Cookie": "session=1", "X-Api-Key": "k"}

    def answering(request: object) -> bytes:
        return redirect("https://other.test/b") if len(web.requests) == 1 else answer(b"page")

    with Web(answering) as web:
        settings = FetchSettings(per_host_interval_s=0, credentials={"https://paper.test": secrets})
        with Fetcher(settings, SteppingClock(), addresses=web.book("paper.test", "other.test")) as fetcher:
            assert isinstance(fetcher.get("https://paper.test/a"), Page)
        first, second = web.requests
    assert {n: first.headers.get(n.lower()) for n in secrets} == secrets
    assert not {n.lower() for n in secrets} & second.headers.keys()
    assert "s3cret" not in repr(settings)
