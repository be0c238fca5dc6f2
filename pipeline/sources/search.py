"""Searches: feeds that a search engine builds from a query."""

from collections.abc import Sequence
from urllib.parse import quote_plus

from pipeline.errors import SettingsError

PLACEHOLDER = "{query}"


def search_feeds(terms: Sequence[str], templates: Sequence[str]) -> list[str]:
    """Addresses of search feeds for all of `terms`, one a template; terms of several words are searched as phrases.

    Raises SettingsError for a template without `{query}`.
    """
    for template in templates:
        if PLACEHOLDER not in template:
            raise SettingsError(f"search template {template!r}: no {PLACEHOLDER} in it; put it where the words go")
    words = [" ".join(term.replace('"', " ").split()) for term in terms]
    query = " ".join(f'"{word}"' if " " in word else word for word in words if word)
    return [template.replace(PLACEHOLDER, quote_plus(query)) for template in templates] if query else []
