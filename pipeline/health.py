"""Is a source blind? A monitor that does not see must say so."""

from datetime import timedelta

from pipeline.model import Flag, FlagKind, Poll, PollResult, Source

#: a source that has not answered for so long, and so many times in a row, is blind; a shorter gap is the web's weather
LONG = timedelta(days=1)
TIMES = 3


def blind(source: Source, poll: Poll) -> Flag | None:
    """The flag that a source which cannot be seen deserves; None while all is well, or may well be soon.

    `source` is as it was before `poll`. The same spell of blindness gives the same flag, whichever poll finds it.
    """
    if poll.result is not PollResult.FAILED:
        return None
    gone = poll.status == 410
    lasting = source.n_failures + 1 >= TIMES and (source.ok_at is None or poll.at - source.ok_at >= LONG)
    if not gone and not lasting:
        return None
    since = "it was added" if source.ok_at is None else f"{source.ok_at:%-d %b %Y}"
    return Flag(
        kind=FlagKind.SOURCE_BLIND,
        why=f"{source.title} has not been seen since {since}: {poll.error}",
        score=1.0,
        speaker=source.title,
        text=source.url,
    )
