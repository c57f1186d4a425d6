"""``tenure user``: accounts, from the machine that Tenure runs on."""

from typing import Any

import click

from tenure.config.terminal import as_json, report, start_django


@click.group("user")
def command() -> None:
    """Make, list and close accounts."""


@command.command("create")
@click.argument("email")
@click.option("--role", "code", required=True, help="Code of the role: administrator, hr_generalist, …")
@click.option("--person", "number", help="Personnel number of the person whose account it is.")
@as_json
def create(email: str, code: str, number: str | None, *, as_json: bool) -> None:
    """Invite EMAIL with a role over everyone; print the link that works once, for seven days."""
    start_django()
    from tenure.foundation.identity import actions
    from tenure.foundation.identity.actions.grants import Over
    from tenure.foundation.identity.links import invitation_link

    by = _operator("identity.manage", "identity.grant", "system.configure", "organisation.view")
    role = _role(code)
    uid = _person(number) if number else None
    invited = actions.invite(
        email, role=None if role.implied else role, over=Over(), person_uid=uid, by_mail=False, by=by
    )
    link = invitation_link(invited.secret)
    report(
        {"email": email, "role": code, "link": link},
        f"Open this link to choose a password:\n{link}",
        as_json=as_json,
    )


@command.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List the accounts with their roles."""
    start_django()
    from tenure.foundation.identity.models import Grant, User

    by = _operator("identity.manage")
    roles: dict[int, list[str]] = {}
    for user_id, code in Grant.objects.as_of(by.today).values_list("user_id", "role__code"):
        roles.setdefault(user_id, []).append(code)
    users = User.objects.order_by("email")
    rows: list[dict[str, Any]] = [
        {"email": one.email, "active": one.is_active, "roles": sorted(set(roles.get(one.pk, [])))}
        for one in users
    ]
    report({"users": rows}, "\n".join(map(_line, rows)) or "There are no accounts yet.", as_json=as_json)


@command.command("disable")
@click.argument("email")
@click.option("--reason", default="", help="Why; it goes into the trail.")
@as_json
def disable(email: str, reason: str, *, as_json: bool) -> None:
    """Close the account of EMAIL: its sessions and tokens end at once."""
    start_django()
    from tenure.foundation.identity import actions
    from tenure.foundation.identity.lookups import user_by_email

    actions.disable_user(user_by_email(email).pk, reason=reason, by=_operator("identity.manage"))
    report({"email": email, "active": False}, f"{email} is closed.", as_json=as_json)


def _operator(*permissions: str) -> Any:
    from tenure.shell.actor import system_actor

    return system_actor("tenure user", *permissions, channel="cli")


def _role(code: str) -> Any:
    from tenure.foundation.identity.lookups import role_by_code

    return role_by_code(code)


def _person(number: str) -> Any:
    from tenure.domains.people.models import Person
    from tenure.foundation.identity.lookups import NobodyByThisNumber

    person = Person.objects.filter(number=number).first()
    if person is None:
        raise NobodyByThisNumber(number=number)
    return person.uid


def _line(row: dict[str, Any]) -> str:
    state = "" if row["active"] else "  (closed)"
    return f"{row['email']}  {', '.join(row['roles']) or '–'}{state}"
