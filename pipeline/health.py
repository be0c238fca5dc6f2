"""Is a source blind? A monitor that does not see must say so."""

from dataclasses import dataclass
from datetime import timedelta

from pipeline.model import Flag, FlagKind, Poll, PollResult, Source
from pipeline.schedule import told

#: a source that has not answered for so long, and so many times in a row, is blind; a shorter gap is the web's weather
LONG = timedelta(days=1)
TIMES = 3
#: a source that answers but brings nothing is blind when it has been silent for so many times its rhythm, and so long
SILENT_TIMES = 10
SILENT_LONG = timedelta(days=3)
#: silence is told for so long after it has become too long: whoever was stopped just then says it when started again
TOLD_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blindness:
    """A source that cannot be seen."""

    flag: Flag
    #: what the spell is known by: the same spell gives the same flag, whichever poll finds it
    spell: str


def blind(source: Source, poll: Poll) -> Blindness | None:
    """The flag that a source which cannot be seen deserves; None while all is well, or may well be soon.

    `source` is as it was before `poll`.
    """
    return failing(source, poll) if poll.result is PollResult.FAILED else silent(source, poll)


def failing(source: Source, poll: Poll) -> Blindness | None:
    """It says that it is gone, or has not answered for long."""
    gone = poll.status == 410
    lasting = source.n_failures + 1 >= TIMES and (source.ok_at is None or poll.at - source.ok_at >= LONG)
    if not gone and not lasting:
        return None
    since = "it was added" if source.ok_at is None else f"{source.ok_at:%-d %b %Y}"
    spell = "never" if source.ok_at is None else source.ok_at.isoformat()
    return Blindness(flag=flag(source, f"{source.title} has not been seen since {since}: {poll.error}"), spell=spell)


def silent(source: Source, poll: Poll) -> Blindness | None:
    """It answers, but has brought nothing for longer than its rhythm explains."""
    last = max((at for at in (poll.newest_at, source.news_at) if at is not None), default=None)
    if last is None or source.rhythm_s is None:
        return None
    usual = timedelta(seconds=source.rhythm_s)
    over = poll.at - last - max(usual * SILENT_TIMES, SILENT_LONG)
    if not timedelta(0) <= over < TOLD_FOR + (poll.at - (source.ok_at or poll.at)):
        return None
    why = (
        f"{source.title} answers but has brought nothing since {last:%-d %b %Y}, though it used to bring something "
        f"about every {told(usual)}: look whether the site has moved its feed"
    )
    return Blindness(flag=flag(source, why), spell=f"silent since {last.isoformat()}")


def flag(source: Source, why: str) -> Flag:
    return Flag(kind=FlagKind.SOURCE_BLIND, why=why, score=1.0, speaker=source.title, text=source.url)
