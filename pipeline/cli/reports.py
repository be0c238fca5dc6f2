"""`flags`, `ledger`, `digest`: what was found, for people and for programs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, Since, SomeStory, StoryId, call, moment
from pipeline.errors import Misuse, UnknownName
from pipeline.model import FlagKind, Ledger, Story, StoryState
from pipeline.report.addresses import address
from pipeline.report.inputs import BlindPeriod, CollectedArticle, Findings, Period, ReportedFlag

if TYPE_CHECKING:
    from config.settings import MailSettings
    from db.rows import Blind, SeenArticle, StoredFlag
    from db.store import Store
    from pipeline.extract import Aligned
    from pipeline.report.digest import Digest

WEEK = timedelta(days=7)
#: series whose course is shown when none is named
N_TIMELINES = 5


class Format(StrEnum):
    """How a digest is set."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    EML = "eml"


def flags(
    ctx: typer.Context,
    story: SomeStory = None,
    since: Since = None,
    kind: Annotated[list[FlagKind] | None, typer.Option(help="Only this kind; may be given several times.")] = None,
    why: Annotated[bool, typer.Option("--why/--no-why", help="Say for each flag why it is news.")] = True,
    as_json: Json = False,
) -> None:
    """Show the flags: what changed, and who says so.

    Each with the sentence that proves it, its link, and why it is news.
    """
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        if story is not None:
            parts.store.story(story)
        found = parts.store.flags(story, since=moment(since, parts.clock.now()), kinds=kind or ())
    if as_json:
        terminal.show_json(flags_json(found))
    else:
        show_flags(found, why=why)


def ledger(ctx: typer.Context, story: StoryId, as_json: Json = False) -> None:
    """Show what is known of a story.

    Each series with its current value, who says so, how many independent voices, and its course.
    """
    from pipeline.check import standing
    from pipeline.cli import wiring
    from pipeline.cli.checking import withdrawals
    from pipeline.report.data import to_json
    from pipeline.report.terminal import ledger_table

    with wiring.opened(call(ctx)) as parts:
        if as_json:
            whole = to_json(digest_of(parts.store, parts.store.story(story), Period()))
            terminal.show_json({name: whole[name] for name in ("story", "name", "ledger", "corroborated", "disputed")})
        else:
            known, _ = standing(settled(parts.store, story), withdrawals(parts.store, story))
            terminal.show(ledger_table(known))


def timeline(
    ctx: typer.Context,
    story: StoryId,
    series: Annotated[
        list[int] | None,
        typer.Argument(help="Numbers of series; without them those that moved most.", metavar="[SERIES]"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the course of a story's series, point by point.

    Every value ever reported, when, by whom and where, with a chart and links.
    """
    from pipeline.cli import wiring
    from pipeline.report import terminal as drawn
    from pipeline.report.data import timeline_json
    from pipeline.report.rows import rows

    with wiring.opened(call(ctx)) as parts:
        found = settled(parts.store, story)
    by_n = {s.n: s for s in found.series}
    for n in series or ():
        if n not in by_n:
            raise UnknownName(f"no series {n} in {story}: `storyledger ledger {story}` shows them")
    shown = [by_n[n] for n in series] if series else [row.series for row in rows(found)[:N_TIMELINES]]
    if as_json:
        terminal.show_json([timeline_json(s) for s in shown])
    else:
        terminal.show(*(drawn.timeline(s) for s in shown))


def settled(store: "Store", story_id: str) -> Ledger:
    """The ledger of a story, every series with its name. Raises UnknownName."""
    from pipeline.ledger import settled as named

    return named(store.ledger(story_id))


def digest(
    ctx: typer.Context,
    story: SomeStory = None,
    since: Since = None,
    week: Annotated[bool, typer.Option("--week", help="The last seven days.")] = False,
    format: Annotated[
        Format, typer.Option(help="Markdown, JSON and a mail are printed, HTML becomes a file.")
    ] = Format.MARKDOWN,
    out: Annotated[
        Path | None, typer.Option(help="File to write to; for HTML, instead of the settings' folder.", metavar="FILE")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send it by mail, as the settings say.")] = False,
) -> None:
    """Report one story, or all: changes, news, coverage.

    What changed with old and new value, what is new, denied or corrected, what was collected, and where the monitor
    was blind.
    """
    from pipeline.cli import post, weekly, wiring

    if week and since:
        raise Misuse("--week and --since exclude each other: give one")
    if send and (out or format is not Format.MARKDOWN):
        raise Misuse("--send sends a mail: leave out --format and --out")
    with wiring.opened(call(ctx)) as parts:
        now = parts.clock.now()
        period = Period(since=now - WEEK if week else moment(since, now))
        found = [digest_of(parts.store, s, period) for s in wanted(parts.store, story)]
    if send:
        post.send(mail(found, parts.settings.mail, now), parts.settings.mail)
        terminal.say(f"Sent to {', '.join(parts.settings.mail.to)}.")
        return
    text = mail(found, parts.settings.mail, now).as_string() if format is Format.EML else rendered(found, format)
    path = out or (parts.settings.digest.out / page_name(story, now) if format is Format.HTML else None)
    if path is None:
        terminal.write(text)
    else:
        weekly.write(path, text)
        terminal.say(str(path))


def wanted(store: "Store", story_id: str | None) -> list[Story]:
    """The story that is named, else all that are not archived. Raises UnknownName."""
    if story_id is not None:
        return [store.story(story_id)]
    return [s for s in store.stories() if s.state is not StoryState.ARCHIVED]


def page_name(story_id: str | None, now: datetime) -> str:
    return f"{story_id or 'all'}-{now:%Y-%m-%d}.html"


def rendered(digests: "Sequence[Digest]", format: Format) -> str:
    """Digests as text, ending with a line break."""
    if format is Format.HTML:
        return page(digests)
    if format is Format.MARKDOWN:
        from pipeline.report.markdown import render_markdown

        return "\n".join(render_markdown(d) for d in digests) or "No story is followed yet.\n"
    from pipeline.report.data import to_json

    return terminal.as_json([to_json(d) for d in digests]) + "\n"


def page(digests: "Sequence[Digest]") -> str:
    from pipeline.report.html import render_html

    return render_html(digests)


def mail(digests: "Sequence[Digest]", settings: "MailSettings", at: datetime) -> EmailMessage:
    """One mail for all `digests`."""
    from pipeline.report.mail import Envelope, render_mail

    return render_mail(digests, Envelope(sender=settings.sender, to=settings.to, at=at))


def digest_of(store: "Store", story: Story, period: Period) -> "Digest":
    """The digest of a story for a period, from what the store holds."""
    from pipeline.check import standing
    from pipeline.cli.checking import own, withdrawals
    from pipeline.report.addresses import addressed
    from pipeline.report.digest import compose

    sources = store.sources(story.id)
    polled = [s for s in sources if not s.paused and not s.retired]
    seen = store.articles(story.id)
    ids = {s.id for s in sources}
    blind = [b for b in store.blind(since=period.since, until=period.until) if b.source_id in ids]
    withdrawn = withdrawals(store, story.id)
    ledger, lost = standing(settled(store, story.id), withdrawn)
    findings = Findings(
        flags=[
            replace(reported(f), changes=changes_of(store, f))
            for f in store.flags(story.id, since=period.since, until=period.until)
        ],
        articles=[collected(a) for a in seen if period.covers(a.fetched_at)],
        blind=[unseen(b) for b in blind],
        own=own(store, story, withdrawn),
        n_sources=len(polled),
        n_unasked=sum(s.ok_at is None and not s.n_failures for s in polled),
        lost=lost,
    )
    found = compose(story=story, ledger=ledger, findings=findings, period=period)
    return addressed(found, {a.url: address(a.url, a.listed_url) for a in seen})


def changes_of(store: "Store", stored: "StoredFlag") -> "tuple[Aligned, ...]":
    """For a flag about an article's text: the text beside that of the version before it."""
    from pipeline.extract import alignment

    if stored.version_id is None or not stored.flag.kind.value.startswith("article."):
        return ()
    texts = [known for known in store.history(stored.url) if known.version_id <= stored.version_id]
    return alignment(texts[-2].version, texts[-1].version) if len(texts) > 1 else ()


def show_flags(found: "Sequence[StoredFlag]", *, why: bool = True, quiet: bool = False) -> None:
    from pipeline.report.terminal import flags_by_day

    if found or not quiet:
        terminal.show(flags_by_day([reported(f) for f in found], why=why))


def flags_json(found: "Sequence[StoredFlag]") -> list[dict[str, Any]]:
    from pipeline.report.data import flag_json

    return [{"story": f.story_id} | flag_json(reported(f)) for f in found]


def reported(stored: "StoredFlag") -> ReportedFlag:
    return ReportedFlag(
        id=stored.id,
        flag=stored.flag,
        url=address(stored.url, stored.listed_url),
        outlet=stored.outlet,
        title=stored.title,
        fetched_at=stored.raised_at,
        published_at=stored.published_at,
        state=state_of(stored),
        edit_id=stored.edit_id,
        opinion=stored.opinion,
    )


def state_of(stored: "StoredFlag") -> str:
    """What a human, a later report or else a second opinion made of a flag; in that order."""
    if stored.state.value != "new":
        return stored.state.value
    return "doubted" if stored.opinion is not None and stored.opinion.doubts else "open"


def collected(seen: "SeenArticle") -> CollectedArticle:
    return CollectedArticle(
        url=seen.url,
        outlet=seen.outlet,
        title=seen.title,
        published_at=seen.published_at,
        relation=seen.relation,
        origin_url=seen.origin_url,
    )


def unseen(blind: "Blind") -> BlindPeriod:
    return BlindPeriod(source=blind.title, url=blind.url, since=blind.since, until=blind.until, error=blind.error)
