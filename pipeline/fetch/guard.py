"""Which machines may be connected to: checked on the address of the socket, so that no name can lie about it."""

import ipaddress
import socket
from dataclasses import dataclass

from aiohttp.connector import AddrInfoType

#: networks that Python calls global although they lead back to networks of one's own, or through a relay to anywhere:
#: translation (RFC 6052, RFC 8215), 6to4 and its relays (RFC 3056, RFC 7526), Teredo (RFC 4380), site-local (RFC 3879)
INWARD = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "192.88.99.0/24", "2001::/32", "fec0::/10")
)


class PrivateAddress(OSError):
    """The socket would lead to an address that is not public."""


def is_public(ip: str) -> bool:
    """Whether `ip` belongs to the public Internet: not loopback, private, link-local, shared, multicast or reserved."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_multicast or address.is_reserved or any(address in network for network in INWARD):
        return False
    return address.is_global


@dataclass(frozen=True, slots=True)
class Guard:
    """Makes the sockets of all connections."""

    #: (IP address, port) of servers that may be connected to wherever they are
    known: frozenset[tuple[str, int]]
    #: whether all addresses may be connected to
    allow_private: bool
    #: networks that may be connected to though they are not public
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    def allows(self, ip: str, port: int) -> bool:
        """Whether `ip` may be connected to."""
        return self.allow_private or (ip, port) in self.known or is_public(ip) or self._is_listed(ip)

    def _is_listed(self, ip: str) -> bool:
        address = ipaddress.ip_address(ip.partition("%")[0])
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self.networks)

    def __call__(self, address: AddrInfoType) -> socket.socket:
        """A socket for a connection to `address`. Raises PrivateAddress, before anything is sent."""
        family, kind, protocol, _, where = address
        ip, port = str(where[0]), int(where[1])
        if not self.allows(ip, port):
            raise PrivateAddress("not a public address")
        return socket.socket(family=family, type=kind, proto=protocol)
