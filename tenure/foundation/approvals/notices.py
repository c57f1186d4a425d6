"""The messages about approvals."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.notify import Kind, notice

WAITS = notice(Kind("approvals.waits", _("Something waits for your decision"), "approvals/notices/waits"))
AHEAD = notice(
    Kind(
        "approvals.escalation_ahead",
        _("Something goes to somebody else tomorrow"),
        "approvals/notices/escalation_ahead",
    )
)
ESCALATED = notice(
    Kind("approvals.escalated", _("Something was passed on to you"), "approvals/notices/escalated")
)
DECIDED = notice(Kind("approvals.decided", _("What you asked for was decided"), "approvals/notices/decided"))
