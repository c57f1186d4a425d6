"""State tables: which step leads where."""

from .machine import Machine, WrongStep

__all__ = ["Machine", "WrongStep"]
