# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0004_refuse_nonsense'),
        ('indicators', '0001_initial'),
        ('organisations', '0002_alias_lineage'),
        ('sources', '0003_range_lifted'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='observation_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('nature__in', ['outcome', 'preliminary', 'estimate', 'forecast']), ('reading_as__in', ['level', 'change', 'share_of_baseline', 'balance'])), name='observation_kind_known'),
        ),
    ]
