"""Writes how one signs in into a file that nobody but its owner can read at any moment."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from .accounts import Account

NAME = "demo-sign-ins.txt"
PRIVATE = 0o600
HEAD = """\
Sign-ins of the demo company, Alderbrook Instruments. Everybody in it is invented.

These passwords were made for this copy of Tenure and stand nowhere else: keep this file private.
Where a second factor is asked for, add the secret (or the otpauth address) to an authenticator app.
"""


def write(accounts: Iterable[Account], folder: Path) -> Path:
    """Write the file, in place of an older one, in one step."""
    target, draft = folder / NAME, folder / f".{NAME}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), PRIVATE)
        file.write("\n".join([HEAD, *(_entry(one) for one in accounts)]))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    return target


def _entry(one: Account) -> str:
    return "\n".join(f"{label:<14}{value}" for label, value in _lines(one)) + "\n"


def _lines(one: Account) -> Iterator[tuple[str, str]]:
    yield "Role", one.part.title
    if one.person:
        yield "Name", one.person.called
    yield "E-mail", one.sign_in.email
    yield "Password", one.sign_in.password
    if one.sign_in.totp_secret:
        yield "TOTP secret", one.sign_in.totp_secret
        yield "TOTP address", otpauth(one.sign_in.email, one.sign_in.totp_secret)
    yield "Look at", one.part.look


def otpauth(email: str, secret: str) -> str:
    """Write a secret the way authenticator apps take it."""
    asked = urlencode({"secret": secret, "issuer": "Tenure", "algorithm": "SHA1", "digits": 6, "period": 30})
    return f"otpauth://totp/{quote(f'Tenure:{email}')}?{asked}"
