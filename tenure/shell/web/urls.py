"""Addresses that belong to everybody: home, oneself, search, set-up, the trail."""

from django.urls import path

from . import home, search, trail

urlpatterns = [
    path("", home.show, name="home"),
    path("me", home.me, name="me"),
    path("setup", home.setup, name="setup"),
    path("search", search.search, name="search"),
    path("audit", trail.trail_list, name="trail"),
    path("audit/<int:number>", trail.trail_entry, name="trail-entry"),
]
