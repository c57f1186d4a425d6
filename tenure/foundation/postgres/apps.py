from django.apps import AppConfig


class PostgresConfig(AppConfig):
    name = "tenure.foundation.postgres"
    label = "postgres"
