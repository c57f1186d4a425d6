"""Everything that Tenure holds, in open formats that any program reads without Tenure."""

from .package import Exported, export
from .sealed import Opening, open_with

__all__ = ["Exported", "Opening", "export", "open_with"]
