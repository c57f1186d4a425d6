"""Text that a database and a file can hold."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused


class UnstorableText(Refused):
    message = _("The text holds a character that cannot be stored. Type it again instead of pasting it.")
    status = 400


def is_storable(text: str) -> bool:
    """Say whether a text is free of U+0000 and of halves of surrogate pairs."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def clean_text(text: str) -> str:
    """Give the text back, or refuse it; for values that come from outside a form field."""
    if not is_storable(text):
        raise UnstorableText
    return text
