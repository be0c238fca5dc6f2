"""What the doors remember for themselves: notes by key, leases, digests that were made."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from db.rows import Lease
from db.sql import insert_new
from db.tables import digests, leases, meta
from pipeline.errors import StoreBusy

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def get_meta(connection: Connection, key: str) -> str | None:
    """The note under `key`; None when there is none."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Write the note under `key`, over an earlier one."""
    changed = meta.update().where(meta.c.key == key).values(value=value).returning(meta.c.key)
    if connection.execute(changed).scalar() is None:
        connection.execute(meta.insert().values(key=key, value=value))


def take(connection: Connection, name: str, holder: str, now: datetime, for_s: float) -> Lease:
    """Take the lease `name` for `for_s` seconds, whoever held it. Each time it is taken its fence rises."""
    held = lease(connection, name)
    if held is None:
        taken = Lease(name=name, holder=holder, until=now + timedelta(seconds=for_s), fence=1)
        connection.execute(leases.insert().values(**asdict(taken)))
        return taken
    taken = replace(held, holder=holder, until=now + timedelta(seconds=for_s), fence=held.fence + 1)
    return _write(connection, taken)


def renew(connection: Connection, held: Lease, now: datetime, for_s: float) -> Lease:
    """Keep a lease that is still ours for `for_s` seconds from `now`."""
    return _write(connection, replace(held, until=now + timedelta(seconds=for_s)))


def release(connection: Connection, held: Lease) -> None:
    """Give a lease back; without effect when it has changed hands meanwhile."""
    current = lease(connection, held.name)
    if current is not None and current.fence == held.fence:
        _write(connection, replace(current, until=_LONG_AGO))


def _write(connection: Connection, held: Lease) -> Lease:
    connection.execute(leases.update().where(leases.c.name == held.name).values(**asdict(held)))
    return held


def require(connection: Connection, held: Lease) -> None:
    """Raises StoreBusy when the lease has changed hands: whoever slept through its end writes nothing more."""
    current = lease(connection, held.name)
    if current is None or current.fence != held.fence:
        by = "nobody" if current is None else current.holder
        raise StoreBusy(f"the lease {held.name!r} is held by {by} now: another run took over, this one stops")


def lease(connection: Connection, name: str) -> Lease | None:
    """Who holds or last held a lease; None when nobody ever did."""
    row = connection.execute(select(leases).where(leases.c.name == name)).one_or_none()
    return None if row is None else Lease(name=row.name, holder=row.holder, until=row.until, fence=row.fence)


def claim_digest(connection: Connection, story_id: str, since: datetime, until: datetime, at: datetime) -> bool:
    """True for the first that makes the digest of a story for [since, until), False for all others."""
    row = {"story_id": story_id, "since": since, "until": until, "made_at": at}
    return insert_new(connection, digests, row, digests.c.id) is not None
