"""An article of the user's own against the ledger: what in it is current, and what is out of date."""

from pipeline.check.article import check
from pipeline.check.known import Withdrawal
from pipeline.check.withdrawn import standing

__all__ = ["Withdrawal", "check", "standing"]
