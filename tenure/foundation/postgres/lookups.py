"""Words of queries that PostgreSQL has and Django lacks."""

from typing import Any

from django.db.models import Field, Lookup


@Field.register_lookup
class AnyOf(Lookup):
    """``pk__any_of=keys``: as ``in``, but many keys go as one value, which takes a fraction of the time."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compare the column with the elements of an array."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*values, list(self.rhs))
