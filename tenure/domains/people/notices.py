"""The messages about people that Tenure can send."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.notify import Kind, notice

PAPER_EXPIRING = notice(
    Kind("people.paper_expiring", _("A paper in a staff file expires"), "people/notices/paper_expiring")
)
GLASS_BROKEN = notice(
    Kind("people.glass_broken", _("A file was opened by emergency access"), "people/notices/glass_broken")
)
RECORDS_CHECKED = notice(
    Kind("people.records_checked", _("New in the data quality list"), "people/notices/records_checked")
)
