"""Text as it is compared: without case, accents or odd spacing, in any script."""

import unicodedata


def fold(text: str) -> str:
    """Fold ``text``: "  Zoë  ÅSTRÖM " becomes "zoe astrom"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
