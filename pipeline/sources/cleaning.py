"""Words of strangers, made fit to store and to show."""

import html
import re

#: read of one field before its tags are taken out
LONGEST_RAW = 64 * 1024

#: control characters, lone surrogates, non-characters, direction marks, and spaces that nobody sees
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]"
)
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*+)[^<>]*+>|<[!?][^<>]*+>")
#: elements that do not part words
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
    ]
)
#: elements whose content is not for readers
HIDDEN = frozenset(["script", "style", "template", "noscript", "iframe"])


def plain(text: str, longest: int) -> str:
    """`text` without markup, control characters and direction marks, blanks folded, at most `longest` characters."""
    bare = html.unescape(untagged(text[:LONGEST_RAW]))
    folded = " ".join(safe(bare).split())
    return folded if len(folded) <= longest else folded[: longest - 1].rstrip() + "…"


def safe(text: str) -> str:
    """`text` without characters that a store, a terminal or a reader would trip over; tab and line ends stay."""
    return UNSAFE.sub("", text)


def untagged(text: str) -> str:
    """`text` without tags and without what hidden elements hold; a bare `<` stays."""
    kept: list[str] = []
    done, hidden = 0, ""
    for tag in TAG.finditer(text):
        closing, name = tag[1], (tag[2] or "").lower()
        if not hidden:
            kept.append(text[done : tag.start()])
            if name not in INLINE:
                kept.append(" ")
            hidden = name if name in HIDDEN and not closing else ""
        elif closing and name == hidden:
            hidden = ""
        done = tag.end()
    if not hidden:
        kept.append(text[done:])
    return "".join(kept)
