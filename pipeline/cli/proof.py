"""`evidence`: what a flag rests on, for others to open and check."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import terminal
from pipeline.cli.options import call
from pipeline.errors import StoreError, UnknownName

if TYPE_CHECKING:
    from db.rows import StoredFlag
    from db.store import Store
    from pipeline.evidence import Evidence, Exhibit
    from pipeline.model import Known


class Form(StrEnum):
    """How evidence is packed."""

    FOLDER = "folder"
    WARC = "warc"


def evidence(
    ctx: typer.Context,
    flag: Annotated[
        str, typer.Argument(help="Number of a flag; or evidence written before, to verify it.", metavar="FLAG|PATH")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder or file to write; evidence-FLAG without it.", metavar="PATH")
    ] = None,
    format: Annotated[Form, typer.Option(help="A folder of plain files, or one WARC file.")] = Form.FOLDER,
) -> None:
    """Write what a flag rests on, or verify what was written.

    The page's bytes with their hash and headers, when it was asked for, the text that was read out of it and where the
    sentence stands in it; for an edited article the version before as well. All hashes are verified.
    """
    from pipeline.cli import wiring
    from pipeline.evidence import flaws, write_folder, write_warc

    if not flag.isdecimal():
        verify(Path(flag))
        return
    with wiring.opened(call(ctx)) as parts:
        found = gathered(parts.store, int(flag))
    if wrong := flaws(found):
        raise StoreError(f"flag {flag}: {wrong[0]}")
    if format is Form.WARC:
        path = out or Path(f"evidence-{flag}.warc.gz")
        write_warc(found, path)
    else:
        path = out or Path(f"evidence-{flag}")
        write_folder(found, path)
    verify(path)


def verify(path: Path) -> None:
    """Say that all hashes agree. Raises Exit(1), after a line for each that does not."""
    from pipeline.evidence import verify_folder, verify_warc

    n, wrong = verify_folder(path) if path.is_dir() else verify_warc(path)
    for flaw in wrong:
        terminal.complain(f"{path}: {flaw}")
    if wrong:
        raise typer.Exit(1)
    terminal.say(f"{path}: {n} parts, all hashes agree.")


def gathered(store: "Store", flag_id: int) -> "Evidence":
    """Everything that the store has of a flag. Raises UnknownName."""
    from pipeline.cli.reports import flags_json
    from pipeline.evidence import Evidence, Seen

    stored = next((f for f in store.flags() if f.id == flag_id), None)
    if stored is None:
        raise UnknownName(f"no flag {flag_id}: `storyledger flags` shows them")
    visits = [
        Seen(at=v.at, status=v.status, error=v.error, page_sha256=v.page_sha256) for v in store.visits(stored.url)
    ]
    return Evidence(flag=flags_json([stored])[0], exhibits=exhibits(store, stored), seen=visits)


def exhibits(store: "Store", stored: "StoredFlag") -> "list[Exhibit]":
    """The version that raised the flag, and for one about the text itself, or a page that is gone, the one before."""
    history = store.history(stored.url)
    about_text = stored.flag.kind.value.startswith("article.")
    now = [known for known in history if known.version_id == stored.version_id]
    earlier = [k for k in history if stored.version_id is None or k.version_id < stored.version_id]
    made = [exhibit(store, known, "now") for known in now]
    made = [replace(e, span=stored.flag.sentence_span, sentence=stored.flag.sentence) for e in made]
    return made + [exhibit(store, known, "before") for known in earlier[-1:] if about_text]


def exhibit(store: "Store", known: "Known", name: str) -> "Exhibit":
    from pipeline.evidence import Exhibit

    version = known.version
    try:
        page = store.page(known.version_id)
    except UnknownName:
        page = None
    return Exhibit(
        name=name,
        url=version.url if page is None else page.url,
        fetched_at=version.fetched_at,
        status=None if page is None else page.status,
        headers={} if page is None else page.headers,
        body=None if page is None else page.body,
        page_sha256=version.page_sha256,
        text=version.text,
        span=None,
        sentence="",
    )
