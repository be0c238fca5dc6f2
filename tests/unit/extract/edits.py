"""Four invented articles in the templates of five sites, as they were and after an edit (`data/edits.toml`)."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = tomllib.loads((Path(__file__).parent / "data" / "edits.toml").read_text("utf-8"))
SLOTS = ("banner", "top", "between", "end", "box", "foot", "side", "stamp", "byline")


@dataclass(frozen=True, kw_only=True)
class Side:
    """One state of an article: its words, and what stands in the slots of its page."""

    headline: str
    deck: str
    caption: str
    paragraphs: tuple[str, ...]
    related: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)

    def slot(self, name: str) -> str:
        return self.slots.get(name, "")

    @property
    def running(self) -> list[str]:
        return [f"<p>{p}</p>" for p in self.paragraphs]

    @property
    def body(self) -> str:
        """The paragraphs with what stands above, between and below them."""
        found = self.running
        return "".join([self.slot("top"), *found[:2], self.slot("between"), *found[2:], self.slot("end")])

    @property
    def links(self) -> str:
        return "".join(f'<li><a href="/r{n}">{title}</a></li>' for n, title in enumerate(self.related))


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One edit of one article."""

    name: str
    #: the flag that it must raise; None for none
    kind: str | None
    old: Side
    new: Side
    swaps: tuple[tuple[str, str], ...]

    def pages(self, template: Callable[[Side], str]) -> tuple[str, str] | None:
        """The page before and after; None in a template that does not show what is edited."""
        before, after = template(self.old), template(self.new)
        if not all(words in after for words, _ in self.swaps):
            return None
        for words, put in self.swaps:
            after = after.replace(words, put)
        return before, after


def edits(group: str) -> list[Edit]:
    """The edits of one group: `cosmetic` or `substance`."""
    return [edit(name, given) for name, given in DATA[group].items()]


def edit(name: str, given: Mapping[str, Any]) -> Edit:
    story = DATA["stories"][given["story"]]
    order = given.get("order", range(len(story["paragraphs"])))
    return Edit(
        name=name,
        kind=given.get("kind"),
        old=side(story, given.get("old", {}), range(len(story["paragraphs"]))),
        new=side(story, given.get("new", {}), order),
        swaps=tuple((words, put) for words, put in given.get("swap", [])),
    )


def side(story: Mapping[str, Any], slots: Mapping[str, Any], order: Any) -> Side:
    return Side(
        headline=story["headline"],
        deck=story["deck"],
        caption=story["caption"],
        paragraphs=tuple(story["paragraphs"][n] for n in order),
        related=tuple(slots.get("related", ())),
        slots={"byline": story["byline"], "stamp": "3 June 2031"} | {k: v for k, v in slots.items() if k in SLOTS},
    )


def head(side: Side, more: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{side.headline}</title>{more}</head>'


def national(side: Side) -> str:
    return f"""{head(side, f'<meta property="og:title" content="{side.headline}">')}<body>{side.slot("banner")}
    <header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header><main><article><header>
    <h1>{side.headline}</h1><p class="standfirst">{side.deck}</p><p class="byline">By {side.slot("byline")}</p>
    <time>{side.slot("stamp")}</time></header><figure><img src="a.jpg"><figcaption>{side.caption}</figcaption></figure>
    {side.slot("box")}<div class="article__body">{side.body}</div>
    <footer class="article__footer">{side.slot("foot")}</footer></article></main>
    <aside class="related"><h3>Related</h3><ul>{side.links}</ul></aside>{side.slot("side")}
    <footer><p>© Tidewater Media. All rights reserved.</p></footer></body></html>"""


def blog(side: Side) -> str:
    return f"""{head(side)}<body class="single-post">{side.slot("banner")}<div id="page"><div id="masthead"><p>Veld Echo
    </p></div><div id="content"><article class="hentry"><h1 class="entry-title">{side.headline}</h1>
    <div class="entry-meta">Posted on {side.slot("stamp")} by {side.slot("byline")}</div>
    <div class="entry-content"><p><strong>{side.deck}</strong></p>{side.body}{side.slot("box")}
    <div class="sharedaddy">Share this: <a href="#">Mail</a></div></div>
    <div class="entry-footer">{side.slot("foot")}</div></article></div>
    <div id="secondary">{side.slot("side")}<h3>Recent posts</h3><ul>{side.links}</ul></div></div></body></html>"""


def hashed(side: Side) -> str:
    running = "".join(f'<div class="sc-9f{n}"><p>{p}</p></div>' for n, p in enumerate(side.paragraphs))
    return f"""{head(side, f'<meta property="og:title" content="{side.headline}">')}<body><div id="root">
    {side.slot("banner")}<main id="main-content"><article><div class="sc-1a"><h1>{side.headline}</h1></div>
    <div class="sc-2b"><span>By {side.slot("byline")}</span> <span>{side.slot("stamp")}</span></div>
    <div class="sc-3c"><figure><img src="a.jpg"><figcaption>{side.caption}</figcaption></figure></div>
    <div class="sc-4d">{side.slot("top")}</div>{running}<div class="sc-5e">{side.slot("between")}</div>
    <div class="sc-5e">{side.slot("end")}</div><div class="sc-5f">{side.slot("box")}</div>
    <div class="sc-6f">{side.slot("foot")}</div></article>
    <section data-component="features"><h2>Features</h2><ul>{side.links}</ul></section>{side.slot("side")}</main></div>
    </body></html>"""


def tables(side: Side) -> str:
    return f"""{head(side)}<body bgcolor="#fff">{side.slot("banner")}<table width="980"><tr><td colspan="2">
    <font size="6">Hallam Gazette</font></td></tr><tr><td valign="top"><div id="text"><h2>{side.headline}</h2>
    <div class="by"><i>{side.slot("byline")}</i>, {side.slot("stamp")}</div>{side.body}{side.slot("box")}</div></td>
    <td valign="top">{side.slot("side")}<b>Also in the Gazette</b><ul>{side.links}</ul></td></tr>
    <tr><td colspan="2">{side.slot("foot")}<small>All rights reserved.</small></td></tr></table></body></html>"""


def sections(side: Side) -> str:
    return f"""{head(side)}<body>{side.slot("banner")}<div class="wrap"><div class="col-main"><h1>{side.headline}</h1>
    <h2 class="subtitle">{side.deck}</h2><div class="meta-line"><span class="author">{side.slot("byline")}</span>
    <span class="date">{side.slot("stamp")}</span></div><section class="prose">{side.body}</section>
    {side.slot("box")}<div class="after">{side.slot("foot")}</div></div><div class="col-right">{side.slot("side")}
    <div class="teasers"><h4>More stories</h4><ul>{side.links}</ul></div></div></div></body></html>"""


TEMPLATES = (national, blog, hashed, tables, sections)
