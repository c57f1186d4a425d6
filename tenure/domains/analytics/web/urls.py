from django.urls import path

from . import views

urlpatterns = [
    path("insights", views.insights, name="insights"),
    path("insights/people", views.insight_people, name="insight-people"),
    path("insights/<slug:code>", views.insight, name="insight"),
]
