"""Says the verbs of the trail as a person would."""

from typing import Final

from django.utils.translation import gettext, gettext_lazy as _

WORDS: Final = {
    "request.denied": _("A page was refused"),
    "lists.exported": _("A list was taken as a file"),
    "lists.view.kept": _("A view of a list was kept"),
    "lists.view.dropped": _("A view of a list was removed"),
    "lists.columns.chosen": _("Columns of a list were chosen"),
    "people.person.hired": _("Hired"),
    "people.person.rehired": _("Hired again"),
}


def in_words(verb: str) -> str:
    """Say a verb: known ones in words of their own, others by their last two parts."""
    if verb in WORDS:
        return str(WORDS[verb])
    if verb.endswith(".viewed"):
        what = verb.removesuffix(".viewed").split(".")[-1].replace("_", " ")
        return gettext("Looked at %(what)s") % {"what": what}
    return " ".join(verb.split(".")[-2:]).replace("_", " ").capitalize()
