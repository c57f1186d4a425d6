"""Addresses of the settings about fields."""

from django.urls import path, re_path

from . import views

WHAT = r"(?P<what>field|table)/(?P<uid>[0-9a-f-]{36})"

urlpatterns = [
    path("settings/fields", views.field_list, name="custom-fields"),
    path("settings/fields/new", views.field_create, name="custom-field-create"),
    path("settings/fields/<uuid:uid>", views.field_update, name="custom-field"),
    path("settings/custom-tables/new", views.table_create, name="custom-table-create"),
    path("settings/custom-tables/<uuid:uid>", views.table_update, name="custom-table"),
    re_path(rf"^settings/definitions/{WHAT}/retirement$", views.definition_retire, name="custom-retire"),
    re_path(rf"^settings/definitions/{WHAT}/removal$", views.definition_remove, name="custom-remove"),
]
