"""What an administrator may change without code: declared, dated and in the trail."""

from .declare import Setting, declare, declared

__all__ = ["Setting", "declare", "declared"]
