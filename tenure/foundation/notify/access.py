"""Everybody reaches their own messages and preferences; mails on their way are machinery."""

from tenure.foundation.access import machinery

from .models import Mail, Notice, Preference

machinery(Notice, Mail, Preference)
