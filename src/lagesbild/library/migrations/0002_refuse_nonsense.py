# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0004_refuse_nonsense'),
        ('library', '0001_initial'),
        ('organisations', '0002_alias_lineage'),
        ('sources', '0003_range_lifted'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='link_audience_known'),
        ),
    ]
