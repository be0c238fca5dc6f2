"""The tree as a run of paragraphs in page order, however the page marks its paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from pipeline.extract.text import clean

HIDDEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "head", "button",
    "select", "option", "textarea", "input", "audio", "video", "math", "map", "datalist", "progress", "meter",
})  # fmt: skip
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img", "picture", "source", "center",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELL_SIGN = " | "


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of the page."""

    text: str
    #: innermost block element that it stands in
    element: HtmlElement
    #: share of its characters that are links, in [0, 1]
    linked: float


@dataclass
class Gathering:
    """The paragraph being read, and those read."""

    done: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    n_linked: int = 0
    owner: HtmlElement | None = None
    #: the row of a table of data that is being read
    row: HtmlElement | None = None

    def add(self, text: str | None, owner: HtmlElement, *, linked: bool) -> None:
        if text:
            if self.owner is None and not text.isspace():
                self.owner = owner
            self.words.append(text)
            self.n_linked += len(text.strip()) if linked else 0

    def close(self) -> None:
        """End of a paragraph."""
        text = clean("".join(self.words))
        if text and self.owner is not None:
            self.done.append(Piece(text, self.owner, min(1.0, self.n_linked / len(text))))
        self.words, self.n_linked, self.owner = [], 0, None

    def line_break(self, owner: HtmlElement) -> None:
        """Two line breaks in a row end a paragraph."""
        if self.words and self.words[-1] == "\n":
            self.close()
        else:
            self.add("\n", owner, linked=False)


def pieces(root: HtmlElement) -> list[Piece]:
    """All the paragraphs that a reader of the page can see, in order."""
    gathering = Gathering()
    owners: list[HtmlElement] = [root]
    n_links = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walk:
        if event == "start":
            if is_hidden(element):
                skipped = element
                walk.skip_subtree()
                continue
            n_links += element.tag == "a"
            enter(gathering, element, owners)
            gathering.add(element.text, owners[-1], linked=n_links > 0)
        else:
            if element is not skipped:
                leave(gathering, element, owners)
                n_links -= element.tag == "a"
            if element is not root:
                gathering.add(element.tail, owners[-1], linked=n_links > 0)
    gathering.close()
    return gathering.done


def enter(gathering: Gathering, element: HtmlElement, owners: list[HtmlElement]) -> None:
    if element.tag == "br":
        gathering.line_break(owners[-1])
    elif element.tag in {"td", "th"} and owners[-1] is gathering.row:
        if any(not w.isspace() for w in gathering.words):
            gathering.add(CELL_SIGN, owners[-1], linked=False)
    elif element.tag not in INLINE:
        gathering.close()
        owners.append(element)
        gathering.row = element if is_row(element) else None


def leave(gathering: Gathering, element: HtmlElement, owners: list[HtmlElement]) -> None:
    if element is owners[-1] and len(owners) > 1:
        gathering.close()
        owners.pop()


def is_hidden(element: HtmlElement) -> bool:
    """Not seen by a reader."""
    if element.tag in HIDDEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def is_row(element: HtmlElement) -> bool:
    """A row of a table of data: several cells, no block in any of them; layout tables have blocks."""
    if element.tag != "tr" or len(element) < 2:
        return False
    inside = (d for cell in element for d in cell.iterdescendants())
    return all(d.tag in INLINE for d in inside)


def lineage(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and all that it stands in, innermost first."""
    yield element
    yield from element.iterancestors()
