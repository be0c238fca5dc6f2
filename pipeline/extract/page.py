"""Bytes -> characters -> tree: whatever a server sends, read without ever raising."""

import codecs
import re
from collections.abc import Mapping

from lxml import etree, html
from lxml.html import HtmlElement

from pipeline.extract.text import UNSEEN

#: larger pages are cut: an article's words stand well before
MOST_BYTES = 5_000_000
#: more elements than this are no article, and trafilatura would take minutes over them
MOST_ELEMENTS = 20_000
#: deeper trees are hostile; libxml2 itself stops at 256
DEEPEST = 200
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
#: what a server calls Latin-1 is windows-1252 (WHATWG Encoding Standard, 4.2)
CALLED = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
MAGIC = (
    b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\x1f\x8b", b"ID3", b"OggS",
    b"\x00\x00\x00", b"\x7fELF", b"MZ\x90", b"wOF", b"II*\x00", b"MM\x00*",
)  # fmt: skip
TEXTUAL = ("html", "xml", "text/", "json")
UNTEXTUAL = ("application/pdf", "image/", "audio/", "video/", "font/", "application/zip", "application/octet-stream")


def is_text(body: bytes, headers: Mapping[str, str]) -> bool:
    """False for PDF, pictures, sound, film and other files, by their first bytes and the header."""
    if body.startswith(MAGIC) and not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    kind = headers.get("content-type", "").lower()
    if any(word in kind for word in TEXTUAL):
        return True
    return b"<" in body[:2000] and not kind.startswith(UNTEXTUAL[1:-1])


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """The characters of a page: its mark, else UTF-8 when it is, else what header or page say, else windows-1252."""
    body = body[:MOST_BYTES]
    for mark, name in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if (whole := strict(body, "utf-8")) is not None:
        return whole
    for name in declared(body, headers):
        if name != "utf-8" and (said := strict(body, name)) is not None:
            return said
    return damaged(body)


def declared(body: bytes, headers: Mapping[str, str]) -> list[str]:
    """Encodings that the header and the page name, in this order."""
    in_header = HEADER_CHARSET.search(headers.get("content-type", ""))
    in_page = CHARSET.search(body[:4096])
    names = [in_header.group(1)] if in_header else []
    names += [in_page.group(1).decode("ascii", "replace")] if in_page else []
    return [CALLED.get(name.lower(), name.lower()) for name in names]


def strict(body: bytes, name: str) -> str | None:
    """None when the bytes are not that encoding, or nobody knows it, or it makes no text of them."""
    try:
        text = body.decode(name)
    except (LookupError, UnicodeError):
        return None
    # codecs that are not for text ("hex") decode to bytes or raise other things; LookupError covers them
    return text


def damaged(body: bytes) -> str:
    """UTF-8 with a few broken signs, or windows-1252 labelled otherwise: whichever leaves less broken."""
    utf8 = body.decode("utf-8", "replace")
    broken = utf8.count("\ufffd")
    accented = sum(1 for c in utf8 if c > "\x7f") - broken
    return utf8 if accented > broken else body.decode("cp1252", "replace")


def tree(text: str) -> HtmlElement | None:
    """The page as a tree; None when there is none, or it is too large or too deep to be an article."""
    text = DECLARATION.sub("", UNSEEN.sub("", text), count=1)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if sane(root) else None


def sane(root: HtmlElement) -> bool:
    """Few enough elements, shallow enough."""
    depth = n = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        n += event == "start"
        if depth > DEEPEST or n > MOST_ELEMENTS:
            return False
    return True
