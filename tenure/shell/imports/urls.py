"""Addresses of the import wizard."""

from django.urls import path

from . import files, views

urlpatterns = [
    path("import", views.choose, name="people-import"),
    path("import/templates/<slug:kind>.<slug:form>", files.template, name="import-template"),
    path("import/<uuid:uid>", views.show, name="import"),
    path("import/<uuid:uid>/mapping", views.mapping_save, name="import-mapping"),
    path("import/<uuid:uid>/answers", views.answers_save, name="import-answers"),
    path("import/<uuid:uid>/writing", views.writing_begin, name="import-writing"),
    path("import/<uuid:uid>/undo", views.undo_begin, name="import-undo"),
    path("import/<uuid:uid>/removal", views.remove, name="import-removal"),
    path("import/<uuid:uid>/progress", views.progress, name="import-progress"),
    path("import/<uuid:uid>/mapping.json", files.mapping, name="import-mapping-file"),
    path("import/<uuid:uid>/<slug:what>.csv", files.outcome, name="import-outcome"),
]
