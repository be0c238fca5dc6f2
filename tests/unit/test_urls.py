"""Which addresses are one article, whose they are, and which are never fetched."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.errors import RefusedAddress
from pipeline.urls import canonical, is_fetchable, outlet_of, refuse_unfetchable

SAME = {
    "https://coast-times.example/a": [
        "http://coast-times.example/a",
        "https://COAST-times.Example/a/",
        "https://www.coast-times.example:443/a#top",
        "http://coast-times.example:80//a",
        "https://mobile.coast-times.example/a?utm_medium=x&gclid=y",
        "  https://coast-times.example/a\n",
        "https://coast\u200b-times.example/a",
        "https://www.google.com/amp/s/www.coast-times.example/a/amp.html",
    ],
    "https://coast-times.example/a?b=1&c=2": [
        "https://coast-times.example/a?c=2&b=1",
        "https://coast-times.example/a/?b=1&&c=2&fbclid=9",
    ],
    "https://coast-times.example": [
        "https://coast-times.example/",
        "http://www.coast-times.example",
        "https://coast-times.example/?",
    ],
    "https://coast-times.example/%C3%A9t%C3%A9/~x": [
        "https://coast-times.example/été/~x",
        "https://coast-times.example/%c3%a9t%c3%a9/%7ex",
    ],
    "https://xn--mnster-3ya.example/a": ["https://münster.example/a", "https://MÜNSTER.example./a"],
}


@pytest.mark.parametrize(("identity", "address"), [(i, a) for i, addresses in SAME.items() for a in (i, *addresses)])
def test_all_addresses_of_an_article_have_one_identity(identity: str, address: str) -> None:
    assert canonical(address) == identity


DIFFERENT = [
    ("https://a.example/x?id=1", "https://a.example/x?id=2"),
    ("https://a.example/x?cid=1", "https://a.example/x?cid=2"),
    ("https://a.example/X", "https://a.example/x"),
    ("https://a.example/x", "https://b.example/x"),
    ("https://news.a.example/x", "https://a.example/x"),
    ("https://a.example:8443/x", "https://a.example/x"),
    ("https://m.example/x", "https://example/x"),
    ("https://a.example/x%2Fy", "https://a.example/x/y"),
    ("https://a.example/amp", "https://a.example/"),
    ("https://a.example/lamp", "https://a.example/l"),
    ("https://10.0.0.1/x", "https://0.0.1/x"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_articles_stay_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("url", "base", "identity"),
    [
        ("/b/c", "https://a.example/x/y", "https://a.example/b/c"),
        ("c?d=1", "https://a.example/x/y", "https://a.example/x/c?d=1"),
        ("//b.example/c", "https://a.example/x", "https://b.example/c"),
        ("https://b.example/c", "https://a.example/x", "https://b.example/c"),
        ("", "https://a.example/x", ""),
        ("javascript:void(0)", "https://a.example/x", "javascript:void(0)"),
        ("http://[::1", None, "http://[::1"),
        ("http://a.example:99999999/", None, "http://a.example:99999999/"),
    ],
)
def test_links_are_read_against_their_page(url: str, base: str | None, identity: str) -> None:
    assert canonical(url, base) == identity


HOSTS = [
    "a.example",
    "www.a.example",
    "m.www.a.example",
    "[::1]",
    "1.2.3.4",
    "é.example",
    "a.example:80",
    "a.example:81",
    "x.cdn.ampproject.org",
]
PATHS = st.text(st.sampled_from("ab/%2f4AamPp.~é?&=#+ \t\u202e\ud800"), max_size=40)


@given(
    st.builds(
        lambda s, h, p: f"{s}://{h}/{p}",
        st.sampled_from(["http", "https", "HTTP", "ftp"]),
        st.sampled_from(HOSTS),
        PATHS,
    )
)
@example("https://a.example/%%34%31")
@example("https://a.example/x/amp/amp.html/")
@example("https://www.www.a.example/")
@example("https://x.cdn.ampproject.org/c/s/y.cdn.ampproject.org/c/s/a.example/b")
def test_the_identity_of_an_identity_is_itself(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once


@given(st.text(max_size=80), st.text(max_size=80))
@example("http://[", "http://]")
@example("http://\ud800/", "x")
@example("//" + "9" * 5_000, "http://a.example")
@example("//a.example/" + "é" * 4_000, "http://a.example")
def test_no_text_is_too_hostile_for_an_address(url: str, base: str) -> None:
    assert canonical(canonical(url, base)) == canonical(url, base)
    outlet_of(url)
    is_fetchable(url)


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.coast-times.example/a", "coast-times.example"),
        ("https://news.coast-times.co.uk/a", "coast-times.co.uk"),
        ("http://coast-times.test", "coast-times.test"),
        ("https://127.0.0.1:8080/a", "127.0.0.1"),
        ("https://[::1]/a", "::1"),
        ("http://localhost:8000/", "localhost"),
        ("https://WWW.Coast-Times.EXAMPLE./", "coast-times.example"),
        ("mailto:a@b.example", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_who_publishes(url: str, outlet: str) -> None:
    assert outlet_of(url) == outlet


@pytest.mark.parametrize(
    "url", ["https://a.example/", "http://8.8.8.8:8080/x?y", "https://[2001:db8::1]/", "http://é.example"]
)
def test_plain_web_addresses_are_fetchable(url: str) -> None:
    refuse_unfetchable(url)
    assert is_fetchable(url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://a.example/", "not ftp"),
        ("file:///etc/passwd", "not file"),
        ("a.example/x", "without scheme"),
        ("http://", "no host"),
        ("http://./", "no host"),
        ("http://a b.example/", "sign in it that none has"),
        ("http://a%20b.example/", "sign in it that none has"),
        ("http://a<b.example/", "sign in it that none has"),
        ("http://ann:pw@a.example/", "user name"),
        ("http://a.example@b.example/", "user name"),
        ("http://0x7f000001/", "disguise"),
        ("http://1.2.3/", "disguise"),
        ("http://010.0.0.1/", "disguise"),
        ("http://[::1/", "can be read"),
        ("http://a.example:x/", "can be read"),
        ("java\nscript:\x1b[31m" + "x" * 500, "only http"),
    ],
)
def test_refusals_say_why_in_one_printable_line(url: str, why: str) -> None:
    with pytest.raises(RefusedAddress) as refused:
        refuse_unfetchable(url)
    message = str(refused.value)
    assert why in message
    assert message.isprintable()
    assert len(message) < 260
    assert "pw" not in message
