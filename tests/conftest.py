"""What every test shares: real stores, and a network that ends at this machine."""

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import settings

# how long one example takes says more about the machine than about the code; speed is measured in tests/bench
settings.register_profile("storyledger", deadline=None)
settings.load_profile("storyledger")

#: stores on both databases; one PostgreSQL server for all tests of a process
pytest_plugins = ["tests.stores"]


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the outside network fails, whoever opens the socket."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            raise AssertionError(f"a test reached for the outside network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
