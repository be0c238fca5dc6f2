"""Passwords in addresses are never shown."""

import re
from typing import Any

#: what stands before the last @ of an address: a password may hold any sign, `/` and `@` too
IN_FRONT = re.compile(r"(?<=://)([^:/@]*):.*@", re.DOTALL)
IN_QUERY = re.compile(r"([?&][^=&#]*pass[^=&#]*=)[^&#]*", re.IGNORECASE)


def without_password(value: Any) -> Any:
    """A web or store address without the password in it; any other value as it is."""
    return IN_QUERY.sub(r"\1***", IN_FRONT.sub(r"\1:***@", value)) if isinstance(value, str) else value
