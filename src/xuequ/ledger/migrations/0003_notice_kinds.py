from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_work'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('handed', 'handed in, for you to confirm'), ('confirmed', 'confirmed'), ('returned', 'returned'), ('chase', 'reminder from above'), ('copy', 'copy for you'), ('review', 'due for review'), ('feedback', 'feedback from a peer'), ('case', 'case'), ('meeting', 'meeting'), ('task', 'task'), ('survey', 'survey for you')], max_length=10, verbose_name='sort'),
        ),
    ]
