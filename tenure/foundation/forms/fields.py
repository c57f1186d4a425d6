"""Fields that take what people type, and refuse what no keyboard sends."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ALLOWED = "\n\r\t"


def no_control_characters(text: str) -> None:
    """Refuse NUL, escape codes and lone surrogates."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in ALLOWED for c in text):
        raise ValidationError(_("This holds a character that cannot be stored. Type it again by hand."))


class PlainForm(forms.Form):
    """A form whose every text is checked for characters that cannot be stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators = [no_control_characters, *field.validators]

    def refuse(self, errors: dict[str, str], message: str = "") -> None:
        """Show what an action refused: each message at its field, the rest above the form."""
        for name, words in errors.items():
            self.add_error(name if name in self.fields else None, words)
        if message and not errors:
            self.add_error(None, message)


class RecordField(forms.CharField):
    """One record, found by typing: the value is its uid, ``find`` gives the record or ``None``.

    ``url_name`` (and ``kind``, its argument) answers the typing; ``words`` names a record.
    """

    def __init__(self, *, find: Callable[[str], Any], kind: str, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.find = find
        self.kind = kind

    def clean(self, value: Any) -> Any:
        """Give the record itself."""
        text = super().clean(value)
        if not text:
            return None
        found = self.find(text)
        if found is None:
            raise ValidationError(_("Choose one from the list."))
        return found

    def words(self, value: Any) -> str:
        """Name the record of a uid, or of the record itself."""
        if not value:
            return ""
        found = self.find(str(getattr(value, "uid", value)))
        return str(found) if found else ""
