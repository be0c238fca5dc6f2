"""The tree of errors. A message names the source of the trouble and, where there is one, the remedy.

StoryledgerError                everything that we raise on purpose
├── Misuse                      the call itself is wrong: exit status 2
│   ├── SettingsError           a settings file or variable; names file, line and key
│   ├── UnknownName             no such story, source, flag ...
│   └── UnreadableInput         a file or line of input that cannot be read
├── FetchError                  a page or feed could not be had; becomes a stored outcome of its source
│   ├── RefusedAddress          a scheme, host or address that is never to be fetched
│   ├── RefusedByRobots         the site's robots.txt forbids the page
│   ├── Unreachable             no connection, no name, time-out, broken transfer
│   ├── TooLarge                more bytes, headers or redirects than the cap
│   └── BadStatus               an HTTP status that is no success
├── ParseError                  bytes arrived but are not what they should be
│   ├── NotAFeed                a feed URL that serves something else
│   ├── NotAnArticle            a page without a readable text
│   ├── NotAnOpinion            a second opinion in no form that was asked for
│   └── Unfounded               a second opinion that rests on words that nobody wrote
├── MailRefused                 the mail server did not take a message; names the server and the remedy
└── StoreError                  the database refused; names the store and the remedy
    ├── StoreTooOld             its schema is older than the program: `storyledger db upgrade`
    └── StoreBusy               another writer held it for longer than the busy time-out
"""


class StoryledgerError(Exception):
    """Everything that storyledger raises on purpose; its text is the message for the user."""

    exit_status = 1


class Misuse(StoryledgerError):
    """The call itself is wrong."""

    exit_status = 2


class SettingsError(Misuse):
    """A settings file or variable is wrong."""


class UnknownName(Misuse):
    """Nothing of that name is stored."""


class UnreadableInput(Misuse):
    """A file or a line of input that cannot be read."""


class FetchError(StoryledgerError):
    """A page or a feed could not be had."""


class RefusedAddress(FetchError):
    """A scheme, host or address that is never to be fetched."""


class RefusedByRobots(FetchError):
    """The site's robots.txt forbids the page."""


class Unreachable(FetchError):
    """No connection, no such name, a time-out or a broken transfer."""


class TooLarge(FetchError):
    """More bytes, headers or redirects than the cap."""


class BadStatus(FetchError):
    """An HTTP status that is no success."""

    def __init__(self, message: str, *, status: int, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        #: seconds the server asked us to stay away; None when it did not say
        self.retry_after_s = retry_after_s


class ParseError(StoryledgerError):
    """Bytes arrived but are not what they should be."""


class NotAFeed(ParseError):
    """A feed URL that serves something else."""


class NotAnArticle(ParseError):
    """A page without a readable text."""


class NotAnOpinion(ParseError):
    """A second opinion in no form that was asked for."""


class Unfounded(ParseError):
    """A second opinion that rests on words that nobody wrote."""


class MailRefused(StoryledgerError):
    """The mail server did not take a message."""


class StoreError(StoryledgerError):
    """The database refused."""


class StoreTooOld(StoreError):
    """The schema of the store is older than the program."""


class StoreBusy(StoreError):
    """Another writer held the store for longer than the busy time-out."""
