"""Tells people: in Tenure, and by mail where they want it."""

from .declare import Kind, notice
from .sending import send

__all__ = ["Kind", "notice", "send"]
