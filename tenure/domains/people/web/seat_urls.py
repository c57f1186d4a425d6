"""Addresses of chart and positions within the organisation area."""

from django.urls import path

from . import chart, chart_print, seats, structure_log

urlpatterns = [
    path("", chart.chart_page, name="organisation"),
    path("chart.json", chart.chart_data, name="organisation-chart-data"),
    path("chart/paper", chart_print.chart_print, name="organisation-chart-print"),
    path("chart/branch", chart.chart_branch, name="organisation-chart-branch"),
    path("chart/search", chart.chart_search, name="organisation-chart-search"),
    path("history/<slug:kind>/<uuid:uid>", structure_log.history, name="organisation-history"),
    path("positions", seats.seat_list, name="organisation-positions"),
    path("positions/<uuid:uid>", seats.seat_detail, name="organisation-position"),
]
