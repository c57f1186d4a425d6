from django.db import migrations

from tenure.foundation.effective.ranges import counted


class Migration(migrations.Migration):
    dependencies = [("people", "0008_emergency_access")]
    operations = [
        counted(f"people_{name}event")
        for name in ("employment", "employmentterm", "assignment", "pay", "reportingline", "dottedline")
    ]
