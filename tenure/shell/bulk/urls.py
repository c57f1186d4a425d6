"""Addresses of bulk changes."""

from django.urls import path

from . import views

urlpatterns = [
    path("bulk/<slug:key>", views.start, name="bulk-start"),
    path("bulk-changes/<uuid:uid>", views.show, name="bulk-change"),
    path("bulk-changes/<uuid:uid>/progress", views.progress, name="bulk-progress"),
    path("bulk-changes/<uuid:uid>/run", views.run, name="bulk-run"),
    path("bulk-changes/<uuid:uid>/undo", views.undo, name="bulk-undo"),
    path("bulk-changes/<uuid:uid>/removal", views.drop, name="bulk-drop"),
]
