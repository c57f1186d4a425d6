from django.apps import AppConfig


class PostgresConfig(AppConfig):
    name = "tenure.foundation.postgres"
    label = "tenure_postgres"  # django.contrib.postgres has the short one
