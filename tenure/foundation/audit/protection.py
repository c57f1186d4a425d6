"""Tables to which lines are only added: the database itself refuses the rest."""

import pgtrigger

from tenure.foundation.postgres import Role


def append_only() -> pgtrigger.Trigger:
    """Refuse update, delete and truncate to everybody, the owner of the table included.

    Only the keeper, who erases what the law says must go, is let past; what the keeper may do
    is then a matter of the rights granted to it.
    """
    return pgtrigger.Trigger(
        name="append_only",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        condition=pgtrigger.Condition(f"current_user <> '{Role.KEEPER}'"),
        func="RAISE EXCEPTION 'lines of % are added, never changed', TG_TABLE_NAME "
        "USING ERRCODE = 'insufficient_privilege';",
    )
