"""Bytes to text, decoded once and by us, so that no parser sees another text than the one that was checked."""

import codecs
import re

from pipeline.errors import ParseError
from pipeline.sources.cleaning import safe

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
#: encodings that a label may ask for: those that the web uses, none of Python's own
ALLOWED = re.compile(
    r"(?:windows|cp|iso|koi8|big5|gb|euc|shift|sjis|mac|tis|latin|hz)[a-z0-9_.:-]*|utf-?16(?:[bl]e)?", re.IGNORECASE
)
HEADER_LABEL = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
BODY_LABEL = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]++)|([0-9]++));?")
#: encodings whose text is pure ASCII until an escape turns it
ESCAPING = re.compile(r"iso-?2022|hz", re.IGNORECASE)


def decoded(body: bytes, content_type: str) -> str:
    """The text of `body`: byte order mark, then UTF-8 if it is that, then what the labels say, then Windows-1252.

    UTF-8 goes before the labels: text that happens to be valid UTF-8 is UTF-8, whatever its label says.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            return tidy(body.decode(name, "replace"))
    labels = labelled(body, content_type)
    if not any(ESCAPING.match(label) for label in labels):
        labels = ["utf-8", *labels]
    for label in labels:
        try:
            return tidy(body.decode(label))
        except (UnicodeError, LookupError):
            continue
    return tidy(body.decode("cp1252", "replace"))


def labelled(body: bytes, content_type: str) -> list[str]:
    """What the header and the text's own beginning call its encoding, as far as they may."""
    said = HEADER_LABEL.findall(content_type[:1_000]) + [m.decode() for m in BODY_LABEL.findall(body[:1_024])]
    return [label for label in said if ALLOWED.fullmatch(label)]


def tidy(text: str) -> str:
    """`text` without what no XML may hold, written out or as a numeric reference: parsers trip over it."""
    return REFERENCE.sub(referred, safe(text.removeprefix("\ufeff")))


def referred(reference: re.Match[str]) -> str:
    """The reference itself where it names a character of XML 1.0, else nothing."""
    digits = reference[1] or reference[2]
    code = int(digits, 16 if reference[1] else 10) if len(digits) < 12 else 0
    is_character = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if is_character else ""


def rootward(text: str) -> str:
    """An XML text from its root element on: declaration, comments and a plain DOCTYPE are dropped.

    Raises ParseError for a DOCTYPE that declares anything: entities are how a small text becomes a huge one, or another
    machine's. The few old feeds that carry a DOCTYPE declare nothing.
    """
    here, seen_doctype = 0, False
    while True:
        here = len(text) - len(text[here:].lstrip()) if text[here : here + 1].isspace() else here
        if text.startswith("<?", here):
            end = text.find("?>", here)
        elif text.startswith("<!--", here):
            end = text.find("-->", here)
        elif text[here : here + 2] == "<!":
            end = text.find(">", here)
            if seen_doctype or "[" in text[here:end]:
                raise ParseError("it declares entities, which are never expanded; tell the site to leave out its DTD")
            seen_doctype = True
        else:
            return text[here:]
        if end < 0:
            return ""
        here = text.index(">", end) + 1


def root_name(text: str) -> str:
    """The local name of the root element, lower case; "" where the text does not begin with one."""
    found = re.match(r"<(?:[A-Za-z_][\w.-]*+:)?([A-Za-z_][\w.-]{0,40})", text[:200])
    return found[1].lower() if found else ""
