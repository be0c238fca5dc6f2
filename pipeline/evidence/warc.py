"""Evidence as one WARC file (ISO 28500): the answers as they came, the texts, the flag. The only home of warcio."""

import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.errors import StoreError, UnreadableInput
from pipeline.evidence.exhibits import Evidence, Exhibit, about, seen_json, sha256
from pipeline.evidence.folder import as_json

#: headers that spoke of the bytes on the wire; the page is kept decompressed
OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
NOTED = "X-Storyledger-Page-SHA256"
CONTROL = dict.fromkeys((*range(32), 127))


def write_warc(evidence: Evidence, path: Path) -> list[str]:
    """Write the file; the types of its records in order. Raises StoreError when it cannot be written."""
    made = BytesIO()
    writer = WARCWriter(made, gzip=path.name.endswith(".gz"), warc_version="1.1")
    info = writer.create_warcinfo_record(path.name, {"software": "storyledger", "format": "WARC File Format 1.1"})
    records = [info]
    for exhibit in evidence.exhibits:
        records += of_exhibit(writer, exhibit)
    whole = as_json({"flag": dict(evidence.flag), "visits": seen_json(evidence.seen)})
    records.append(record(writer, "metadata", f"urn:storyledger:flag:{evidence.flag['id']}", whole, "application/json"))
    for one in records:
        writer.write_record(one)
        one.raw_stream.close()  # a temporary file of the writer's
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(made.getvalue())
    except OSError as wrong:
        raise StoreError(f"{path}: {wrong.strerror}: choose another file with --out") from wrong
    return [one.rec_type for one in records]


def of_exhibit(writer: WARCWriter, exhibit: Exhibit) -> list[Any]:
    """The answer as a response record, what was read out of it as a conversion, and how as metadata."""
    at = f"{exhibit.fetched_at:%FT%TZ}"
    made = []
    if exhibit.body is not None:
        kept = [(k, v) for k, v in exhibit.headers.items() if k.lower() not in OF_THE_WIRE]
        wire = [(f"X-Archive-Orig-{k}", v) for k, v in exhibit.headers.items() if k.lower() in OF_THE_WIRE]
        headers = [(clean(k), clean(v)) for k, v in [*kept, *wire, ("Content-Length", str(len(exhibit.body)))]]
        made.append(
            writer.create_warc_record(
                exhibit.url,
                "response",
                payload=BytesIO(exhibit.body),
                http_headers=StatusAndHeaders(f"{exhibit.status} ", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": at, NOTED: exhibit.page_sha256},
            )
        )
    made.append(record(writer, "conversion", exhibit.url, exhibit.text.encode(), "text/plain; charset=utf-8", at))
    made.append(record(writer, "metadata", exhibit.url, as_json(about(exhibit)), "application/json", at))
    return made


def clean(text: str) -> str:
    """A header's name or value in one line."""
    return text.translate(CONTROL)


def record(writer: WARCWriter, kind: str, url: str, body: bytes, media: str, at: str | None = None) -> Any:
    return writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=media,
        warc_headers_dict={"WARC-Date": at} if at else {},
    )


def verify_warc(path: Path) -> tuple[int, list[str]]:
    """Records checked against their digests and the hash noted when the page was had, and what is wrong with them.

    Raises UnreadableInput for what is no WARC file.
    """
    found: list[str] = []
    n = 0
    try:
        with path.open("rb") as file:
            for one in ArchiveIterator(file, check_digests=True):
                n += 1
                body = one.content_stream().read()
                noted = one.rec_headers.get_header(NOTED)
                name = f"record {n} ({one.rec_type})"
                if one.digest_checker.passed is False:
                    found.append(f"{name}: changed since it was written")
                if noted is not None and sha256(body) != noted:
                    found.append(f"{name}: the page is not the one that was had")
    except OSError as wrong:
        raise UnreadableInput(f"{path}: {wrong.strerror}") from wrong
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as wrong:
        raise UnreadableInput(f"{path}: not a WARC file, or a broken one") from wrong
    if n == 0:
        raise UnreadableInput(f"{path}: not a WARC file, or an empty one")
    return n, found
