"""A digest as Markdown (CommonMark with tables): readable as it stands, and when set."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Flag, FlagKind, Mark
from pipeline.report.digest import Digest, Item
from pipeline.report.inputs import Lost, ReportedFlag
from pipeline.report.marks import VERDICTS
from pipeline.report.marks import quoted as mark_quoted
from pipeline.report.marks import subject as subject_of
from pipeline.report.plain import (
    Piece,
    counted,
    day_words,
    in_quotes,
    label,
    link,
    listed,
    minute_words,
    period_words,
    quotation,
)
from pipeline.report.quantities import quantity, quantity_words
from pipeline.report.rows import Heard, Outdated, Row
from pipeline.report.wording import (
    KINDS,
    NUMERIC,
    difference,
    figure_words,
    is_credited,
    name_words,
    old_words,
    opinions,
    outlet_words,
    point_quoted,
    quoted,
    read_words,
    reasons,
    seen_words,
    stated,
    subject,
    summary,
    who,
)

ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~&!"})


def escaped(text: str) -> str:
    """`text` so that no sign of it is read as Markdown, HTML or an automatic link."""
    return text.translate(ESCAPED).replace("://", ":\\//").replace("www.", "www\\.")


def render_markdown(digest: Digest) -> str:
    """The digest of one story; ends with a line break."""
    lines = [f"# {escaped(label(digest.story.name))}", "", period_words(digest.period), "", escaped(summary(digest))]
    for title, body in _sections(digest):
        text = "\n".join(body).strip("\n")
        if text:
            lines += ["", f"## {title}", "", text]
    return "\n".join(lines) + "\n"


def _sections(digest: Digest) -> Iterator[tuple[str, Iterable[str]]]:
    yield "What in your article is out of date", _marks(digest, digest.superseded)
    yield "What in your article is contested", _marks(digest, digest.contested)
    yield "Changed figures", _items(digest.changed)
    yield "Conflicts", _items(digest.conflicts)
    yield "Denials", _items(digest.denials)
    yield "Articles corrected, revised or withdrawn", _items(digest.articles)
    yield "Lost its support", _lost(digest.lost)
    yield "New figures", _items(digest.new_figures)
    yield "New claims", _items(digest.new_claims)
    yield "Confirmed by a second voice", _heard(digest.corroborated)
    yield "Disputed", _heard(digest.disputed)
    yield "Still carrying the old figure", _outdated(digest.stale)
    yield "The ledger", _ledger(digest.rows)
    yield "What was collected", _collected(digest)
    yield "When the monitor was blind", _blind(digest)
    yield "Of less weight", _items(digest.appendix)


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"- {_headline(item.lead, item.whole)}"
        yield from (f"  - also: {_headline(f, f.flag)}" for f in item.also if f.flag.kind is not FlagKind.CLAIM_NEW)
        if item.lead.flag.sentence or item.lead.flag.text:
            yield f"  > {_quote(quoted(item))}"
            yield "  >"
        yield f"  > — {_source(item.lead.outlet, item.lead.title, item.lead.url)}, {day_words(item.lead.seen_on)}"
        yield ""
        yield from (f"  {_step(f)}\n" for f in reversed(item.earlier))
        yield from (f"  Why: {escaped(reason)}\n" for reason in reasons(item.flags))
        yield from (f"  Second opinion: {escaped(said)}\n" for said in opinions(item.flags))


def _headline(reported: ReportedFlag, flag: Flag) -> str:
    if flag.kind in NUMERIC:
        words = f"{escaped(subject(flag))}: {_turn(flag)}"
        return f"{words}, according to {escaped(who(reported))}" if is_credited(reported) else words
    if flag.kind in (FlagKind.CLAIM_NEW, FlagKind.CLAIM_DENIED):
        return f"**{escaped(who(reported))}** {'denies' if flag.kind is FlagKind.CLAIM_DENIED else 'says'}:"
    return f"**{KINDS[flag.kind].capitalize()}**: {escaped(label(reported.title or reported.outlet))}"


def _turn(flag: Flag) -> str:
    old, new = escaped(old_words(flag)), f"**{escaped(figure_words(flag))}**"
    if old and flag.kind is FlagKind.FIGURE_CONFLICT:
        return f"{new} against {old}"
    return (f"~~{old}~~ → {new}" if old else new) + (f", {difference(flag)}" if difference(flag) else "")


def _step(reported: ReportedFlag) -> str:
    source = _source(reported.outlet, "", reported.url)
    return f"On the way: {_turn(reported.flag)}, {escaped(who(reported))} ({source}, {day_words(reported.seen_on)})"


def _quote(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"**{escaped(p.text)}**" if p.is_marked else escaped(p.text) for p in in_quotes(pieces))


def _source(outlet: str, title: str, url: str) -> str:
    words, named = escaped(label(title or outlet)), escaped(label(outlet))
    good = link(url)
    linked = f"[{words}](<{good}>)" if good else f"{words} ({escaped(label(url))})"
    return linked if named in ("", words) else f"{linked}, {named}"


def _marks(digest: Digest, found: Sequence[Mark]) -> Iterator[str]:
    if digest.own is None:
        return
    version = digest.own.version
    for mark in found:
        witness = mark.witness
        said, now = (escaped(quantity_words(q)) if q else "" for q in (mark.quantity, witness and witness.quantity))
        turned = f": still ~~{said}~~, now **{now}**" if mark.is_outdated else f": **{said}** against {now}"
        yield f"- {escaped(subject_of(version, mark))}{turned if said and now else ''}, {VERDICTS[mark.verdict]}"
        yield f"  > {_quote(mark_quoted(version, mark))}"
        yield "  >"
        yield f"  > — {_source(version.outlet or 'the text that opened the story', '', version.url)}"
        yield ""
        if witness is not None:
            where = f"{_source(witness.outlet, '', witness.url)}, {day_words(witness.reported_at)}"
            said_there = _quote(quotation(witness.sentence, [witness.text]))
            yield f"  {escaped(label(witness.speaker))} ({where}): {said_there}\n"


def _lost(found: Sequence[Lost]) -> Iterator[str]:
    for loss in found:
        said = escaped(quantity_words(quantity(loss.point.figure)))
        source = f"{_source(loss.point.outlet, '', loss.point.url)}, {day_words(loss.point.reported_at)}"
        gone = f"~~{said}~~ ({source}) was taken back on {day_words(loss.at)}"
        yield f"- {escaped(label(loss.name))}: {gone}; {_now(loss)}"


def _now(loss: Lost) -> str:
    if loss.now is None:
        return "no other report gives a value"
    return f"what stands is **{escaped(quantity_words(quantity(loss.now.figure)))}**, {escaped(label(loss.now.voice))}"


def _outdated(found: Sequence[Outdated]) -> Iterator[str]:
    for o in found:
        old, now = (escaped(quantity_words(quantity(p.figure))) for p in (o.point, o.current))
        since = f"{_source(o.current.outlet, '', o.current.url)}, {day_words(o.current.reported_at)}"
        credit = f"according to {escaped(label(o.current.voice))} ({since})"
        yield f"- {escaped(label(o.series.name))}: still ~~{old}~~, now **{now}**, {credit}"
        yield f"  > {_quote(point_quoted(o.point))}"
        yield "  >"
        yield f"  > — {_source(outlet_words(o.point), '', o.point.url)}, {day_words(o.point.reported_at)}"
        yield ""


def _heard(found: Sequence[Heard]) -> Iterator[str]:
    for h in found:
        voices = f"stated by {escaped(listed([label(v) for v in h.supporters]))}"
        denied = f"; denied by {escaped(listed([label(v) for v in h.deniers]))}" if h.deniers else ""
        source = _source(h.latest.outlet, "", h.latest.url)
        yield f"- {escaped(stated(h))}: {voices}{denied} ({source}, {day_words(h.latest.reported_at)})"


def _ledger(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    yield "| figure | value | who says so | since | voices | contradicted by |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in rows:
        rivals = [f"{label(p.voice)}: {quantity_words(quantity(p.figure))}" for p in row.rivals]
        value = f"**{escaped(quantity_words(row.shown))}**"
        cells = [name_words(row), value, label(row.current.voice), day_words(row.current.reported_at)]
        shown = [escaped(c) if c is not value else c for c in cells]
        yield "| " + " | ".join([*shown, str(len(row.voices)), escaped("; ".join(rivals))]) + " |"


def _collected(digest: Digest) -> Iterator[str]:
    yield read_words(digest)
    if digest.outlets:
        yield ""
    for o in digest.outlets:
        copies = f", {counted(o.n_copies, 'copy', 'copies')}" if o.n_copies else ""
        links = "; ".join(_source("", a.title or a.url, a.url) for a in o.articles)
        yield f"- {escaped(label(o.outlet))}: {counted(len(o.articles), 'article')}{copies}: {links}"


def _blind(digest: Digest) -> Iterator[str]:
    for b in digest.blind:
        until = f"until {minute_words(b.until)}" if b.until else "and still is"
        error = f": {escaped(label(b.error))}" if b.error else ""
        yield f"- {_source('', b.source or b.url, b.url)}: blind since {minute_words(b.since)}, {until}{error}"
    yield from _items(digest.silent)
    if not digest.blind and not digest.silent:
        yield seen_words(digest)
