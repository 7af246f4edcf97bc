# SPDX-License-Identifier: EUPL-1.2
"""Publishing a picture and taking it back: the only acts that change what outsiders see."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import Dialogue, Edition
from lagesbild.dialogues.picture import Standing
from lagesbild.dialogues.queries import find_round, last_edition
from lagesbild.lib.audience import Level
from lagesbild.lib.refusal import Refused
from lagesbild.publishing.editions import draft_of


@transaction.atomic
def publish_picture(
    *, dialogue: Dialogue, standing: Standing, by: Person, at: datetime, seen_sha256: str | None = None
) -> Edition:
    """Make the picture, cut for outsiders, the edition that they see.

    ``seen_sha256`` is the digest of what the person looked at: anything else is not published.
    The same picture published twice gives the same edition. Raises ``Refused`` (``no_round``,
    ``changed_since_seen``).
    """
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)  # two who press at once: one edition
    draft = draft_of(dialogue, standing=standing)
    address = draft.values["round"]["address"]
    turn = find_round(dialogue, address) if address else None
    if turn is None:
        raise Refused("no_round")
    if seen_sha256 is not None and seen_sha256 != draft.sha256:
        raise Refused("changed_since_seen")
    standing_edition = last_edition(dialogue)
    if standing_edition is not None and standing_edition.sha256 == draft.sha256:
        return standing_edition
    edition = Edition.objects.create(
        dialogue=dialogue,
        round=turn,
        audience=Level.PUBLIC,
        values=draft.values,
        sha256=draft.sha256,
        released_at=at,
        released_by=by,
    )
    note("publish_picture", edition, by=by, at=at, dialogue=dialogue.pk, round=turn.pk)
    return edition


@transaction.atomic
def withdraw_edition(*, edition: Edition, by: Person, at: datetime) -> None:
    """Take an edition away from outsiders; its values are kept.

    Raises ``Refused`` (``already_withdrawn``).
    """
    changed = Edition.objects.filter(pk=edition.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_by=by
    )
    if not changed:
        raise Refused("already_withdrawn")
    edition.refresh_from_db()
    note("withdraw_edition", edition, by=by, at=at, dialogue=edition.dialogue_id)


@transaction.atomic
def restore_edition(*, edition: Edition, by: Person, at: datetime) -> None:
    """Undo a withdrawal: outsiders see the edition again, as it was.

    Raises ``Refused`` (``not_withdrawn``).
    """
    changed = Edition.objects.filter(pk=edition.pk, withdrawn_at__isnull=False).update(
        withdrawn_at=None, withdrawn_by=None
    )
    if not changed:
        raise Refused("not_withdrawn")
    edition.refresh_from_db()
    note("restore_edition", edition, by=by, at=at, dialogue=edition.dialogue_id)
