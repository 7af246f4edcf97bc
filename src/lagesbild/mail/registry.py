# SPDX-License-Identifier: EUPL-1.2
"""What the rooms above tell the mail: they register in ``AppConfig.ready()``, the mail imports nobody.

- ``on_reply(purpose, handler)``: who takes an answer to a Reply-To token of that purpose
- ``hold_until(rule)``: moments when a mail may not leave (quiet periods)
- ``only_in_office_hours(purpose)``: leaves on weekdays between 8 and 16 only
- ``own_addresses(rule)``: which dialogue a function address belongs to
- ``offer_for_quarantine(action)``: what a coordinator can do with a letter that belongs to nothing
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagesbild.accounts.models import Person
    from lagesbild.components.shapes import Link
    from lagesbild.intake import Intake
    from lagesbild.mail.models import IncomingMail, OutgoingMail


@dataclass(frozen=True)
class Outcome:
    """What a handler made of an answer.

    ``taken`` False puts the letter in the quarantine, with ``because`` (a code) and ``note`` (a
    Swedish sentence that the coordinator reads).
    """

    taken: bool
    because: str = ""
    note: str = ""


#: ``handler(incoming, letter, person, target, at) -> Outcome``. May raise: the letter is kept and
#: tried again. Runs in one transaction with the letter's row, so that a letter is taken exactly once.
ReplyHandler = Callable[["IncomingMail", "Intake", "Person", str, datetime], Outcome]
#: ``rule(row, at)``: the moment before which the mail may not leave; None where it may go now.
HoldRule = Callable[["OutgoingMail", datetime], "datetime | None"]
#: ``rule(addresses)``: the id of the dialogue whose function address is among them (lower case).
AddressRule = Callable[[frozenset[str]], "int | None"]
#: ``action(incoming, person)``: a link to the page where the letter is put to use, or None.
QuarantineAction = Callable[["IncomingMail", "Person"], "Link | None"]

_handlers: dict[str, ReplyHandler] = {}
_hold_rules: list[HoldRule] = []
_address_rules: list[AddressRule] = []
_actions: list[QuarantineAction] = []
_office_hours: set[str] = set()


def on_reply(purpose: str, handler: ReplyHandler) -> None:
    """Have answers of a purpose taken care of. Raises ``ValueError`` where somebody does already."""
    if purpose in _handlers:
        raise ValueError(f"two rooms answer for {purpose}")
    _handlers[purpose] = handler


def forget_reply(purpose: str) -> None:
    """Take a handler away again; for tests."""
    _handlers.pop(purpose, None)


def handler_of(purpose: str) -> ReplyHandler | None:
    """Who takes answers of a purpose."""
    return _handlers.get(purpose)


def hold_until(rule: HoldRule) -> None:
    """Ask this rule before a mail leaves."""
    _hold_rules.append(rule)


def hold_rules() -> list[HoldRule]:
    """The rules to ask; the list itself, so that a test can put one in."""
    return _hold_rules


def only_in_office_hours(*purposes: str) -> None:
    """Let mail of these purposes leave on weekdays between 8 and 16, Swedish holidays not counted."""
    _office_hours.update(purposes)


def asks_for_office_hours(purpose: str) -> bool:
    """Whether mail of a purpose keeps office hours."""
    return purpose in _office_hours


def own_addresses(rule: AddressRule) -> None:
    """Ask this rule whose a function address is."""
    _address_rules.append(rule)


def dialogue_of(addresses: frozenset[str]) -> int | None:
    """The dialogue that one of these addresses belongs to."""
    return next((found for rule in _address_rules if (found := rule(addresses)) is not None), None)


def offer_for_quarantine(action: QuarantineAction) -> None:
    """Show this way on beside a letter that belongs to nothing."""
    _actions.append(action)


def actions_for(incoming: IncomingMail, person: Person) -> list[Link]:
    """The ways on with a letter that belongs to nothing."""
    return [link for action in _actions if (link := action(incoming, person)) is not None]
