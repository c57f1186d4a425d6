"""Sealed values: what nobody reads in the database, in a backup or in a log."""

from .sealing import CannotUnseal, blind, ending, seal, unseal

__all__ = ["CannotUnseal", "blind", "ending", "seal", "unseal"]
