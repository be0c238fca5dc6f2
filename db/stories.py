"""Stories and their profiles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rapidfuzz import process
from sqlalchemy import Connection, Row, func, select

from db.rows import StoredProfile
from db.sql import insert_new
from db.tables import profiles as p
from db.tables import stories as s
from pipeline.errors import Misuse, UnknownName
from pipeline.model import Profile, Story, StoryState

#: names offered in place of one that is not known
_NEAREST = 3
#: per cent; names less alike are not offered
_ALIKE = 60


def stories(connection: Connection) -> list[Story]:
    """All the stories, in the order of their ids."""
    return sorted(_stories(connection), key=lambda story: story.id)


def active(connection: Connection, ids: Sequence[str]) -> list[Story]:
    """Those of `ids` that are followed, in the order of their ids."""
    found = _stories(connection, s.c.id.in_(ids), s.c.state == StoryState.ACTIVE)
    return sorted(found, key=lambda story: story.id)


def story(connection: Connection, story_id: str) -> Story:
    """Raises UnknownName, with the nearest names."""
    found = _stories(connection, s.c.id == story_id)
    if found:
        return found[0]
    known = sorted(connection.execute(select(s.c.id)).scalars())
    near = [name for name, _, _ in process.extract(story_id, known, limit=_NEAREST, score_cutoff=_ALIKE)]
    raise UnknownName(f"no story {story_id!r}: {_hint(near, known)}")


def created_at(connection: Connection, story_id: str) -> datetime | None:
    """When a story was made; None when there is none of that id."""
    return connection.execute(select(s.c.created_at).where(s.c.id == story_id)).scalar()


def add(connection: Connection, story: Story) -> None:
    """Raises Misuse when the id is taken."""
    row = {
        "id": story.id,
        "name": story.name,
        "seed_url": story.seed_url,
        "state": story.state,
        "created_at": story.created_at,
    }
    statement = select(s.c.id).where(s.c.id == story.id)
    if connection.execute(statement).scalar() is not None:
        raise Misuse(f"there is a story {story.id!r} already: choose another id with --id")
    connection.execute(s.insert().values(**row))
    set_profile(connection, story.id, story.profile, story.created_at)


def set_state(connection: Connection, story_id: str, state: StoryState) -> None:
    """Raises UnknownName."""
    story(connection, story_id)
    connection.execute(s.update().where(s.c.id == story_id).values(state=state))


def rename(connection: Connection, story_id: str, name: str) -> None:
    """Raises UnknownName."""
    story(connection, story_id)
    connection.execute(s.update().where(s.c.id == story_id).values(name=name))


def set_profile(connection: Connection, story_id: str, profile: Profile, at: datetime) -> None:
    """From now on `profile` counts; the earlier ones are kept."""
    insert_new(connection, p, {"story_id": story_id, "at": at, "profile": _profile_row(profile)}, p.c.id)


def first_profile(connection: Connection, story_id: str) -> Profile:
    """The profile that a story was opened with."""
    statement = select(p.c.profile).where(p.c.story_id == story_id).order_by(p.c.id).limit(1)
    return _profile(connection.execute(statement).scalar_one())


def profiles(connection: Connection, story_id: str) -> list[StoredProfile]:
    """Every profile that a story ever had, oldest first. Raises UnknownName."""
    story(connection, story_id)
    statement = select(p).where(p.c.story_id == story_id).order_by(p.c.id)
    return [StoredProfile(at=row.at, profile=_profile(row.profile)) for row in connection.execute(statement)]


def _stories(connection: Connection, *where: Any) -> list[Story]:
    latest = select(func.max(p.c.id)).group_by(p.c.story_id)
    statement = select(s, p.c.profile).join(p, p.c.story_id == s.c.id).where(p.c.id.in_(latest), *where)
    return [_story(row) for row in connection.execute(statement)]


def _story(row: Row[Any]) -> Story:
    return Story(
        id=row.id,
        name=row.name,
        profile=_profile(row.profile),
        created_at=row.created_at,
        seed_url=row.seed_url,
        state=row.state,
    )


def _profile_row(profile: Profile) -> dict[str, Any]:
    return {
        "terms": dict(profile.terms),
        "names": dict(profile.names),
        "keywords": profile.keywords,
        "require": profile.require,
        "exclude": profile.exclude,
        "marks": dict(profile.marks),
        "pinned": profile.pinned,
        "banned": profile.banned,
        "taken": profile.taken,
        "left": profile.left,
        "n_seeds": profile.n_seeds,
    }


def _profile(row: dict[str, Any]) -> Profile:
    return Profile(
        terms=row["terms"],
        names=row["names"],
        keywords=tuple(row["keywords"]),
        require=tuple(row["require"]),
        exclude=tuple(row["exclude"]),
        # profiles that were stored before there were these
        marks=row.get("marks", {}),
        pinned=tuple(row.get("pinned", ())),
        banned=tuple(row.get("banned", ())),
        taken=tuple(row.get("taken", ())),
        left=tuple(row.get("left", ())),
        n_seeds=row["n_seeds"],
    )


def _hint(near: Sequence[str], known: Sequence[str]) -> str:
    if near:
        return f"did you mean {' or '.join(near)}?"
    return "`storyledger story list` shows them" if known else "there is none yet, `storyledger follow URL` makes one"
