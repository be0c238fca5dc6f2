"""Who can be asked; packages add their own through entry points."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType

from pipeline.errors import SettingsError
from pipeline.opinions.asking import Backend
from pipeline.opinions.chat import chat

#: entry points of this group are named for a back-end and load it
GROUP = "storyledger.opinions"


@cache
def backends() -> Mapping[str, Backend]:
    """Name -> back-end; an installed package may replace the built-in one."""
    return MappingProxyType({"chat": chat, **{point.name: point.load() for point in entry_points(group=GROUP)}})


def backend(name: str) -> Backend:
    """Raises SettingsError for one that is not installed."""
    try:
        return backends()[name]
    except KeyError:
        known = ", ".join(sorted(backends()))
        raise SettingsError(f"opinions.backend = {name!r}: no such back-end; there is {known}") from None
