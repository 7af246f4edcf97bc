# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_initial'),
        ('dialogues', '0004_refuse_nonsense'),
        ('followup', '0002_closed_by'),
        ('organisations', '0002_alias_lineage'),
        ('sources', '0003_range_lifted'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='followupitem',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='followupitem_audience_known'),
        ),
    ]
