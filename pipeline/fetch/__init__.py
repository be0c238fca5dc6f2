"""The only room with a network: conditional, polite, bounded requests."""

from pipeline.fetch.addresses import AddressBook
from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.posting import Poster
from pipeline.fetch.settings import FetchSettings, HostSettings

__all__ = ["AddressBook", "FetchSettings", "Fetcher", "HostSettings", "Poster"]
