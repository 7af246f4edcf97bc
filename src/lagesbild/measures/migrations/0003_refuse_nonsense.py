# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0004_refuse_nonsense'),
        ('measures', '0002_date_ordered'),
        ('organisations', '0002_alias_lineage'),
        ('sources', '0003_range_lifted'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='measure_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='measureamount',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='measureamount_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='measureamount',
            constraint=models.CheckConstraint(condition=models.Q(('low__isnull', True), ('high__isnull', True), ('high__gte', models.F('low')), _connector='OR'), name='measureamount_interval_ordered'),
        ),
        migrations.AddConstraint(
            model_name='measuredate',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='measuredate_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='measuredate',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', False), ('ends_before__isnull', False), models.Q(('as_written', ''), _negated=True), _connector='OR'), name='measuredate_says_something'),
        ),
    ]
