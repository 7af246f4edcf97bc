# SPDX-License-Identifier: EUPL-1.2
"""Every operation leaves an audit line, and no line holds a text or a name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from forum import Forum, at, fact_of
from scripted_reader import Script

import lagesbild

SOURCE = Path(lagesbild.__file__).parent

# By reading the code: no way to write without a line -----------------------------------------------

#: Writes that stand inside an operation which leaves the line, or that store nothing.
PART_OF_ANOTHER = {
    "text_sha256": "computes",
    "read_definitions": "reads files",
    "ensure_area": "brought along by the act that names the area",
    "ensure_population": "brought along by the decision that names the population",
    "add_sections": "part of load_plan",
    "refresh_levels": "part of the act that changed a range",
    "note": "is the line",
}


def functions() -> dict[str, list[tuple[Path, ast.FunctionDef]]]:
    """All functions of the project by name."""
    found: dict[str, list[tuple[Path, ast.FunctionDef]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append((path, node))
    return found


def called(function: ast.FunctionDef) -> set[str]:
    """Names of what a function calls."""
    targets = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {t.id for t in targets if isinstance(t, ast.Name)} | {
        t.attr for t in targets if isinstance(t, ast.Attribute)
    }


def keywords(function: ast.FunctionDef) -> set[str]:
    return {arg.arg for arg in function.args.kwonlyargs}


def leaves_a_line(
    function: ast.FunctionDef, known: dict[str, list[tuple[Path, ast.FunctionDef]]], seen: set[int]
) -> bool:
    """Whether a function calls ``note``, itself or through another one."""
    names = called(function)
    return "note" in names or any(
        leaves_a_line(node, known, seen | {id(function)})
        for name in names
        for _, node in known.get(name, [])
        if id(node) not in seen and node is not function
    )


def test_whatever_is_done_by_somebody_at_a_moment_leaves_a_line() -> None:
    known = functions()
    acts = {
        f"{path.relative_to(SOURCE)}:{node.name}": node
        for places in known.values()
        for path, node in places
        if {"by", "at"} <= keywords(node) and node.name not in PART_OF_ANOTHER
    }
    assert len(acts) > 25  # the walk sees them
    assert [where for where, node in acts.items() if not leaves_a_line(node, known, set())] == []


def test_whatever_an_operations_module_offers_says_when_it_is_done() -> None:
    offered = {
        node.name: path
        for places in functions().values()
        for path, node in places
        if path.stem.startswith("operations")
        and node.col_offset == 0  # what stands inside another function is not offered
        and not node.name.startswith("_")
        and node.name not in PART_OF_ANOTHER
        and "at" not in keywords(node)
    }
    assert offered == {}


def test_only_operations_write_to_the_audit() -> None:
    writers = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "AuditEntry" in path.read_text("utf-8") and "migrations" not in path.parts
    }
    assert writers <= {f"audit/{name}.py" for name in ("models", "operations", "queries", "sealing")}


# By doing: the line tells who, when and what, and nothing else -------------------------------------

SECRET = "Kryptovall"  # stands in every text, name and address below
NOW = at("2026-06-14", 10)
TEXT = f"{SECRET} har 123 varslade. {SECRET} återkommer. Det kom 20 nya hos {SECRET}."


class Stage:
    """A forum in which everything that has words has the secret one in them."""

    def __init__(self, forum: Forum, script: Script) -> None:
        from lagesbild.accounts.operations import ensure_person
        from lagesbild.dialogues import accepting
        from lagesbild.organisations.operations import ensure_organisation

        script.says("123", "quantity", value=123, unit="count", of=f"varslade {SECRET}")
        script.says("20", "quantity", value=20, unit="count", of="nyanställda")
        script.says(f"{SECRET} återkommer", "promise", owner=SECRET)
        self.script = script
        self.forum = forum
        self.by = ensure_person(email=f"{SECRET}@prov.example", name=SECRET, by=None, at=NOW)
        self.member = ensure_organisation(name=f"{SECRET} AB", by=self.by, at=NOW)
        self.sent = forum.send(TEXT, by=self.member)
        self.version = self.sent.version
        self.desk = accepting.Desk.for_version(self.version)
        self.fact = fact_of(self.version, "123")
        self.who = {"by": self.by, "at": NOW}


def _acts() -> dict[str, Callable[[Stage], object]]:
    from lagesbild.accounts import operations as accounts
    from lagesbild.dialogues import accepting, loading, operations, visibility
    from lagesbild.indicators import operations as indicators
    from lagesbild.indicators.models import Indicator
    from lagesbild.intake import take_in_text
    from lagesbild.organisations import operations as organisations
    from lagesbild.organisations.operations import forget_aliases

    def load(s: Stage) -> object:
        intake = take_in_text(f"Minnesanteckningar 2026-05-04\n\n{TEXT}")
        plan = loading.plan_minutes(intake, f"{SECRET}.txt", dialogue=s.forum.dialogue)
        return loading.load_plan(
            dialogue=s.forum.dialogue, plan=plan, intake=intake, content=None, accept_all=True, **s.who
        )

    def accepted(s: Stage) -> Stage:
        accepting.accept_fact(desk=s.desk, fact=s.fact, by=s.by, at=at("2026-06-13"))
        return s

    def ranged(s: Stage) -> object:
        return visibility.set_visibility(
            version=s.version,
            start=0,
            end=9,
            level="coordinator",
            ground="chosen",
            by=s.by,
            at=at("2026-06-13"),
        )

    def later_reader(s: Stage) -> object:
        s.script.reader_version = "script-2"
        return visibility.read_again(version=s.version, **s.who)

    def submission(s: Stage) -> object:
        accepting.accept_version(submission=s.sent, by=s.by, at=at("2026-06-13"))
        return accepting.unaccept_version(submission=s.sent, **s.who)

    def taught(s: Stage) -> object:
        alias = organisations.add_alias(
            organisation=s.member,
            text=f"{SECRET} i norr",
            by=s.by,
            at=at("2026-06-13"),
            lineage=s.fact.lineage,
        )
        assert alias is not None
        return forget_aliases(lineage=s.fact.lineage, **s.who)

    return {
        "ensure_person": lambda s: accounts.ensure_person(
            email=f"ny{SECRET}@prov.example", name=SECRET, **s.who
        ),
        "give_role": lambda s: accounts.give_role(
            person=s.forum.colleague,
            kind="reader",
            starts_on=date(2026, 1, 1),
            dialogue=s.forum.dialogue,
            **s.who,
        ),
        "make_login_link": lambda s: accounts.make_login_link(person=s.forum.colleague, **s.who),
        "ensure_organisation": lambda s: organisations.ensure_organisation(name=f"Nya {SECRET}", **s.who),
        "add_alias": lambda s: organisations.add_alias(organisation=s.member, text=f"{SECRET} norr", **s.who),
        "forget_aliases": taught,
        "create_dialogue": lambda s: operations.create_dialogue(slug="ny", name=SECRET, **s.who),
        "ensure_group": lambda s: operations.ensure_group(dialogue=s.forum.dialogue, name=SECRET, **s.who),
        "ensure_member": lambda s: operations.ensure_member(
            dialogue=s.forum.dialogue,
            organisation=s.member,
            group=s.forum.dialogue.groups.first(),
            joined_on=date(2026, 1, 1),
            **s.who,
        ),
        "ensure_round": lambda s: operations.ensure_round(
            dialogue=s.forum.dialogue, held_on=date(2026, 9, 1), **s.who
        ),
        "receive_report": lambda s: s.forum.send(f"Mer om {SECRET}.", by=s.member, sent_at=NOW),
        "report_nothing_new": lambda s: operations.report_nothing_new(
            turn=s.forum.turn, organisation=s.forum.board, **s.who
        ),
        "assess": lambda s: operations.assess(
            turn=s.forum.turn, organisation=s.member, level=4, word=SECRET, **s.who
        ),
        "remember_binding": lambda s: indicators.remember_binding(
            organisation=s.member,
            of=SECRET,
            unit="count",
            indicator=Indicator.objects.get(code="varslade"),
            **s.who,
        ),
        "load_plan": load,
        "accept_fact": lambda s: accepting.accept_fact(desk=s.desk, fact=s.fact, **s.who),
        "change_fact": lambda s: accepting.change_fact(
            desk=s.desk, fact=s.fact, changes={"words": SECRET}, **s.who
        ),
        "reject_fact": lambda s: accepting.reject_fact(fact=s.fact, **s.who),
        "unaccept_fact": lambda s: accepting.unaccept_fact(fact=accepted(s).fact, **s.who),
        "undo_decision": lambda s: accepting.undo_decision(desk=s.desk, fact=accepted(s).fact, **s.who),
        "add_fact": lambda s: accepting.add_fact(
            desk=s.desk, start=0, end=len(SECRET), kind="need", payload={"of": SECRET}, **s.who
        ),
        "accept_all": lambda s: accepting.accept_all(desk=s.desk, **s.who),
        "accept_version": lambda s: accepting.accept_version(submission=s.sent, **s.who),
        "unaccept_version": submission,
        "set_visibility": lambda s: visibility.set_visibility(
            version=s.version, start=0, end=9, level="group", ground="chosen", **s.who
        ),
        "lift_range": lambda s: visibility.lift_range(row=ranged(s), **s.who),  # type: ignore[arg-type]
        "read_again": later_reader,
    }


@pytest.mark.parametrize(
    "name",
    [
        "ensure_person", "give_role", "make_login_link", "ensure_organisation", "add_alias", "forget_aliases",
        "create_dialogue", "ensure_group", "ensure_member", "ensure_round", "receive_report", "report_nothing_new",
        "assess", "remember_binding", "load_plan", "accept_fact", "change_fact", "reject_fact", "unaccept_fact",
        "undo_decision", "add_fact", "accept_all", "accept_version", "unaccept_version", "set_visibility",
        "lift_range", "read_again",
    ],
)  # fmt: skip
def test_an_operation_leaves_who_when_and_what_and_no_word_of_it(
    forum: Forum, script: Script, name: str
) -> None:
    from lagesbild.audit.models import AuditEntry

    stage = Stage(forum, script)
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    _acts()[name](stage)
    lines = AuditEntry.objects.exclude(pk__in=before).filter(at=NOW)
    assert lines
    assert {line.by for line in lines} <= {stage.by, forum.coordinator, None}
    assert any(line.by is not None for line in lines)
    for line in AuditEntry.objects.all():
        told = f"{line.operation} {line.object_type} {line.object_id} {line.ids} {line}".casefold()
        assert SECRET.casefold() not in told
        assert all(isinstance(value, int) for value in line.ids.values()), line


def test_doing_what_is_already_so_leaves_no_line(forum: Forum, script: Script) -> None:
    from lagesbild.audit.models import AuditEntry
    from lagesbild.dialogues import operations
    from lagesbild.organisations.operations import ensure_organisation

    lines = AuditEntry.objects.count()
    ensure_organisation(name=forum.ring.name, by=None, at=NOW)
    operations.ensure_group(dialogue=forum.dialogue, name="Länsstyrelsen", by=None, at=NOW)
    operations.ensure_round(dialogue=forum.dialogue, held_on=forum.turn.held_on, by=None, at=NOW)
    assert AuditEntry.objects.count() == lines


def test_a_refused_act_leaves_no_line(forum: Forum, script: Script) -> None:
    from lagesbild.audit.models import AuditEntry
    from lagesbild.dialogues import accepting
    from lagesbild.lib.refusal import Refused

    stage = Stage(forum, script)
    lines = AuditEntry.objects.count()
    with pytest.raises(Refused):
        accepting.undo_decision(desk=stage.desk, fact=stage.fact, **stage.who)
    assert AuditEntry.objects.count() == lines
