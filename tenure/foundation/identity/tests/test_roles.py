"""The roles that ship."""

import pytest

from tenure.foundation.identity.models import Role, RolePermission
from tenure.foundation.identity.permissions import UnknownPermission, all_permissions
from tenure.foundation.identity.roles import Line, ShippedRole, name_of, shipped_roles, ships, sync_roles

pytestmark = pytest.mark.django_db
PERSONAL = ("people.", "pay.", "notes.")


def lines(code: str) -> set[tuple[str, str]]:
    return set(RolePermission.objects.filter(role__code=code).values_list("permission", "scope"))


def test_migrate_writes_every_role_that_ships() -> None:
    stored = set(Role.objects.filter(shipped=True).values_list("code", flat=True))
    assert stored == {one.code for one in shipped_roles()}


def test_writing_them_again_changes_nothing() -> None:
    before = list(Role.objects.order_by("pk").values()), list(RolePermission.objects.order_by("pk").values())
    sync_roles()
    assert (
        list(Role.objects.order_by("pk").values()),
        list(RolePermission.objects.order_by("pk").values()),
    ) == before


def test_a_line_added_by_hand_to_a_shipped_role_goes_away() -> None:
    role = Role.objects.get(code="executive")
    RolePermission.objects.create(role=role, permission="pay.view", scope="everyone")
    sync_roles()
    assert lines("executive") == {("insights.view", "everyone"), ("organisation.view", "everyone")}


def test_a_role_with_an_unknown_permission_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenure.foundation.identity.roles._shipped", {})
    ships(ShippedRole("odd", "Odd", "", lines=[Line("people.fly")]))
    with pytest.raises(UnknownPermission):
        sync_roles()


@pytest.mark.capability("PLT-01")
def test_the_administrator_reads_no_personal_data() -> None:
    assert [code for code, _scope in lines("administrator") if code.startswith(PERSONAL)] == []


def test_nobody_but_payroll_and_oneself_sees_bank_details() -> None:
    holders = RolePermission.objects.filter(permission="people.view_bank").values_list("role__code", "scope")
    assert set(holders) == {("employee", "own"), ("payroll", "granted")}


def test_the_auditor_changes_nothing() -> None:
    assert [
        code for code, _scope in lines("auditor") if ".edit" in code or code.endswith((".write", ".import"))
    ] == []


@pytest.mark.parametrize("code", ["hr_generalist", "hr_manager", "payroll", "administrator", "compensation"])
def test_roles_over_other_people_ask_for_a_second_factor(code: str) -> None:
    assert Role.objects.get(code=code).second_factor


def test_every_permission_and_role_has_words() -> None:
    assert [one.code for one in all_permissions() if not str(one.label)] == []
    assert [one.code for one in Role.objects.all() if not name_of(one)] == []
