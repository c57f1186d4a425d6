"""Tables to which lines are only added: the database itself refuses the rest."""

from typing import Final

import pgtrigger

from tenure.foundation.postgres import Role

SAVING: Final = 7_305_003  # whoever is about to commit holds this lock, with the second it began to
EPOCH: Final = 1_577_836_800  # 2020: seconds since then fit the second key of a lock for 68 years
SECOND: Final = f"(floor(extract(epoch FROM clock_timestamp())) - {EPOCH})::integer"
STAMP: Final = "UPDATE public.audit_moment SET ended_at = clock_timestamp() WHERE id = NEW.id;"


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


def stamped_at_the_end() -> pgtrigger.Trigger:
    """Write down when a transaction ends: as its last deed, under a lock that goes when all can see it."""
    return pgtrigger.Trigger(
        name="stamped_at_the_end",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=f"PERFORM pg_advisory_xact_lock_shared({SAVING}, {SECOND}); {STAMP} RETURN NULL;",
    )
