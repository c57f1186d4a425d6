"""Forms of the fields and tables that HR made."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tenure.foundation.fields.forms import Find, as_text, form_fields, given
from tenure.foundation.fields.kinds import Plain
from tenure.foundation.fields.models import CustomField, CustomTable
from tenure.foundation.fields.queries import Line
from tenure.foundation.forms.dated import DatedForm

from .forms import DayField
from .staff_forms import FileForm

REASONS = [("change", _("It changed")), ("data", _("Putting the record right")), ("other", _("Other"))]
DAY = timedelta(days=1)


class GroupForm(FileForm):
    """Several fields without dates."""

    def __init__(
        self, data: Any, *, made: Sequence[CustomField], values: Mapping[str, Plain], find: Find
    ) -> None:
        super().__init__(data)
        self.made = made
        self.fields |= form_fields(made, values, find)

    def facts(self) -> dict[str, Any]:
        return given(self.made, self.cleaned_data)


class ChangeForm(DatedForm):
    """One field, from a day on."""

    def __init__(self, data: Any, *, made: CustomField, value: Plain, today: date, find: Find) -> None:
        super().__init__(data, initial={"on": today}, today=today, reasons=REASONS)
        self.made = made
        self.fields |= form_fields([made], {made.code: value}, find)

    def value(self) -> Any:
        """Give what was entered, as verbs take it."""
        return given([self.made], self.cleaned_data)[self.made.code]


class RowForm(FileForm):
    """One row of a table."""

    def __init__(
        self,
        data: Any,
        *,
        table: CustomTable,
        values: Mapping[str, Plain],
        find: Find,
        line: Line | None = None,
    ) -> None:
        super().__init__(data)
        self.table = table
        self.columns = [one for one in table.columns.all() if not one.retired]
        if table.dated:
            until = line.until - DAY if line and line.until else None
            self.fields["valid_from"] = DayField(label=_("From"), initial=line.since if line else None)
            self.fields["last_day"] = DayField(label=_("Last day"), required=False, initial=until)
        self.fields |= form_fields(self.columns, values, find)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, last = data.get("valid_from"), data.get("last_day")
        if start and last and last < start:
            raise ValidationError({"last_day": _("The last day lies before the first.")})
        return data

    def facts(self) -> dict[str, Any]:
        return given(self.columns, self.cleaned_data)

    def span(self) -> tuple[date | None, date | None]:
        """Give when the row holds, half-open."""
        last = self.cleaned_data.get("last_day")
        return self.cleaned_data.get("valid_from"), last + DAY if last else None

    def in_words(self) -> dict[str, str]:
        """Say what was entered, for a comparison of versions."""
        return {one.called: as_text(one, self.facts()[one.code]) for one in self.columns}
