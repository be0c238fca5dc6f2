"""The way out for mail."""

import smtplib
import ssl
from email.message import EmailMessage

from config.settings import MailSettings
from pipeline.errors import MailRefused, Misuse
from pipeline.report.plain import label

#: seconds in which the server has to answer each command
PATIENCE_S = 30


def send(message: EmailMessage, settings: MailSettings) -> None:
    """Hand the message to the mail server of the settings. Raises Misuse without one, MailRefused when it fails."""
    if not settings.host:
        raise Misuse("no mail server: set mail.host, mail.sender and mail.to")
    try:
        with connected(settings) as server:
            if settings.user:
                server.login(settings.user, settings.password.get_secret_value() if settings.password else "")
            refused = server.send_message(message)
    except (OSError, smtplib.SMTPException) as wrong:
        raise MailRefused(f"{settings.host}:{settings.port}: {reason(wrong)}") from wrong
    if refused:
        raise MailRefused(f"{settings.host}:{settings.port}: refused for {', '.join(refused)}; check mail.to")


def connected(settings: MailSettings) -> smtplib.SMTP:
    """A connection, encrypted as the settings say."""
    if settings.security == "tls":
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=PATIENCE_S, context=ssl.create_default_context())
    server = smtplib.SMTP(settings.host, settings.port, timeout=PATIENCE_S)
    if settings.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except Exception:
            server.close()
            raise
    return server


def reason(wrong: Exception) -> str:
    """What went wrong, and its remedy, in one line."""
    match wrong:
        case smtplib.SMTPAuthenticationError():
            return "the server refused user and password; check mail.user and mail.password"
        case smtplib.SMTPNotSupportedError():
            return "the server cannot do what the settings ask for; check mail.security and mail.user"
        case smtplib.SMTPRecipientsRefused():
            return f"refused for {', '.join(wrong.recipients)}; check mail.to"
        case smtplib.SMTPSenderRefused():
            return f"the server refuses mail from {wrong.sender}; check mail.sender"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not valid: {wrong.verify_message}; check mail.host"
        case ssl.SSLError():
            return "no encrypted connection; check mail.security and mail.port"
        case smtplib.SMTPResponseException():
            said = (
                wrong.smtp_error if isinstance(wrong.smtp_error, str) else wrong.smtp_error.decode("ascii", "replace")
            )
            return f"the server answers {wrong.smtp_code} {label(said)}; tried again later"
        case _:
            return f"no mail server answers there ({wrong or type(wrong).__name__}); check mail.host and mail.port"
