"""``tenure openapi``: the description of the API, for programs and for the snapshot."""

import json

import click


@click.command("openapi")
def command() -> None:
    """Print the OpenAPI 3.1 description of the API, sorted, so that a difference is a difference."""
    import django

    django.setup()
    from tenure.config.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    click.echo(json.dumps(schema, indent=1, sort_keys=True, default=str))
