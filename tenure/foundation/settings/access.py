"""Values are read by the code that they steer; the page asks each setting's permission."""

from tenure.foundation.access import Policy, guard, machinery

from .models import SettingKey, SettingValue

machinery(SettingKey)
guard(SettingValue, Policy())
