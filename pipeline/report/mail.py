"""Digests as one e-mail: plain text, the same as HTML that mail readers show, the whole page attached. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import css_inline

from pipeline.model import Series
from pipeline.report.charts import Picture, step_picture
from pipeline.report.digest import Digest
from pipeline.report.html import environment, render_html
from pipeline.report.markdown import render_markdown
from pipeline.report.plain import counted, label, period_words

#: longest subject that mail readers show in a list
LONGEST_SUBJECT = 120
#: drawings of one story; a mail is read at a glance
MOST_PICTURES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom, to whom, when."""

    sender: str
    to: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A moving figure with its drawing and the name by which the HTML calls it."""

    series: Series
    picture: Picture
    cid: str


def render_mail(digests: Sequence[Digest], envelope: Envelope) -> EmailMessage:
    """One mail for all `digests`, in the order given. The same digests in the same envelope give the same bytes."""
    message = EmailMessage()
    message["Subject"] = subject(digests)
    message["From"] = envelope.sender
    message["To"] = ", ".join(envelope.to)
    message["Date"] = format_datetime(envelope.at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(render_markdown(d) for d in digests) or "No story is followed yet.\n", cte="base64")
    drawings = [list(drawn(d, f"story-{n}")) for n, d in enumerate(digests, 1)]
    page = environment().get_template("mail.html.j2").render(stories=list(zip(digests, drawings, strict=True)))
    message.add_alternative(css_inline.inline(page, load_remote_stylesheets=False), subtype="html", cte="base64")
    _, html = message.iter_parts()
    assert isinstance(html, EmailMessage)
    for each in (each for of_story in drawings for each in of_story):
        html.add_related(each.picture.png, "image", "png", cid=f"<{each.cid}>")
    message.add_attachment(
        render_html(digests), subtype="html", filename=f"digest-{envelope.at:%Y-%m-%d}.html", cte="base64"
    )
    for n, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"==storyledger-{envelope.at:%Y%m%d%H%M%S}-{n}==")
    return message


def subject(digests: Sequence[Digest]) -> str:
    """ "Harbour fire: 3 figures changed (28 Nov 2022 to 4 Dec 2022)"; harmless in a header."""
    n_changed = sum(len(d.changed) for d in digests)
    changed = f"{counted(n_changed, 'figure')} changed"
    where = label(digests[0].story.name) if len(digests) == 1 else counted(len(digests), "story", "stories")
    when = period_words(digests[0].period) if digests else "nothing is followed"
    return label(f"{where}: {changed} ({when})", LONGEST_SUBJECT)


def drawn(digest: Digest, name: str) -> Iterator[Drawn]:
    """The drawings of the figures that moved in the period, those at the top of the ledger first."""
    moved = [row.series for row in digest.rows if row.is_moved]
    for n, series in enumerate(moved[:MOST_PICTURES], 1):
        if picture := step_picture(series):
            yield Drawn(series=series, picture=picture, cid=f"{name}-figure-{n}@storyledger")
