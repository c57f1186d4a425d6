"""Addresses of the people area."""

from django.urls import path, re_path

from . import changes, directory, edits, employments, profile, records, worklists

DATED = "|".join(changes.VERBS)
FACTS = "|".join(edits.KINDS)
UID = "[0-9a-f-]{36}"

urlpatterns = [
    path("people", directory.people, name="people"),
    path("people/options", directory.options, name="people-options"),
    path("people/records/<slug:kind>", records.records, name="people-records"),
    path("people/new", employments.person_create, name="person-create"),
    *worklists.urlpatterns,
    re_path(rf"^people/rows/(?P<what>{DATED})/(?P<uid>{UID})/change$", changes.change, name="row-change"),
    re_path(
        rf"^people/rows/(?P<what>{DATED})/(?P<uid>{UID})/rescission$", employments.rescind, name="row-rescind"
    ),
    re_path(rf"^people/facts/(?P<what>{FACTS})/(?P<uid>{UID})$", edits.fact_update, name="fact-update"),
    re_path(
        rf"^people/facts/(?P<what>{FACTS})/(?P<uid>{UID})/removal$", edits.fact_delete, name="fact-delete"
    ),
    path("people/employments/<uuid:uid>/end", employments.employment_end, name="employment-end"),
    path(
        "people/employments/<uuid:uid>/continuation",
        employments.employment_continue,
        name="employment-continue",
    ),
    path("people/employments/<uuid:uid>/jobs/new", employments.assignment_create, name="assignment-create"),
    path("people/papers/<uuid:uid>/number", profile.paper_reveal, name="paper-reveal"),
    path("people/bank/<uuid:uid>/number", profile.bank_reveal, name="bank-reveal"),
    path("people/<uuid:uid>", profile.overview, name="person"),
    path("people/<uuid:uid>/card", edits.card_update, name="person-card"),
    path("people/<uuid:uid>/personal/edit", edits.personal_update, name="person-personal"),
    path("people/<uuid:uid>/dotted-lines/new", employments.dotted_line_create, name="dotted-line-create"),
    re_path(rf"^people/(?P<uid>{UID})/facts/(?P<what>{FACTS})/new$", edits.fact_create, name="fact-create"),
    path("people/<uuid:uid>/<slug:tab>", profile.tab, name="person-tab"),
]
