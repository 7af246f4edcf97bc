# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="alias",
            name="lineage",
            field=models.UUIDField(blank=True, db_index=True, null=True),
        ),
    ]
