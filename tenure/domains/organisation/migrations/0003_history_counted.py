from django.db import migrations

from tenure.foundation.effective.ranges import counted


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_lines_in_history")]
    operations = [
        counted(f"organisation_{name}event") for name in ("unitterm", "unitline", "unithead", "positionterm")
    ]
