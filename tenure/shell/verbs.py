"""Says the verbs of the trail as a person would."""

from typing import Final

from django.utils.translation import gettext, gettext_lazy as _

WORDS: Final = {
    "request.denied": _("A page was refused"),
    "lists.exported": _("A list was taken as a file"),
    "lists.view.kept": _("A view of a list was kept"),
    "lists.view.dropped": _("A view of a list was removed"),
    "lists.columns.chosen": _("Columns of a list were chosen"),
    "identity.session.started": _("Signed in"),
    "identity.session.ended": _("Signed out"),
    "identity.sessions.ended": _("Signed out everywhere"),
    "identity.role.granted": _("A role was given"),
    "identity.role.ended": _("A role was ended"),
    "dual_control.act.asked": _("A second person was asked"),
    "dual_control.act.confirmed": _("A second person confirmed"),
    "dual_control.act.declined": _("A second person declined"),
    "dual_control.act.withdrawn": _("What a second person was asked was withdrawn"),
    "dual_control.act.viewed": _("What waits for a second person was read"),
    "dual_control.permit.used": _("A confirmed file was taken"),
    "identity.role.drafted": _("A role was changed in a draft"),
    "identity.role.draft_dropped": _("A draft of a role was thrown away"),
    "identity.role.changed": _("What a role allows was changed"),
    "people.glass.asked": _("Emergency access was asked for"),
    "people.glass.broken": _("A file was opened by emergency access"),
    "people.glass.ended": _("Emergency access was ended"),
    "people.glass.reviewed": _("Emergency access was reviewed"),
    "people.bank_account.asked": _("A bank account was asked to be changed"),
    "identity.grant.confirmed": _("A role was confirmed"),
    "identity.review.exported": _("The access review was taken as a file"),
    "identity.user.created": _("The account was made"),
    "identity.user.disabled": _("The account was closed"),
    "identity.user.enabled": _("The account was opened"),
    "identity.reset.sent": _("A reset link was sent"),
    "identity.second_factor.removed": _("The second factor was removed"),
    "identity.credential.password_changed": _("The password was changed"),
    "identity.credential.password_reset": _("The password was reset"),
    "identity.credential.totp_activated": _("An authenticator app was set up"),
    "identity.credential.totp_deactivated": _("The authenticator app was removed"),
    "identity.credential.webauthn_added": _("A passkey was added"),
    "identity.credential.webauthn_removed": _("A passkey was removed"),
    "identity.invitation.sent": _("An invitation was sent"),
    "identity.invitation.accepted": _("An invitation was accepted"),
    "identity.invitation.withdrawn": _("An invitation was withdrawn"),
    "identity.token.created": _("A token was made"),
    "identity.token.revoked": _("A token was ended"),
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
