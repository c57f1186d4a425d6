"""What is too long for every run: by default a third of it, with ``TENURE_WHOLE=1`` all of it.

Each role takes another third than the next one, and always the same, so that a failure repeats.
"""

import os
from zlib import crc32

SHARES = 1 if os.environ.get("TENURE_WHOLE") else 3


def is_in(what: str, turn: int = 0) -> bool:
    """Say whether something belongs to the share of a turn."""
    return (crc32(what.encode()) + turn) % SHARES == 0
