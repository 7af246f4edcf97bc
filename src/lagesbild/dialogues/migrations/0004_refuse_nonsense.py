# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0003_edition_withdrawn'),
        ('organisations', '0002_alias_lineage'),
        ('sources', '0003_range_lifted'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='assessment_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='clashquestion',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='clashquestion_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='nextmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='nextmeeting_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('section__isnull', True)), fields=('round', 'organisation'), name='report_once_a_member'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='resolution_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='topicmention',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'group', 'coordinator'])), name='topicmention_audience_known'),
        ),
    ]
