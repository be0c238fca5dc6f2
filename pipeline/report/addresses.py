"""Where a reader finds what a report speaks of: the ledger knows articles by identities that nobody ever fetched."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pipeline.urls import outlet_of

Told = TypeVar("Told")
#: fields that name an article
NAMES = ("url", "origin_url")


def address(url: str, listed: str) -> str:
    """The address of an article: as it was listed by its own outlet, else its canonical one."""
    return listed if outlet_of(listed) == outlet_of(url) else url


def addressed(told: Told, addresses: Mapping[str, str]) -> Told:
    """`told` with the address in place of each canonical URL, however deep it stands in values and tuples."""
    if isinstance(told, tuple) and not hasattr(told, "_fields"):
        items = [addressed(item, addresses) for item in told]
        return told if all(new is old for new, old in zip(items, told, strict=True)) else type(told)(items)
    if not is_dataclass(told) or isinstance(told, type):
        return told
    changed: dict[str, Any] = {}
    for field in fields(told):
        old = getattr(told, field.name)
        new = addresses.get(old, old) if field.name in NAMES else addressed(old, addresses)
        if new is not old:
            changed[field.name] = new
    return replace(told, **changed) if changed else told
