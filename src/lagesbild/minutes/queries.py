# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of minutes."""

from __future__ import annotations

from dataclasses import dataclass

from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.minutes import rules, states
from lagesbild.minutes.blocks import Parts, from_json
from lagesbild.minutes.composing import compose
from lagesbild.minutes.models import Comment, Correction, Minutes, MinutesVersion, SectionCheck
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import TextVersion


@dataclass(frozen=True)
class Current:
    """The newest text of some minutes, read once."""

    version: MinutesVersion
    blocks: Parts


def minutes_of(turn: Round) -> Minutes | None:
    """The minutes that have been begun for a round."""
    return Minutes.objects.filter(round=turn).select_related("round__dialogue").first()


def current_version(minutes: Minutes) -> Current:
    """The text that counts now: the one in the making, else the newest final one."""
    version = minutes.versions.order_by("-number").first()
    assert version is not None
    return Current(version, from_json(version.parts))


def parts_of(turn: Round) -> Parts:
    """The round's minutes as they stand; where none have been begun, as its reports give them."""
    minutes = minutes_of(turn)
    return compose(turn) if minutes is None else current_version(minutes).blocks


def is_draft(turn: Round) -> bool:
    """Whether the minutes are still being made; loaded ones were finished long ago."""
    minutes = minutes_of(turn)
    if minutes is not None:
        return minutes.state != states.FINAL
    loaded = turn.reports.filter(channel=Report.Channel.LOADED).exists()
    return not loaded or turn.reports.exclude(channel=Report.Channel.LOADED).exists()


def standing_of(minutes: Minutes) -> rules.Standing:
    """Where minutes stand now, as the rules take it, whatever the caller has read before."""
    state, until = Minutes.objects.values_list("state", "closes_at").get(pk=minutes.pk)
    unsettled = Comment.objects.filter(minutes=minutes, settled_at__isnull=True).count()
    return rules.Standing(state, until, unsettled)


def members_in(minutes: Minutes) -> list[int]:
    """The organisations that have a section of their own."""
    parts = current_version(minutes).blocks
    return list(dict.fromkeys(p.organisation for p in parts if p.organisation is not None))


def last_check(minutes: Minutes, organisation: Organisation) -> SectionCheck | None:
    """What a member was asked last, for comments."""
    return (
        SectionCheck.objects.filter(
            sending__minutes=minutes, sending__purpose="comments", organisation=organisation
        )
        .order_by("-sending_id")
        .first()
    )


def unchecked_report(report_id: int) -> bool:
    """Whether nobody has read through what a report says now."""
    sent = Submission.objects.filter(report_id=report_id, withdrawn_at__isnull=True).order_by("-pk").first()
    if sent is None:
        return False
    return (
        sent.accepted_at is None
        and not TextVersion.objects.filter(pk=sent.version_id, is_history=True).exists()
    )


def corrections_of(minutes: Minutes) -> list[Correction]:
    """The corrections after the text was made final, in their order."""
    return list(
        Correction.objects.filter(version__minutes=minutes)
        .select_related("version__finalised_by", "asked_by")
        .order_by("number")
    )
