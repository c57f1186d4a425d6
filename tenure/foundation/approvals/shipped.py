"""Ways to find approvers that need no domain: a role, a permission held over everything, a named account."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tenure.foundation.identity.models import Grant, Role, User
from tenure.foundation.identity.permissions import all_permissions
from tenure.foundation.identity.roles import name_of

from .registry import Matter, Words, resolver


def _roles() -> Mapping[str, Words]:
    return {one.code: name_of(one) for one in Role.objects.filter(implied=False).order_by("name")}


@resolver("role", _("Everybody with the role"), takes=_roles)
def holders_of_role(matter: Matter, code: str) -> set[int]:
    """Give the users who hold a role today, over whatever."""
    rows = Grant.objects.as_of(matter.day).filter(role__code=code)
    return set(rows.values_list("user_id", flat=True))


def _permissions() -> Mapping[str, Words]:
    return {one.code: one.label for one in all_permissions()}


@resolver("administrators", _("With the right over everyone"), takes=_permissions)
def holders_everywhere(matter: Matter, code: str) -> set[int]:
    """Give the users who hold a permission over everyone, by a role given today."""
    from django.db.models import Q

    rows = Grant.objects.as_of(matter.day).filter(role__permissions__permission=code)
    wide = Q(role__permissions__scope="everyone") | Q(scope="everyone")
    return set(rows.filter(wide).values_list("user_id", flat=True))


@resolver("user", _("One named account"))
def named(_matter: Matter, email: str) -> set[int]:
    """Give the one user with this address."""
    return set(User.objects.filter(email=email.lower()).values_list("pk", flat=True))
