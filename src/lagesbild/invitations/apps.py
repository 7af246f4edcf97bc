# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "lagesbild.invitations"

    def ready(self) -> None:
        """Plan reminders, keep quiet periods and office hours, and stand on the page of a round."""
        from datetime import timedelta

        from lagesbild.dialogues import round_parts
        from lagesbild.invitations.leaving import REMIND, dialogue_with_address, may_leave
        from lagesbild.invitations.reminding import queue_reminders
        from lagesbild.invitations.round_part import InvitationsPart
        from lagesbild.jobs.registry import register
        from lagesbild.mail import registry

        register(
            "plan-reminders",
            title="Planera påminnelser",
            every=timedelta(minutes=5),
            run=lambda at: queue_reminders(at=at),
        )
        registry.hold_until(may_leave)
        registry.own_addresses(dialogue_with_address)
        registry.only_in_office_hours(REMIND)
        round_parts.register(InvitationsPart())
