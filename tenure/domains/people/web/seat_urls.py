"""Addresses of chart and positions within the organisation area."""

from django.urls import path

from . import chart, seats

urlpatterns = [
    path("", chart.chart_page, name="organisation"),
    path("chart.json", chart.chart_data, name="organisation-chart-data"),
    path("chart/branch", chart.chart_branch, name="organisation-chart-branch"),
    path("chart/search", chart.chart_search, name="organisation-chart-search"),
    path("positions", seats.seat_list, name="organisation-positions"),
    path("positions/<uuid:uid>", seats.seat_detail, name="organisation-position"),
]
