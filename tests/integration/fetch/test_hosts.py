"""What the settings say of single hosts, of proxies and of networks."""

from dataclasses import replace
from typing import Any

from pipeline.fetch import Fetcher, FetchSettings, HostSettings
from pipeline.model import FetchFailure, Page
from tests.integration.fetch.web import Request, SteppingClock, Web, answer

QUICK = FetchSettings(per_host_interval_s=0, obey_robots=False, total_deadline_s=5)


def settings(**said: Any) -> FetchSettings:
    return replace(QUICK, **said)


def test_a_host_has_headers_of_its_own() -> None:
    own = settings(hosts={"one.test": HostSettings(headers={"X-Reader": "desk"})})
    with Web(answer(b"x")) as web, Fetcher(own, SteppingClock(), addresses=web.book("one.test", "two.test")) as fetcher:
        fetcher.get("http://ONE.test/")
        fetcher.get("http://two.test/")
    assert [r.headers.get("x-reader") for r in web.requests] == ["desk", None]


def test_cookies_are_kept_only_where_the_settings_say_so_and_for_that_host_alone() -> None:
    own = settings(hosts={"one.test": HostSettings(keep_cookies=True)})
    hosts = ("one.test", "two.test", "sub.one.test")
    said = answer(b"x", set_cookie="session=1; Domain=test; Path=/")
    plain = answer(b"x", set_cookie="session=1; Path=/")
    with (
        Web(lambda r: plain if r.path == "/plain" else said) as web,
        Fetcher(own, SteppingClock(), addresses=web.book(*hosts)) as fetcher,
    ):
        for host in ("one.test", "one.test", "two.test", "two.test", "sub.one.test"):
            fetcher.get(f"http://{host}/plain")
    assert [r.headers.get("cookie") for r in web.requests] == [None, "session=1", None, None, None]


def test_a_listed_network_may_be_reached_and_no_other() -> None:
    own = settings(allow_networks=("127.0.0.0/8",))
    with Web(answer(b"wiki")) as web, Fetcher(own, SteppingClock()) as fetcher:
        assert isinstance(fetcher.get(web.url()), Page)
        refused = fetcher.get("http://10.0.0.1/")
    assert isinstance(refused, FetchFailure)
    assert "not public" in refused.error


def through(request: Request) -> bytes:
    return answer(f"through the proxy: {request.target}".encode())


def test_all_requests_go_through_the_proxy_but_those_that_must_not() -> None:
    with Web(through) as proxy, Web(answer(b"straight")) as web:
        own = settings(
            proxy=f"http://user:pw@127.0.0.1:{proxy.port}", no_proxy=("127.0.0.1", ".intern.test"), allow_private=True
        )
        with Fetcher(own, SteppingClock()) as fetcher:
            found = fetcher.get("http://news.test/a?b=c")
            straight = fetcher.get(web.url())
        (asked,) = proxy.requests
    assert isinstance(found, Page)
    assert found.body == b"through the proxy: http://news.test/a?b=c"
    assert isinstance(straight, Page)
    assert straight.body == b"straight"
    assert asked.headers["proxy-authorization"].startswith("Basic ")
    assert "pw" not in repr(own)


def test_a_proxy_is_not_asked_for_what_is_not_public() -> None:
    with Web(through) as proxy, Fetcher(settings(proxy=proxy.url()), SteppingClock()) as fetcher:
        for host in ("169.254.169.254", "10.0.0.1", "[::1]"):
            found = fetcher.get(f"http://{host}/")
            assert isinstance(found, FetchFailure)
            assert "not a public address" in found.error
        assert proxy.requests == []


def test_a_proxy_that_is_not_there_is_named_without_its_password() -> None:
    with Fetcher(settings(proxy="http://user:pw@127.0.0.1:1"), SteppingClock()) as fetcher:
        found = fetcher.get("http://news.test/")
    assert isinstance(found, FetchFailure)
    assert "check the proxy" in found.error
    assert "pw" not in found.error
