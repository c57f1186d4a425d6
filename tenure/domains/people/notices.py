"""The messages about people that Tenure can send."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.notify import Kind, notice

PAPER_EXPIRING = notice(
    Kind("people.paper_expiring", _("A paper in a staff file expires"), "people/notices/paper_expiring")
)
