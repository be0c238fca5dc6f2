"""Mail goes out to a real server; what goes wrong is one line with its remedy."""

import socket
from email.message import EmailMessage

import pytest

from config.settings import MailSettings
from pipeline.cli.post import send
from pipeline.errors import MailRefused, Misuse
from tests.mailbox import mailbox

SECRET = "hunter2hunter2"


def settings(port: int = 1, **given: object) -> MailSettings:
    values = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "user": "",
        "sender": "a@b.example",
        "to": ["c@d.example"],
    }
    return MailSettings.model_validate(values | given, strict=False)


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", "Harbour"
    mail.set_content("Nothing changed.")
    return mail


def test_a_message_arrives() -> None:
    with mailbox() as box:
        send(message(), settings(box.port))
    assert [m["Subject"] for m in box.taken] == ["Harbour"]


def test_a_server_that_asks_for_a_password_gets_it() -> None:
    with mailbox(SECRET) as box:
        send(message(), settings(box.port, user="desk", password=SECRET))
    assert len(box.taken) == 1


def test_a_wrong_password_is_told_and_never_shown() -> None:
    with mailbox(SECRET) as box, pytest.raises(MailRefused, match="refused user and password; check") as caught:
        send(message(), settings(box.port, user="desk", password="wrong-" + SECRET))
    assert SECRET not in str(caught.value)
    assert box.taken == []


def test_a_server_without_encryption_gets_no_mail_that_should_be_encrypted() -> None:
    with mailbox() as box, pytest.raises(MailRefused, match=r"check mail\.security"):
        send(message(), settings(box.port, security="starttls"))
    with mailbox() as box, pytest.raises(MailRefused, match=r"check mail\.(security|host)"):
        send(message(), settings(box.port, security="tls"))
    assert box.taken == []


def test_what_the_server_says_is_told_in_one_line() -> None:
    with mailbox() as box:
        box.refusal = "452 the box is\x1b[2J full"
        with pytest.raises(MailRefused, match="452 the box is") as caught:
            send(message(), settings(box.port))
    assert str(caught.value).isprintable()


def test_a_dead_server_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(MailRefused, match=rf"127\.0\.0\.1:{port}: no mail server answers there"):
        send(message(), settings(port))


def test_no_server_is_misuse() -> None:
    with pytest.raises(Misuse, match=r"set mail\.host"):
        send(message(), settings(host=""))
