from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "tenure.domains.analytics"
    label = "analytics"

    def ready(self) -> None:
        """Offer the page of figures."""
        from tenure.foundation.ui import navigation

        navigation.add(_("Insights"), "insights", "chart-bar", permission="insights.view", order=70)
