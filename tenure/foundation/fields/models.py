"""Definitions as data, and the tables that hosts derive their values from."""

import json
from datetime import date
from typing import Any, ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.functions import NullIf
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import get_language

from tenure.foundation.audit.history import tracked
from tenure.foundation.crypto import seal, unseal
from tenure.foundation.effective.models import Effective
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import READS_LOGGED, Retention, Sensitivity

from .kinds import COLUMN, EMPTY, LISTS, Kind, Plain, as_json, columns_of, from_json, value_of

ALWAYS: Final = date(1, 1, 1)
SEALED: Final = frozenset({Sensitivity.IDENTITY, Sensitivity.SPECIAL})
CLASSES: Final = [(one.value, one.value) for one in Sensitivity]


class Definition(Record):
    """What fields and tables share: where they stand, what they are called, and who sees them.

    ``see`` and ``edit`` are the permissions that open the values: those of the class, or of the
    definition itself where it has an own list of roles.
    """

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ORGANISATION

    host = models.CharField(max_length=40)
    code = models.SlugField(max_length=40, allow_unicode=False)
    path = models.CharField(max_length=90, unique=True)
    label = models.CharField(max_length=120)
    labels = models.JSONField(default=dict, blank=True)
    help_text = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=10, choices=CLASSES, default=Sensitivity.INTERNAL)
    own_list = models.BooleanField(default=False)
    see = models.CharField(max_length=110)
    edit = models.CharField(max_length=110)
    dated = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=100)
    retired = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["order", "label", "pk"]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The label in the reader's language, else the first one."""
        return called(self)

    @property
    def is_sealed(self) -> bool:
        """Whether values lie encrypted in the database."""
        return self.level in SEALED

    @property
    def is_logged(self) -> bool:
        """Whether reading a value is written down."""
        return self.level in READS_LOGGED


@tracked()
class CustomTable(Definition):
    """Several rows a record, with columns of their own: company cars, vaccinations, equipment."""


@tracked()
class CustomField(Definition):
    """One field on a kind of record, or one column of a table."""

    table = models.ForeignKey(
        CustomTable, null=True, blank=True, on_delete=models.CASCADE, related_name="columns"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.CharField(max_length=20, blank=True)
    required = models.BooleanField(default=False)
    searchable = models.BooleanField(default=False)
    least = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    most = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    longest = models.PositiveIntegerField(null=True, blank=True)
    mask = models.CharField(max_length=60, blank=True)

    @property
    def column(self) -> str:
        """The typed column that holds the value."""
        return COLUMN[self.kind]

    @property
    def is_list(self) -> bool:
        """Whether values are options."""
        return self.kind in LISTS

    def option(self, code: str) -> "CustomOption | None":
        """Find an option by its code, retired ones included."""
        return next((one for one in self.options.all() if one.code == code), None)


@tracked()
class CustomOption(Record):
    """One thing that can be chosen. A retired option stays where it was chosen, and is not offered."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ORGANISATION

    field = models.ForeignKey(CustomField, on_delete=models.CASCADE, related_name="options")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    labels = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["field", "code"], name="custom_option_once")
        ]

    def __str__(self) -> str:
        return called(self)


def called(row: Any) -> str:
    """Give the label in the reader's language, else the first one."""
    language = get_language() or ""
    found = row.labels.get(language) or row.labels.get(language.split("-")[0])
    return str(found or row.label)


class CustomValue(Effective):
    """What one field says of one record, for a time; a host's model adds the record.

    The value stands in the column of its kind, or sealed. A row without a value says that nothing
    holds. An undated field has one row, from the first day of the calendar on.
    """

    facts = tuple(EMPTY)
    purpose: ClassVar[str]

    field = models.ForeignKey(CustomField, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    on_day = models.DateField(null=True, blank=True)
    flag = models.BooleanField(null=True, blank=True)
    codes = ArrayField(models.CharField(max_length=60), null=True, blank=True)
    reference = models.UUIDField(null=True, blank=True)
    sealed = models.BinaryField(null=True, blank=True, editable=True)
    reason = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=2000, blank=True)

    class Meta(Effective.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Func(
                        NullIf(F("text"), Value("")),
                        *(F(one) for one in ("number", "on_day", "flag", "codes", "reference", "sealed")),
                        function="num_nonnulls",
                        output_field=IntegerField(),
                    ),
                    1,
                ),
                name="%(app_label)s_%(class)s_one_value",
            ),
        ]

    @property
    def owner(self) -> Any:
        """The record that the value is about."""
        return getattr(self, self.owners[0])

    @property
    def is_blank(self) -> bool:
        """Whether it says that nothing holds."""
        return all(getattr(self, name) in (None, "") for name in self.facts)

    def plain(self) -> Plain:
        """Give the value; a sealed one is opened, which queries write down."""
        if self.sealed is None:
            return value_of(self.field.kind, self)
        told = json.loads(unseal(self.sealed, bound_to=self.owner.uid, purpose=self.purpose))
        return from_json(self.field.kind, told[str(self.field.uid)])

    def keep(self, value: Plain) -> None:
        """Lay a value into its column, or seal it to its record and field."""
        for name, told in columns_of(self.field.kind, value).items():
            setattr(self, name, told)
        if self.field.is_sealed and not self.is_blank:
            text = json.dumps({str(self.field.uid): as_json(value)}, ensure_ascii=False)
            for name, empty in EMPTY.items():
                setattr(self, name, empty)
            self.sealed = seal(text, bound_to=self.owner.uid, purpose=self.purpose)


def value_indexes(owner: str, prefix: str) -> list[models.Index]:
    """Give what finds the values of a record, and the records of a value."""
    filled = {name: Q(**{f"{name}__isnull": False}) for name in ("number", "on_day", "flag", "reference")}
    return [
        models.Index(fields=[owner, "field"], name=f"{prefix}_of_{owner}"),
        models.Index(F("field"), Func(F("text"), Value(80), function="left"), name=f"{prefix}_text"),
        *(
            models.Index(fields=["field", name], name=f"{prefix}_{name}", condition=condition)
            for name, condition in filled.items()
        ),
    ]


class CustomRow(Record):
    """One row of a custom table about one record; a host's model adds the record.

    Cells stand as JSON under the codes of their columns, checked by the verb that writes them: a row
    is read whole. Those of a table of identity or special facts lie sealed.
    """

    purpose: ClassVar[str]
    owner_name: ClassVar[str]

    table = models.ForeignKey(CustomTable, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(default=ALWAYS)
    valid_until = models.DateField(null=True, blank=True)
    cells = models.JSONField(default=dict, blank=True)
    sealed = models.BinaryField(null=True, blank=True, editable=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]

    @property
    def owner(self) -> Any:
        """The record that the row is about."""
        return getattr(self, self.owner_name)

    def told(self) -> dict[str, Any]:
        """Give the cells as JSON; sealed ones are opened, which queries write down."""
        if self.sealed is None:
            return dict(self.cells)
        found: dict[str, Any] = json.loads(unseal(self.sealed, bound_to=self.uid, purpose=self.purpose))
        return found

    def keep(self, cells: dict[str, Any]) -> None:
        """Lay the cells down, or seal them to this row."""
        if self.table.is_sealed:
            text = json.dumps(cells, ensure_ascii=False, sort_keys=True)
            self.cells, self.sealed = {}, seal(text, bound_to=self.uid, purpose=self.purpose)
        else:
            self.cells, self.sealed = cells, None
