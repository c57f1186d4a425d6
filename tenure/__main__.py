"""Lets ``python -m tenure`` be the ``tenure`` command."""

from tenure.config.cli import main

main()
