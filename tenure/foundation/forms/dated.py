"""Forms for facts that have a date: from when, why, change or correction, and what somebody saw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from .fields import PlainForm

SALT = "tenure.forms.seen"
CHANGE, CORRECT = "change", "correct"


@dataclass(frozen=True)
class Seen:
    """What stood on the form when it was opened: the version of the record and its facts in words."""

    version: int
    facts: Mapping[str, str]

    def sealed(self) -> str:
        """Write it so that it comes back unchanged."""
        return signing.dumps([self.version, dict(self.facts)], salt=SALT, compress=True)


def unseal(text: str) -> Seen | None:
    """Read what ``sealed`` wrote."""
    try:
        version, facts = signing.loads(text, salt=SALT)
        return Seen(int(version), dict(facts))
    except (signing.BadSignature, ValueError, TypeError):
        return None


@dataclass(frozen=True)
class Conflict:
    """One field of a stale form: what one saw, what stands there now, what one entered."""

    label: str
    seen: str
    now: str
    yours: str

    @property
    def is_contested(self) -> bool:
        """Whether somebody else changed this very field."""
        return self.seen != self.now


def conflicts(seen: Seen, now: Mapping[str, str], yours: Mapping[str, str]) -> list[Conflict]:
    """Lay both versions side by side, leaving out what nobody touched."""
    rows = (
        Conflict(label, seen.facts.get(label, ""), now.get(label, ""), yours.get(label, "")) for label in now
    )
    return [row for row in rows if not row.seen == row.now == row.yours]


class SeenForm(PlainForm):
    """A form that knows which version of the record it was opened with."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> Seen:
        """Refuse a form whose memory was tampered with or lost."""
        found = unseal(self.cleaned_data["seen"])
        if found is None:
            raise forms.ValidationError(_("This form is too old or was damaged. Open it again."))
        return found


class DatedForm(SeenForm):
    """A change of a dated fact. ``today`` decides whether a correction can be meant."""

    on = forms.DateField(label=_("From when"), widget=forms.DateInput(attrs={"type": "date"}))
    act = forms.ChoiceField(
        label=_("What is it"),
        required=False,
        choices=[(CHANGE, _("Something changed")), (CORRECT, _("The record was wrong"))],
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    why = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, today: date, reasons: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reason"].choices = [("", _("Choose a reason")), *reasons]  # type: ignore[attr-defined]

    @property
    def may_correct(self) -> bool:
        """Whether the day lies in the past, so that the record may simply have been wrong."""
        raw = self.data.get(self.add_prefix("on")) if self.is_bound else self.initial.get("on")
        try:
            day = raw if isinstance(raw, date) else date.fromisoformat(str(raw))
        except ValueError:
            return False
        return day < self.today

    @property
    def acts(self) -> list[dict[str, Any]]:
        """The two acts, each explained in a line."""
        return [
            {
                "value": CHANGE,
                "label": _("Something changed"),
                "text": _("It was right before, and is different from that day on. Both stay on the record."),
            },
            {
                "value": CORRECT,
                "label": _("The record was wrong"),
                "text": _(
                    "It never was as it says. The entry that holds on that day is put right for its whole time."
                ),
            },
        ]

    @property
    def is_correction(self) -> bool:
        """Whether the record is to be put right, not changed."""
        return self.may_correct and self.cleaned_data.get("act") == CORRECT
