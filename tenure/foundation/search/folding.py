"""Text as it is compared: without case, accents or odd spacing, in any script."""

import unicodedata

# Letters with a stroke or of their own, which Unicode does not take apart.
PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t",
    "þ": "th", "æ": "ae", "œ": "oe",
})  # fmt: skip


def fold(text: str) -> str:
    """Fold ``text``: "  Zoë  ÅSTRÖM " becomes "zoe astrom", "Łukasz" becomes "lukasz"."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(PLAIN).split())
