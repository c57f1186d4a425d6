"""Addresses of change sets, within the organisation area."""

from django.urls import path, re_path

from . import views

UID = "[0-9a-f-]{36}"
STEPS = "|".join(views.STEPS)

urlpatterns = [
    path("change-sets", views.set_list, name="change-sets"),
    path("change-sets/new", views.set_create, name="change-set-new"),
    path("change-sets/lines/<uuid:uid>/removal", views.line_remove, name="change-line-removal"),
    path("change-sets/lines/<uuid:uid>/renewal", views.line_renew, name="change-line-renewal"),
    path("change-sets/<uuid:uid>", views.set_detail, name="change-set"),
    path("change-sets/<uuid:uid>/edit", views.set_edit, name="change-set-edit"),
    path("change-sets/<uuid:uid>/people", views.people_add, name="change-set-people"),
    path("change-sets/<uuid:uid>/units", views.unit_add, name="change-set-units"),
    path("change-sets/<uuid:uid>/file", views.file_add, name="change-set-file"),
    path("change-sets/<uuid:uid>/members", views.member_add, name="change-set-members"),
    path("change-sets/<uuid:uid>/announcement", views.announcement, name="change-set-announcement"),
    re_path(rf"^change-sets/(?P<uid>{UID})/(?P<step>{STEPS})$", views.step, name="change-set-step"),
]
