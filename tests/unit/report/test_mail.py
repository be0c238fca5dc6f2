"""One mail for all stories: readable as text and as HTML, pictures inside, harmless in every header."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from lxml import html

from pipeline.report.digest import Digest
from pipeline.report.mail import Envelope, render_mail
from tests.unit.report.hostile import hostile_digest
from tests.unit.report.mill import mill_digest, quiet_digest

ENVELOPE = Envelope(
    sender="Ledger <ledger@example.org>", to=("desk@example.org",), at=datetime(2031, 3, 10, 6, tzinfo=UTC)
)
MAILS: dict[str, list[Digest]] = {
    "one story": [mill_digest()],
    "two stories": [mill_digest(), quiet_digest()],
    "a hostile story": [hostile_digest()],
    "no story": [],
}


@pytest.fixture(params=MAILS, name="mail")
def _mail(request: pytest.FixtureRequest) -> EmailMessage:
    return received(MAILS[request.param])


def received(digests: list[Digest]) -> EmailMessage:
    """The mail as it comes out at the other end."""
    return message_from_bytes(render_mail(digests, ENVELOPE).as_bytes(policy=policy.SMTP), policy=policy.default)


def test_every_mail_has_text_page_and_attachment_and_no_stray_header(mail: EmailMessage) -> None:
    assert sorted(mail.keys()) == ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Subject", "To"]
    assert len(str(mail["Subject"])) <= 120
    assert not mail.defects
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None and page is not None
    assert "story" in text.get_content() or "changed" in text.get_content()
    assert [a.get_filename() for a in mail.iter_attachments()] == ["digest-2031-03-10.html"]


def test_the_page_asks_for_nothing_and_runs_nothing(mail: EmailMessage) -> None:
    page = mail.get_body(("html",))
    assert page is not None
    root = html.document_fromstring(page.get_content())
    assert not root.xpath("//script | //style | //link | //iframe | //@onclick | //form")
    assert all(src.startswith("cid:") for src in root.xpath("//@src"))
    assert all(href.startswith(("http://", "https://")) for href in root.xpath("//a/@href"))


def test_each_picture_is_in_the_mail_and_says_in_words_what_it_shows() -> None:
    mail = received([mill_digest()])
    page = mail.get_body(("html",))
    assert page is not None
    images = html.document_fromstring(page.get_content()).xpath("//img")
    parts = {part["Content-ID"]: part.get_content() for part in mail.walk() if part.get_content_type() == "image/png"}
    assert {f"<{image.get('src').removeprefix('cid:')}>" for image in images} == set(parts)
    assert len(parts) == 2
    assert all(png.startswith(b"\x89PNG") for png in parts.values())
    assert "9 on 27 Feb 2031, then 11" in images[0].get("alt")


def test_the_subject_tells_what_changed() -> None:
    fire = str(received([mill_digest()])["Subject"])
    assert fire == "Fire at the Ostrava Quay grain mill: 2 figures changed (3 Mar 2031 to 9 Mar 2031)"
    assert str(received([mill_digest(), quiet_digest()])["Subject"]).startswith("2 stories: 2 figures changed")


def test_the_same_digest_gives_the_same_bytes() -> None:
    assert render_mail([mill_digest()], ENVELOPE).as_bytes() == render_mail([mill_digest()], ENVELOPE).as_bytes()
