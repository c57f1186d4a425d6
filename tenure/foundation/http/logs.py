"""Logs: one line of JSON each, with identifiers and never a personal value.

A message of an exception may quote a row ("Key (email)=(…) already exists"), and so may the text
of a library's log line: only the kind of error and where it happened are written.
"""

import logging
import re
import sys
import traceback
from typing import Any, Final

import structlog

KEPT: Final = frozenset({"action", "status_code"})


def configure() -> None:
    """Send everything through one handler; safe to call twice."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_messages_of_errors,
        structlog.processors.JSONRenderer(sort_keys=True),
    ]
    structlog.configure(
        processors=shared,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


class FromLibraries(logging.Handler):
    """Writes what a library logs: its name, its level and its template, but none of the values put in."""

    def emit(self, record: logging.LogRecord) -> None:
        known = {name: getattr(record, name) for name in KEPT if hasattr(record, name)}
        log = structlog.get_logger().bind(logger=record.name, **known)
        exc_info = record.exc_info if record.exc_info and record.exc_info[0] else None
        log.log(max(record.levelno, logging.INFO), template_of(record), exc_info=exc_info)


def template_of(record: logging.LogRecord) -> str:
    """Give the fixed part of a message: the arguments, or what an f-string put in, may be personal."""
    if record.args and isinstance(record.msg, str):
        return record.msg
    return f"{record.module}.{record.funcName}"


def without_messages_of_errors(_logger: Any, _name: str, line: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its kinds and the places it went through."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if error and error[1] is not None:
        line["error"] = kinds_of(error[1])
        line["where"] = _places(traceback.extract_tb(error[2]))
    return line


def _places(frames: traceback.StackSummary) -> list[str]:
    """Keep our own frames and the last three, each from the name of its package on."""
    kept = [f for i, f in enumerate(frames) if "/tenure/" in f.filename or i >= len(frames) - 3]
    short = (re.sub(r"^.*/(?=tenure/|site-packages/)", "", f.filename) for f in kept)
    return [f"{name}:{f.lineno} {f.name}" for name, f in zip(short, kept, strict=True)][-15:]


def kinds_of(error: BaseException) -> list[str]:
    """Name an exception and those that caused it."""
    kinds: list[str] = []
    current: BaseException | None = error
    while current is not None and len(kinds) < 5:
        kinds.append(f"{type(current).__module__}.{type(current).__name__}")
        current = current.__cause__ or current.__context__
    return kinds


def django_settings() -> dict[str, Any]:
    """Give Django's LOGGING: libraries' warnings and errors through ``FromLibraries``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {
            "lines": {"class": "tenure.foundation.http.logs.FromLibraries"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            # Its handlers print or mail whole requests; its 4xx lines repeat ours.
            "django": {"handlers": [], "propagate": True, "level": "WARNING"},
            "django.request": {"handlers": ["lines"], "propagate": False, "level": "ERROR"},
            "django.security": {"handlers": ["lines"], "propagate": False, "level": "ERROR"},
            "django.server": {"handlers": ["nowhere"], "propagate": False},
        },
    }
