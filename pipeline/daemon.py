"""The scheduler. It decides nothing: *when* lives in the store's rows, and each job asks what is due.

Several daemons may run on one store: cycles hold a lease, a digest is claimed once for its period.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event
from zoneinfo import ZoneInfo

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from pipeline.errors import StoreBusy, StoryledgerError

#: the digest job only looks whether a week has ended since
DIGEST_EVERY_S = 300
HOUSEKEEPING_EVERY_S = 86_400
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """What is done again and again."""

    #: everything that is due
    cycle: Callable[[], object]
    #: digests of weeks that have ended
    digest: Callable[[], object]
    housekeeping: Callable[[], object]


def keep_time(jobs: Jobs, *, cycle_s: float, stopping: Event) -> None:
    """Run the jobs until `stopping` is set; the entry in hand is finished first.

    An error of ours is logged and the job runs again at its time; any other exception ends the daemon and is raised.
    """
    broken: list[Exception] = []
    scheduler = BackgroundScheduler(
        timezone=UTC,
        # one after the other: the store has one writer, and a digest can wait for the cycle that it would report
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    log = structlog.get_logger()
    for name, job, seconds in times(jobs, cycle_s):
        guarded = guard(name, job, broken, stopping)
        scheduler.add_job(guarded, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC))
    scheduler.start()
    log.info("daemon started", cycle_s=cycle_s)
    stopping.wait()
    log.info("daemon stopping")
    scheduler.shutdown(wait=True)
    log.info("daemon stopped")
    if broken:
        raise broken[0]


def times(jobs: Jobs, cycle_s: float) -> Iterator[tuple[str, Callable[[], object], float]]:
    """Name, job and seconds from one start to the next."""
    yield "cycle", jobs.cycle, cycle_s
    yield "digest", jobs.digest, DIGEST_EVERY_S
    yield "housekeeping", jobs.housekeeping, HOUSEKEEPING_EVERY_S


def guard(name: str, job: Callable[[], object], broken: list[Exception], stopping: Event) -> Callable[[], None]:
    """The job, with its errors told apart."""

    def guarded() -> None:
        log = structlog.get_logger().bind(job=name)
        if stopping.is_set():
            return
        try:
            done = job()
        except StoreBusy as busy:
            log.info("job put off", reason=str(busy))
        except StoryledgerError as error:
            log.error("job failed", error=str(error))
        except Exception as error:
            log.exception("job broke")
            broken.append(error)
            stopping.set()
        else:
            log.debug("job done", result=done, thread=threading.current_thread().name)

    return guarded


def last_week(now: datetime, *, weekday: int, hour: int, zone: str) -> tuple[datetime, datetime]:
    """The seven days that ended last, half-open, in UTC; Monday is 0.

    The ends are wall-clock times of `zone`; one that the clocks skip in spring is read as the hour after.
    """
    tz = UTC if zone == "UTC" else ZoneInfo(zone)
    local = now.astimezone(tz)
    day = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    end = datetime(day.year, day.month, day.day, hour, tzinfo=tz)
    if end > local:
        end -= WEEK
    # aware arithmetic keeps the wall clock, so that a week with a change of clocks has 167 or 169 hours
    return (end - WEEK).astimezone(UTC), end.astimezone(UTC)
