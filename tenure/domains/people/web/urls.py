"""Addresses of the people area."""

from django.urls import path, re_path

from . import (
    changes,
    custom,
    directory,
    edits,
    employments,
    glass,
    merging,
    numbers,
    profile,
    proposals,
    quality,
    records,
    rehire,
    shape,
    worklists,
)

DATED = "|".join(changes.VERBS)
FACTS = "|".join(edits.KINDS)
UID = "[0-9a-f-]{36}"

urlpatterns = [
    path("people", directory.people, name="people"),
    path("people/options", directory.options, name="people-options"),
    path("people/records/<slug:kind>", records.records, name="people-records"),
    path("people/numbers", numbers.numbers, name="people-numbers"),
    path("people/former", rehire.former_people, name="people-former"),
    path("people/shape", shape.shape, name="shape"),
    path("people/<uuid:uid>/rehire", rehire.rehire, name="person-rehire"),
    path("people/emergency-access", glass.break_glass, name="break-glass"),
    path("people/emergency-access/<uuid:uid>/end", glass.break_glass_end, name="break-glass-end"),
    path("people/new", employments.person_create, name="person-create"),
    *worklists.urlpatterns,
    path("people/quality", quality.quality, name="quality"),
    path("people/quality/checks", quality.quality_check, name="quality-check"),
    path("people/quality/<uuid:uid>", quality.finding, name="finding"),
    path("people/quality/<uuid:uid>/repair", quality.finding_repair, name="finding-repair"),
    path("people/quality/<uuid:uid>/dismissal", quality.finding_dismiss, name="finding-dismiss"),
    path("people/quality/<uuid:uid>/return", quality.finding_return, name="finding-return"),
    re_path(rf"^people/rows/(?P<what>{DATED})/(?P<uid>{UID})/change$", changes.change, name="row-change"),
    re_path(
        rf"^people/rows/(?P<what>{DATED})/(?P<uid>{UID})/rescission$", employments.rescind, name="row-rescind"
    ),
    path("people/jobs/<uuid:uid>/announcement", employments.job_announce, name="job-announce"),
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
    path("people/employments/<uuid:uid>/pay/new", employments.pay_create, name="pay-create"),
    path("people/papers/<uuid:uid>/number", profile.paper_reveal, name="paper-reveal"),
    path("people/bank/<uuid:uid>/number", profile.bank_reveal, name="bank-reveal"),
    path("people/<uuid:uid>", profile.overview, name="person"),
    path("people/<uuid:uid>/merge", merging.merge, name="person-merge"),
    path("people/merges/<uuid:uid>/split", merging.split, name="person-split"),
    path("people/<uuid:uid>/proposals/<slug:what>/new", proposals.proposal_create, name="proposal-create"),
    path("people/<uuid:uid>/card", edits.card_update, name="person-card"),
    path("people/<uuid:uid>/personal/edit", edits.personal_update, name="person-personal"),
    path("people/<uuid:uid>/dotted-lines/new", employments.dotted_line_create, name="dotted-line-create"),
    re_path(rf"^people/(?P<uid>{UID})/facts/(?P<what>{FACTS})/new$", edits.fact_create, name="fact-create"),
    path("people/custom/<uuid:uid>/rescission", custom.custom_rescind, name="custom-rescind"),
    path("people/custom-rows/<uuid:uid>", custom.custom_row_update, name="custom-row-update"),
    path("people/custom-rows/<uuid:uid>/removal", custom.custom_row_delete, name="custom-row-delete"),
    path("people/<uuid:uid>/custom/<str:group>/edit", custom.custom_update, name="custom-update"),
    path("people/<uuid:uid>/custom/<slug:code>/change", custom.custom_change, name="custom-change"),
    path(
        "people/<uuid:uid>/custom-tables/<slug:code>/new", custom.custom_row_create, name="custom-row-create"
    ),
    path("people/<uuid:uid>/<slug:tab>", profile.tab, name="person-tab"),
]
