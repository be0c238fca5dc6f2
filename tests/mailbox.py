"""A real mail server on loopback, and what was handed to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Mailbox:
    """What the server has taken, and what it is to refuse."""

    #: where it listens; known when it is open
    port: int = 0
    #: what it says instead of taking a message; "" takes it
    refusal: str = ""
    password: str = ""
    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        if self.refusal:
            return self.refusal
        if self.password and not session.authenticated:
            return "530 who are you?"
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(message_from_bytes(content, policy=policy.default))
        return "250 taken"

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        return AuthResult(success=given.password == self.password.encode(), handled=False)


@contextmanager
def mailbox(password: str = "") -> Iterator[Mailbox]:
    """A server that asks for `password`, unless that is empty."""
    box = Mailbox(password=password)
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    server = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        authenticator=box.login if password else None,
        auth_require_tls=False,
    )
    server.start()
    try:
        yield box
    finally:
        server.stop()
