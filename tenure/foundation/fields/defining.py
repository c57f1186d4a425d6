"""What a definition must be like, and which permissions open it."""

from typing import Any, Final

from django.utils.text import slugify
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.records.sensitivity import Sensitivity
from tenure.foundation.refusal import Refused

from .access import OWN
from .hosts import Host
from .kinds import LISTS, LONGEST, NUMBERS, TEXTS, Kind
from .models import CustomField, CustomTable

FOUND: Final = TEXTS | LISTS
MOST_OF_A_KIND: Final = 200
CODE: Final = 40


class NotADefinition(Refused):
    message = _("This cannot be made like that. Look at the marked fields.")


def checked(one: CustomField | CustomTable, host: Host) -> None:
    """Refuse, all at once, what does not go together."""
    errors = _of_both(one, host)
    if isinstance(one, CustomField):
        errors |= _of_field(one)
    if errors:
        raise NotADefinition(errors=errors)


def set_rights(one: CustomField | CustomTable, host: Host) -> None:
    """Work out its path, and the permissions that open its values; a column has those of its table."""
    table = one.table if isinstance(one, CustomField) else None
    one.path = ".".join(filter(None, [host.code, table.code if table else "", one.code]))
    if table:
        one.level, one.own_list, one.dated = table.level, table.own_list, False
        one.see, one.edit = table.see, table.edit
    elif one.own_list:
        one.see, one.edit = OWN["see"] + one.path, OWN["edit"] + one.path
    else:
        opens = host.classes[Sensitivity(one.level)]
        one.see, one.edit = opens.see, opens.edit


def fresh_code(
    model: Any, host: str, table: CustomTable | None, words: str, taken: set[str] | None = None
) -> str:
    """Make a code of some words that none of the same kind has."""
    base = slugify(words).replace("-", "_")[: CODE - 4] or "field"
    if taken is None:
        same = {"host": host} | ({"table": table} if model is CustomField else {})
        taken = set(model.objects.filter(**same).values_list("code", flat=True))
    names = (base if number == 1 else f"{base}_{number}" for number in range(1, MOST_OF_A_KIND + 2))
    return next(name for name in names if name not in taken)


def _of_both(one: CustomField | CustomTable, host: Host) -> dict[str, str]:
    errors = {}
    if not one.label.strip():
        errors["label"] = __("This is required.")
    if one.level not in {known.value for known in host.classes}:
        errors["level"] = __("Facts of this class cannot be kept here.")
    is_column = isinstance(one, CustomField) and one.table is not None
    if one.own_list and one.level == Sensitivity.PUBLIC and not is_column:
        errors["own_list"] = __("What every colleague sees needs no list of its own.")
    return errors


def _of_field(one: CustomField) -> dict[str, str]:
    errors = {}
    if one.kind not in Kind.values:
        return {"kind": __("Choose what it holds.")}
    if one.searchable and (
        one.level != Sensitivity.PUBLIC or one.own_list or one.kind not in FOUND or one.table or one.dated
    ):
        errors["searchable"] = __(
            "Only texts and lists without dates that every colleague may see can be found by search."
        )
    for low, high in (("least", "most"), ("earliest", "latest")):
        start, end = getattr(one, low), getattr(one, high)
        if start is not None and end is not None and end < start:
            errors[high] = __("This lies before the lower bound.")
    if (one.least is not None or one.most is not None) and one.kind not in NUMBERS:
        errors["least"] = __("Only numbers have these bounds.")
    if (one.earliest or one.latest) and one.kind != Kind.DATE:
        errors["earliest"] = __("Only dates have these bounds.")
    if one.mask and one.kind != Kind.TEXT:
        errors["mask"] = __("Only a line of text has a shape.")
    if one.longest and one.longest > LONGEST.get(Kind(one.kind), 0):
        errors["longest"] = __("Longer than this kind can be.")
    return errors
