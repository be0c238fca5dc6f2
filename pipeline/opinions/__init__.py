"""Second opinions on flags that the rules raised, from whom the settings name; off unless they name somebody.

    flags that wait -> in words (prompt) -> asked (chat, or a package's own) -> checked (answer) -> recorded (round)

An opinion may doubt a flag, weigh it and put it in words. It raises none, takes none away and never moves the ledger.
"""

from pipeline.opinions.asking import LONGEST, Endpoint
from pipeline.opinions.backends import backend
from pipeline.opinions.round import Counsel, ask_round, heard
from pipeline.opinions.sample import sample

__all__ = ["LONGEST", "Counsel", "Endpoint", "ask_round", "backend", "heard", "sample"]
