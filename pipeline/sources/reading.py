"""What one answer of a source brought."""

from pipeline.errors import ParseError
from pipeline.model import Answer, FetchFailure, NotModified, Page, Poll, PollResult, Source, SourceKind
from pipeline.sources.hints import freshness_s, hub_of, longest
from pipeline.sources.kinds import readers
from pipeline.urls import shown, split

#: what to do about a page that is not there
REMEDIES = {404: "nothing there (404); check the address", 410: "gone for good (410); retired: find its new address"}


def is_to_be_parsed(source: Source, answer: Answer) -> bool:
    """Whether `read` would parse something of a stranger's: a success with a body other than the last one.

    An archive is a file that the user chose, and may be as large as he likes.
    """
    if not isinstance(answer, Page) or answer.status != 200 or source.kind is SourceKind.ARCHIVE:
        return False
    return answer.sha256 != source.body_sha256 and bool(answer.body.strip())


def read(source: Source, answer: Answer) -> Poll:
    """The poll that `answer` makes; no failure is raised, and `due_at` is left to the schedule."""
    if isinstance(answer, NotModified):
        return Poll(
            source_id=source.id, at=answer.at, result=PollResult.UNCHANGED, status=304, moved_to=answer.moved_to
        )
    if isinstance(answer, FetchFailure):
        error = by_its_url(source, answer.error)
        return Poll(source_id=source.id, at=answer.at, result=PollResult.FAILED, status=answer.status, error=error)
    if answer.status != 200:
        return failed(source, answer, REMEDIES.get(answer.status, f"answered {answer.status}; tried again later"))
    if not answer.body.strip():
        return failed(source, answer, "sent an empty answer; tried again later")
    if answer.sha256 == source.body_sha256:
        return brought(source, answer, PollResult.UNCHANGED)
    reader = readers().get(source.kind)
    if reader is None:
        return failed(source, answer, f"no reader for sources of kind {source.kind}; install one, or remove the source")
    try:
        listing = reader(source, answer)
    except ParseError as wrong:
        return failed(source, answer, str(wrong))
    return Poll(
        source_id=source.id,
        at=answer.fetched_at,
        result=PollResult.NEW,
        status=answer.status,
        entries=listing.entries,
        notes=listing.notes,
        etag=None if listing.is_volatile else answer.headers.get("etag"),
        last_modified=None if listing.is_volatile else answer.headers.get("last-modified"),
        body_sha256=None if listing.is_volatile else answer.sha256,
        moved_to=answer.moved_to,
        further=listing.further,
        hint_s=longest(listing.hint_s, freshness_s(answer.headers)),
        hub=listing.hub or hub_of(answer.headers),
    )


def by_its_url(source: Source, error: str) -> str:
    """`error` with the source's URL in front, where it names the host only: a host may have many sources."""
    parts = split(source.url)
    host = parts.hostname if parts else None
    return f"{shown(source.url)}: {error.removeprefix(f'{host}: ')}"


def brought(source: Source, page: Page, result: PollResult) -> Poll:
    """A poll whose page is the same as before."""
    return Poll(
        source_id=source.id,
        at=page.fetched_at,
        result=result,
        status=page.status,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        body_sha256=page.sha256,
        moved_to=page.moved_to,
    )


def unreadable(source: Source, answer: Answer, why: str) -> Poll:
    """The poll of an answer that its parser was not a match for; `why` goes on after "its answer "."""
    if not isinstance(answer, Page):
        return read(source, answer)
    return failed(source, answer, f"its answer {why}")


def failed(source: Source, page: Page, trouble: str) -> Poll:
    """A poll whose answer is of no use; what is known of the source stays as it is."""
    return Poll(
        source_id=source.id,
        at=page.fetched_at,
        result=PollResult.FAILED,
        status=page.status,
        error=f"{shown(source.url)}: {trouble}",
        moved_to=page.moved_to,
    )
