"""What an actor may do to one unit or seat."""

from tenure.foundation.access import Actor

from ..models import Position, PositionTerm, Unit, UnitTerm

EDIT, PAY_EDIT = "organisation.edit", "pay.edit"


def rights_over(by: Actor, record: Unit | Position) -> set[str]:
    """Give those of "organisation.edit" and "pay.edit" that are held over a unit or a seat."""
    is_unit = isinstance(record, Unit)
    terms, owner = (UnitTerm, "unit") if is_unit else (PositionTerm, "position")
    asked = (EDIT,) if is_unit else (EDIT, PAY_EDIT)
    held = [code for code in asked if by.holds(code)]
    return {code for code in held if terms.objects.allowed(by, code).filter(**{owner: record}).exists()}
