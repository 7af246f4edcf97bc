# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_initial'),
        ('sources', '0003_range_lifted'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['public', 'group', 'coordinator'])), name='fact_level_known'),
        ),
        migrations.AddConstraint(
            model_name='textversion',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['public', 'group', 'coordinator'])), name='version_level_known'),
        ),
        migrations.AddConstraint(
            model_name='visibilityrange',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['public', 'group', 'coordinator'])), name='range_level_known'),
        ),
    ]
