# SPDX-License-Identifier: EUPL-1.2
"""The sample county through intake and reader into an installation, as a year of use would have put it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lagesbild.accounts.models import Person, Role
from lagesbild.accounts.operations import ensure_person, ensure_user, give_role
from lagesbild.dialogues import accepting, loading, operations
from lagesbild.dialogues.models import Dialogue, Group, Report, Round
from lagesbild.dialogues.operations_rounds import hold_round, plan_meeting, start_collecting
from lagesbild.dialogues.operations_settings import add_quiet_period, change_settings
from lagesbild.dialogues.picture import standing_at
from lagesbild.dialogues.queries import member_organisations
from lagesbild.dialogues.rhythm import Rhythm
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import close_item
from lagesbild.intake import take_in, take_in_text
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.organisations.models import Area, Organisation
from lagesbild.organisations.operations import ensure_area, ensure_organisation
from lagesbild.organisations.queries import known_organisations
from lagesbild.organisations.rules import guess_kind
from lagesbild.publishing.operations import publish_picture
from lagesbild.sample_county.county import (
    SampleReport,
    SampleRound,
    older_minutes,
    read_county,
    read_outcomes,
    read_rounds,
)
from lagesbild.sample_county.files import as_docx, as_eml, as_pdf
from lagesbild.sample_county.minutes_told import finish_minutes, publish_loaded, send_minutes

Progress = Callable[[str], None]

#: Members whose last report waits for a person, so that there is something to review.
LEFT_TO_REVIEW = ("almi", "lrf")

KINDS = {
    "municipality": Organisation.Kind.MUNICIPALITY,
    "collective": Organisation.Kind.COLLECTIVE,
    "region": Organisation.Kind.REGION,
}


def load_county(*, progress: Progress) -> Dialogue:
    """Load the county, or give back the one that is there."""
    said = read_county()
    standing = Dialogue.objects.filter(slug=said["dialogue"]["slug"]).first()
    if standing is not None:
        progress("Exempellänet är redan inläst.")
        return standing
    return _Loading(said, progress).load()


class _Loading:
    """One loading; keeps what the files call by slug."""

    def __init__(self, said: dict[str, Any], progress: Progress) -> None:
        self.said = said
        self.progress = progress
        self.start = datetime.combine(date(2024, 9, 1), time(9), STOCKHOLM)
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}

    def load(self) -> Dialogue:
        self._people()
        area = self._areas()
        dialogue = operations.create_dialogue(
            slug=self.said["dialogue"]["slug"],
            name=self.said["dialogue"]["name"],
            area=area,
            default_level=self.said["dialogue"]["default_level"],
            by=self.coordinator,
            at=self.start,
        )
        self._settings(dialogue)
        self._members(dialogue, area)
        self._roles(dialogue)
        for path in older_minutes():
            self._older(dialogue, path)
        rounds = read_rounds()
        for turn in rounds:
            self._round(dialogue, turn, is_last=turn is rounds[-1])
            self._meeting(dialogue, turn)
            self._minutes(dialogue, turn, is_last=turn is rounds[-1])
            if turn is rounds[-2]:
                self._publish(dialogue, turn)
        self._call_next(dialogue, rounds[-1])
        return dialogue

    @property
    def coordinator(self) -> Person:
        return next(self.people[p["email"]] for p in self.said["people"] if p["role"] == "coordinator")

    def _people(self) -> None:
        for p in self.said["people"]:
            person = ensure_person(email=p["email"], name=p["name"], by=None, at=self.start)
            self.people[p["email"]] = person
            if p.get("persona"):
                ensure_user(person=person, at=self.start)

    def _areas(self) -> Area:
        county = self.said["county"]
        area = ensure_area(code=county["code"], name=county["name"], level=Area.Level.COUNTY)
        for neighbour in self.said.get("neighbours", []):
            ensure_area(code=neighbour["code"], name=neighbour["name"], level=Area.Level.COUNTY)
        for municipality in self.said["municipalities"]:
            ensure_area(
                code=municipality["code"],
                name=municipality["name"],
                level=Area.Level.MUNICIPALITY,
                parent=area,
            )
        return area

    def _settings(self, dialogue: Dialogue) -> None:
        """What a coordinator says under Inställningar."""
        said = self.said["dialogue"]
        asked = ("function_address", "standing_questions", "crisis_questions", "agenda_template")
        change_settings(
            dialogue=dialogue,
            values={name: said[name] for name in asked},
            rhythm=Rhythm.read(said["rhythm_rule"]),
            by=self.coordinator,
            at=self.start,
        )
        for period in said["quiet_periods"]:
            add_quiet_period(dialogue=dialogue, **period, by=self.coordinator, at=self.start)

    def _plan(self, dialogue: Dialogue, day: date, *, at: datetime) -> Round:
        """A meeting from 9 to 11, as the rhythm has it."""
        return plan_meeting(
            dialogue=dialogue,
            starts_at=_at(day, 9),
            ends_at=_at(day, 11),
            place=self.said["dialogue"]["place"],
            by=self.coordinator,
            at=at,
        )

    def _members(self, dialogue: Dialogue, area: Area) -> None:
        groups: dict[str, Group] = {
            g["slug"]: operations.ensure_group(
                dialogue=dialogue, name=g["name"], by=self.coordinator, at=self.start
            )
            for g in sorted(self.said["groups"], key=lambda g: g["order"])
        }
        for o in sorted(self.said["organisations"], key=lambda o: o["order"]):
            kind = KINDS.get(o["kind"]) or guess_kind(o["name"])
            own_area = Area.objects.filter(name=o["name"].removesuffix(" kommun").removesuffix("s")).first()
            organisation = ensure_organisation(
                name=o["name"],
                kind=kind,
                area=own_area if kind == Organisation.Kind.MUNICIPALITY else area,
                aliases=[o["short_name"], *o.get("aliases", [])],
                by=self.coordinator,
                at=self.start,
            )
            self.organisations[o["slug"]] = organisation
            operations.ensure_member(
                dialogue=dialogue,
                organisation=organisation,
                group=groups[o["group"]],
                joined_on=o["joined_on"],
                by=self.coordinator,
                at=self.start,
            )

    def _roles(self, dialogue: Dialogue) -> None:
        for p in self.said["people"]:
            person = self.people[p["email"]]
            kind = Role.Kind(p["role"])
            organisation = self.organisations[p["organisation"]] if kind is Role.Kind.REPORTER else None
            give_role(
                person=person,
                kind=kind,
                organisation=organisation,
                dialogue=None if organisation else dialogue,
                starts_on=self.start.date(),
                by=self.coordinator,
                at=self.start,
            )

    def _older(self, dialogue: Dialogue, path: Path) -> None:
        content = path.read_bytes()
        intake = take_in(content, path.name)
        known = known_organisations(member_organisations(dialogue))
        plan = loading.plan_minutes(intake, path.name, known=known, dialogue=dialogue)
        assert plan.held_on is not None, path
        loaded = loading.load_plan(
            dialogue=dialogue,
            plan=plan,
            intake=intake,
            content=content,
            accept_all=True,
            by=self.coordinator,
            at=_at(plan.held_on, 15),
        )
        publish_loaded(loaded.turn, by=self.coordinator, at=_at(plan.held_on, 16))
        self.progress(
            f"Äldre minnesanteckningar {loaded.turn.address}: {loaded.reports} rapporter, {loaded.facts} uppgifter"
        )

    def _round(self, dialogue: Dialogue, said: SampleRound, *, is_last: bool) -> None:
        turn = self._plan(dialogue, said.held_on, at=_at(said.held_on - timedelta(28), 9))
        facts = accepted = 0
        for report in said.reports:
            found, taken = self._report(
                turn, report, review=not (is_last and report.organisation in LEFT_TO_REVIEW)
            )
            facts, accepted = facts + found, accepted + taken
        written = sum(1 for r in said.reports if r.text)
        self.progress(f"Omgången {turn.address}: {written} rapporter, {facts} uppgifter, {accepted} godtagna")

    def _report(self, turn: Round, said: SampleReport, *, review: bool) -> tuple[int, int]:
        organisation = self.organisations[said.organisation]
        sender = self.people.get(said.sent_by)
        if said.text is None or said.sent_at is None:
            if said.state == "nothing_new":
                operations.report_nothing_new(
                    turn=turn, organisation=organisation, by=sender, at=said.sent_at or _at(turn.held_on, 8)
                )
            return 0, 0
        content, filename = _as_sent(said)
        intake = take_in(content, filename) if content is not None else take_in_text(said.text)
        submission = operations.receive_report(
            turn=turn,
            organisation=organisation,
            intake=intake,
            content=content,
            filename=filename,
            channel=Report.Channel(said.channel),
            sent_at=said.sent_at,
            by=sender,
            at=said.sent_at,
        )
        if said.assessment is not None:
            operations.assess(
                turn=turn, organisation=organisation, level=said.assessment, by=sender, at=said.sent_at
            )
        found = submission.version.facts.count()
        if not review:
            return found, 0
        at = _at(turn.held_on, 8)
        desk = accepting.Desk.for_version(submission.version)
        accepted = accepting.accept_all(desk=desk, by=self.coordinator, at=max(at, said.sent_at))
        accepting.accept_version(submission=submission, by=self.coordinator, at=max(at, said.sent_at))
        return found, accepted

    def _meeting(self, dialogue: Dialogue, said: SampleRound) -> None:
        """The coordinator goes through what is open: told news of closes it, and so does having been
        let go of for two rounds.
        """
        at = _at(said.held_on, 11)
        turn = dialogue.rounds.get(held_on=said.held_on)
        hold_round(turn=turn, by=self.coordinator, at=at)
        told = {quote: news for quote, day, news in read_outcomes() if day == said.held_on}
        kept_open = [quote for quote, day, _ in read_outcomes() if day is None or day > said.held_on]
        recent = list(
            dialogue.rounds.filter(held_on__lte=said.held_on)
            .order_by("-held_on")
            .values_list("pk", flat=True)[:2]
        )
        for item in dialogue.items.filter(state="open", known_from__lte=at).select_related("fact__version"):
            words = _around(item)
            because = next((news for quote, news in told.items() if quote in words), None)
            if because is None and item.round_id not in recent and not any(q in words for q in kept_open):
                because = "Genomgånget på mötet, inte längre aktuellt"
            if because is not None:
                close_item(item=item, because=because, by=self.coordinator, at=at)

    def _minutes(self, dialogue: Dialogue, said: SampleRound, *, is_last: bool) -> None:
        turn = dialogue.rounds.get(held_on=said.held_on)
        if not is_last:
            finish_minutes(turn, by=self.coordinator)
            return
        personas = [p for p in self.said["people"] if p.get("persona") and p["role"] == Role.Kind.REPORTER]
        reporters = {self.organisations[p["organisation"]]: self.people[p["email"]] for p in personas}
        send_minutes(turn, by=self.coordinator, reporters=reporters)
        self.progress("Minnesanteckningarna från det senaste mötet är ute för synpunkter")

    def _call_next(self, dialogue: Dialogue, last: SampleRound) -> None:
        """The round to come stands open, so that the reporters of the demonstration can report."""
        assert last.next_meeting is not None
        turn = self._plan(dialogue, last.next_meeting, at=_at(last.held_on, 12))
        start_collecting(turn=turn, by=self.coordinator, at=_at(last.held_on, 12))

    def _publish(self, dialogue: Dialogue, turn: SampleRound) -> None:
        day = turn.held_on + timedelta(1)
        standing = standing_at(dialogue, today=day, as_known_at=day)
        publish_picture(dialogue=dialogue, standing=standing, by=self.coordinator, at=_at(day, 10))
        self.progress(f"Lägesbilden {day.isoformat()} är publicerad av {self.coordinator.name}")


def _around(item: FollowUpItem) -> str:
    """The item's words with a little of what stands around, on one line."""
    assert item.fact is not None
    text = item.fact.version.text[max(0, item.fact.start - 60) : item.fact.end + 60]
    return " ".join(text.split())


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), STOCKHOLM)


def _as_sent(said: SampleReport) -> tuple[bytes | None, str]:
    """The file that the member sent; None for what was typed in the form, on the telephone or in the room."""
    assert said.text is not None
    assert said.sent_at is not None
    if said.form == "docx":
        return as_docx(said.text), said.filename
    if said.form == "pdf":
        return as_pdf(said.text), said.filename
    if said.form == "eml":
        subject = said.filename.removesuffix(".eml")
        return as_eml(said.text, sender=said.sent_by, subject=subject, sent_at=said.sent_at), said.filename
    return None, said.filename
