"""Addresses that belong to everybody: home, oneself, search, set-up, the trail."""

from django.urls import path

from . import dual, home, inbox, rights, search, trail, values

urlpatterns = [
    path("", home.show, name="home"),
    path("me", home.me, name="me"),
    path("me/rights", rights.my_rights, name="my-rights"),
    path("settings/accounts/<uuid:uid>/rights", rights.account_rights, name="account-rights"),
    path("who-can-see/<slug:kind>/<uuid:uid>", rights.who_can_see, name="who-can-see"),
    path("exports/new", dual.export_ask, name="export-ask"),
    path("setup", home.setup, name="setup"),
    path("settings/values", values.value_list, name="setting-list"),
    path("settings/values/<str:key>", values.value_change, name="setting-change"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/delegation", inbox.delegation, name="inbox-delegation"),
    path("inbox/delegation/<uuid:uid>/end", inbox.delegation_end, name="inbox-delegation-end"),
    path("inbox/<uuid:uid>", inbox.approval, name="approval"),
    path("inbox/<uuid:uid>/approval", inbox.approve, name="approval-approve"),
    path("inbox/<uuid:uid>/rejection", inbox.decline, name="approval-decline"),
    path("inbox/<uuid:uid>/withdrawal", inbox.withdraw, name="approval-withdraw"),
    path("search", search.search, name="search"),
    path("audit", trail.trail_list, name="trail"),
    path("audit/<int:number>", trail.trail_entry, name="trail-entry"),
]
