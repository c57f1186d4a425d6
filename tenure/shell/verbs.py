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
