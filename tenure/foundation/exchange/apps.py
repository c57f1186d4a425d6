from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tenure.foundation.exchange"
    label = "exchange"
