"""How much a file may hold, and the refusals that say so."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

MAX_BYTES: Final = 64 * 2**20
MAX_EXPANDED: Final = 400 * 2**20
MAX_TEXT_TREE: Final = 24 * 2**20  # JSON and YAML stand in memory as a whole
MAX_ROWS: Final = 500_000
MAX_COLUMNS: Final = 500
MAX_CELLS: Final = 12_000_000
MAX_CELL: Final = 32_767
MAX_FILES: Final = 60


class NotReadable(Refused):
    """A file that cannot be imported; the message says why and what would do."""

    message = _("{file} cannot be read.")


class FileTooLarge(NotReadable):
    message = _("{file} is larger than {limit} MB. Split it, or leave out what is not imported.")


class ExpandsTooFar(NotReadable):
    message = _("{file} unpacks to far more than it should and was not opened.")


class TooManyRows(NotReadable):
    message = _("{file} has more than {limit} rows. Split it into several files.")


class TooManyColumns(NotReadable):
    message = _("{file} has more than {limit} columns. Is the separator right?")


class NothingInIt(NotReadable):
    message = _("{file} is empty: there is no heading and no row in it.")


class WrongKind(NotReadable):
    message = _("{file} is {kind}. Import takes CSV, XLSX, XLS, ODS, JSON and YAML.")


class BrokenFile(NotReadable):
    message = _("{file} is damaged or not what its name says: {words}")


class TooManyFiles(Refused):
    message = _("That is more than {limit} files in one run.")


class NoFiles(Refused):
    message = _("There is no file to import at {place}.")


class NotAList(NotReadable):
    message = _("{file} must hold a list of records, each with named values.")


class HasReferences(NotReadable):
    message = _("{file} uses YAML references (& and *), which are not accepted.")
