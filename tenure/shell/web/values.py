"""What may be set of Tenure: each setting as it is, since when, and what is planned."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tenure.foundation.access.second_person import is_needed
from tenure.foundation.dual_control.actions import ask_for_act
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotAllowed, NotThere, Refused
from tenure.foundation.settings import actions
from tenure.foundation.settings.actions import GUARDED
from tenure.foundation.settings.queries import Shown, listed
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .dual import ASKED, notice


class ValueForm(PlainForm):
    """Another value of a setting, from a day on."""

    start = forms.DateField(
        label=_("From when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, shown: Shown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"value": _field(shown), **self.fields}

    def value(self) -> Any:
        """Give the value with its type."""
        given = self.cleaned_data["value"]
        return given == "yes" if isinstance(self.fields["value"], _YesNo) else given


class _YesNo(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("yes", _("Yes")), ("no", _("No"))], **kwargs)


def _field(shown: Shown) -> forms.Field:
    one = shown.setting
    words: dict[str, Any] = {"label": str(one.label), "help_text": str(one.help)}
    if one.choices:
        return forms.TypedChoiceField(
            choices=list(one.choices.items()), initial=shown.value, coerce=type(one.default), **words
        )
    if isinstance(one.default, bool):
        return _YesNo(initial="yes" if shown.value else "no", **words)
    if isinstance(one.default, int):
        return forms.IntegerField(min_value=one.least, max_value=one.most, initial=shown.value, **words)
    return forms.CharField(max_length=500, initial=shown.value, **words)


@require_GET
def value_list(request: Request) -> HttpResponse:
    """Show every setting that this actor may change."""
    rows = listed(request.actor)
    if not rows:
        raise NotAllowed
    return render(request, "settings/values.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def value_change(request: Request, key: str) -> HttpResponse:
    """Let a setting have another value from a day on."""
    shown = next((one for one in listed(request.actor) if one.setting.key == key), None)
    if shown is None:
        raise NotThere
    data = request.POST if request.method == "POST" else None
    form = ValueForm(data, shown=shown, initial={"start": request.actor.today})
    if form.is_valid() and (said := _set(request, shown, form)):
        messages.success(request, said)
        return redirect(request, reverse("setting-list"))
    second = notice(request, GUARDED) if shown.setting.guarded else None
    context = {"shown": shown, "form": form, "second": second}
    return render(request, "settings/value.html", context, status=422 if data is not None else 200)


def _set(request: Request, shown: Shown, form: ValueForm) -> str:
    """Set it, or ask a second person to; say which."""
    given, by, key = form.cleaned_data, request.actor, shown.setting.key
    try:
        if shown.setting.guarded and is_needed(by, GUARDED):
            start = given["start"].isoformat()
            facts = {"key": key, "value": form.value(), "start": start, "reason": given["reason"]}
            ask_for_act(GUARDED, facts, label=str(shown.setting.label), why=given["reason"], by=by)
            return str(ASKED)
        actions.set_value(key, form.value(), start=given["start"], by=by, reason=given["reason"])
    except Refused as refused:
        if refused.status not in (409, 422):
            raise
        form.refuse(refused.errors, str(refused))
        return ""
    return str(_("It is set. The trail says who, when and why."))
