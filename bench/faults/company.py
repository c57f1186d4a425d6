"""Makes a small company in an empty Tenure and a token for a program; run inside its data folder."""

import json

from tenure.config.terminal import start_django


def main() -> None:
    """Print what the clients need to know, as JSON."""
    start_django()
    from tenure.foundation.identity import actions
    from tenure.shell.actor import actor_for, system_actor
    from tests.access.world import build

    world = build()
    owner = actor_for(world.users["hr_manager"], channel="cli")
    assert owner is not None
    by = system_actor("crash", channel="cli")
    scopes = {held.permission for held in owner.held}
    made = actions.create_token(owner, name="crash", scopes=scopes, by=by)
    kept = world.kept["north"]
    told = {
        "token": made.text,
        "person": kept["people"],
        "unit": kept["unit"].uid,  # type: ignore[attr-defined]
        "legal_entity": kept["legal-entities"],
    }
    print(json.dumps(told, default=str))


if __name__ == "__main__":
    main()
