"""A small recording of our own: a fire told by three outlets, with a copy, a doctored copy and a silent edit."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

OUTLETS = {"courier": "The Brackwater Courier", "wire": "Norlund Wire", "echo": "Harrow Echo"}

LEDE = "Fire tore through the Pellingham chemical warehouse in Brackwater on Monday night, the fire service said."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event: what an outlet has on one page from one time on."""

    at: str
    outlet: str
    slug: str
    title: str
    paragraphs: Sequence[str]
    #: the feed does not tell that the page changed
    silent: bool = False


SEED = (
    LEDE,
    "At least 12 people were injured in the Pellingham fire, fire chief Dora Venn told reporters on Tuesday.",
    "Some 300 residents of Harbour Street were told to leave their homes, Venn said.",
    "Pellingham Logistics said that the warehouse had held 40 tonnes of solvent when the fire broke out.",
    "The cause of the fire is not known. The fire service expects to be at the warehouse for the rest of the week.",
)
TUESDAY = (
    "The number of people injured in the Brackwater warehouse fire has risen to 19, Dora Venn said on Wednesday.",
    "Three of the injured are firefighters who were overcome by fumes at the warehouse, the fire chief said.",
    "The owner, Pellingham Logistics, denied that it had stored more solvent than its licence allows.",
    "Residents of Harbour Street will be allowed to go home on Friday if the air is clean, the town council said.",
)
DOCTORED = (TUESDAY[0].replace("19", "21"), *TUESDAY[1:])
EDITED = (*SEED[:3], SEED[3].replace("40 tonnes", "140 tonnes"), SEED[4])
CHOIR = (
    "The Brackwater town choir will sing in the cathedral on Sunday, its conductor said.",
    "Tickets cost five pounds. The choir has sung in the cathedral every winter since it was founded by Ada Quill.",
    "The programme has works by three living composers, and the choir hopes for a full house after a quiet year.",
)

FIRE = "Fire at Pellingham warehouse in Brackwater"

EVENTS = (
    Told(at="2024-02-06T08:00:00Z", outlet="courier", slug="fire", title=FIRE, paragraphs=SEED),
    Told(
        at="2024-02-07T09:00:00Z", outlet="wire", slug="injured", title="Brackwater fire: more hurt", paragraphs=TUESDAY
    ),
    Told(
        at="2024-02-07T11:00:00Z", outlet="echo", slug="blaze", title="Warehouse blaze injures more", paragraphs=TUESDAY
    ),
    Told(at="2024-02-07T15:00:00Z", outlet="courier", slug="toll", title="Fire toll climbs", paragraphs=DOCTORED),
    Told(at="2024-02-08T10:00:00Z", outlet="courier", slug="fire", title=FIRE, paragraphs=EDITED, silent=True),
    Told(at="2024-02-09T10:00:00Z", outlet="echo", slug="choir", title="Town choir to sing", paragraphs=CHOIR),
)

STORY: dict[str, Any] = {
    "id": "fire",
    "name": "Pellingham warehouse fire",
    "keywords": ["Pellingham", "Brackwater", "warehouse fire"],
    "seed_url": "https://courier.example/news/fire",
    "seed_file": None,
}


def url_of(told: Told) -> str:
    return f"https://{told.outlet}.example/news/{told.slug}"


def write(folder: Path, events: Sequence[Told] = EVENTS) -> Path:
    """Write the recording into `folder`, as `storyledger replay` reads it."""
    for name in ("articles", "feeds"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    listed: dict[str, dict[str, Told]] = {outlet: {} for outlet in OUTLETS}
    manifest = []
    for n, told in enumerate(events, start=1):
        if not told.silent:
            listed[told.outlet][told.slug] = told
        (folder / f"articles/{n}.html").write_text(page(told), "utf-8")
        (folder / f"feeds/{n}.xml").write_text(feed(told.outlet, listed[told.outlet].values()), "utf-8")
        manifest.append(
            {
                "n": n,
                "at": told.at,
                "url": url_of(told),
                "file": f"articles/{n}.html",
                "event": "update" if told.silent else "publish",
                "outlet": told.outlet,
                "feeds": [{"url": f"https://{told.outlet}.example/feed", "file": f"feeds/{n}.xml", "type": "rss"}],
            }
        )
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (folder / "stories.json").write_text(json.dumps([STORY]), "utf-8")
    return folder


def page(told: Told) -> str:
    body = "".join(f"<p>{escape(p)}</p>" for p in told.paragraphs)
    name = OUTLETS[told.outlet]
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(told.title)} - {name}</title>'
        f'<meta property="og:site_name" content="{name}"></head><body><nav><a href="/">Home</a></nav>'
        f"<main><article><h1>{escape(told.title)}</h1>{body}</article></main><footer>{name}, Quay Road</footer>"
        "</body></html>"
    )


def feed(outlet: str, items: Any) -> str:
    entries = "".join(
        f"<item><title>{escape(t.title)}</title><link>{url_of(t)}?utm_source=rss</link>"
        f"<pubDate>{rfc822(t.at)}</pubDate></item>"
        for t in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{OUTLETS[outlet]}</title>{entries}</channel></rss>'


def rfc822(at: str) -> str:
    return f"{datetime.fromisoformat(at):%a, %d %b %Y %H:%M:%S} +0000"
