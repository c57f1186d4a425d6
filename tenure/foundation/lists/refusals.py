"""What a list answers to an address it cannot read."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import NotAllowed, Refused


class BadAsk(Refused):
    message = _("This list has no filter or setting called “{name}”.")
    status = 400


class BadValue(Refused):
    message = _("“{value}” cannot be used for “{name}” here.")
    status = 400


class BadCursor(Refused):
    message = _(
        "This link to a page of the list is broken or belongs to another list. Begin again at the first page."
    )
    status = 400


class NotYours(NotAllowed):
    message = _("Your roles do not let you sort, filter or see by “{name}”.")
