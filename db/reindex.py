"""The copy index, built anew from the stored texts: in one go, sorted, so that the table is written from end to end."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from db import copies
from db.outcomes import Fingerprints
from db.sql import insert_pairs
from db.tables import postings
from db.tables import versions as v
from db.types import signed

#: texts that are read at once
TEXTS = 500
#: postings that are written at once
ROWS = 50_000
#: told after each batch: versions done, versions in all
Progress = Callable[[int, int], None]
Pairs = npt.NDArray[np.int64]


def reindex(connection: Connection, fingerprints: Fingerprints, progress: Progress) -> int:
    """Replace all postings by those that the stored texts give now. Returns how many there are."""
    found = capped(in_order(posted(connection, fingerprints, progress)))
    replace_all(connection, found)
    return len(found)


def replace_all(connection: Connection, found: Pairs) -> None:
    """Write these pairs, in the order of the table, in place of all that are there."""
    connection.execute(postings.delete())
    for start in range(0, len(found), ROWS):
        insert_pairs(connection, postings, found[start : start + ROWS].ravel().tolist())


def posted(connection: Connection, fingerprints: Fingerprints, progress: Progress) -> Iterator[Pairs]:
    """(hash, version) of each version, less what the version that it repeats has; a copy of a copy that of both."""
    total = connection.execute(select(func.count()).select_from(v)).scalar_one()
    held: dict[int, frozenset[int]] = {}
    repeated = set(connection.execute(select(v.c.of_id).where(v.c.of_id.is_not(None))).scalars())
    repeated |= set(connection.execute(select(v.c.origin_id).where(v.c.origin_id.is_not(None))).scalars())
    n, last = 0, 0
    while rows := connection.execute(select(v).where(v.c.id > last).order_by(v.c.id).limit(TEXTS)).all():
        for row in rows:
            own = frozenset(signed(h) for h in fingerprints(copies.version_of(row)))
            if row.id in repeated:
                held[row.id] = own
            less = held.get(row.of_id, frozenset()) | held.get(row.origin_id, frozenset())
            new = sorted(own - less)
            yield np.array([new, [row.id] * len(new)], dtype=np.int64).T
        n, last = n + len(rows), rows[-1].id
        progress(n, total)


def in_order(parts: Iterator[Pairs]) -> Pairs:
    """All the pairs, by hash and then by age."""
    found = np.concatenate([np.empty((0, 2), dtype=np.int64), *parts])
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def capped(found: Pairs) -> Pairs:
    """The first CAP of each hash."""
    if not len(found):
        return found
    starts = np.flatnonzero(np.r_[True, found[1:, 0] != found[:-1, 0]])
    lengths = np.diff(np.r_[starts, len(found)])
    place = np.arange(len(found)) - np.repeat(starts, lengths)
    return found[place < copies.CAP]
