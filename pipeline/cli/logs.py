"""How the doors log: a constant message and key=value on standard error, for people or as JSON."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from config.settings import LogSettings
from pipeline.cli.terminal import safe


def configure(settings: LogSettings) -> None:
    """Log from `settings.level` up; what came from the web is made harmless first."""
    shown: structlog.typing.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if settings.format == "text":
        shown = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=24)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
            structlog.processors.format_exc_info,
            harmless,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def harmless(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Values without control and direction characters; a traceback keeps its lines."""
    return {k: safe(v) if isinstance(v, str) and k != "exception" else v for k, v in event.items()}
