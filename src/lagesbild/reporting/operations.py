# SPDX-License-Identifier: EUPL-1.2
"""What other rooms call of reporting.

``make_report_link(*, person, turn, organisation, by, at) -> str``
    A token for ``/rapportera/<token>/`` (``reverse("reporting:link_report", args=[token])``): that
    member's report in that round, as often as needed, until the lock; afterwards it shows what was
    sent. Opens only while the person reports for the member or is its contact. Give the token to
    ``queue_mail`` as a secret. ``revoke_report_links(*, turn, organisation, by, at, person=None)``.
``reply_target(turn, organisation)`` with ``make_reply_token(purpose="report", target=...)``
    A mail whose answer becomes the member's report.
``send_report``, ``confirm_submission``, ``withdraw_report``, ``reopen_for``
``on_withdrawal(handler)``
    ``handler(report=, versions=, by=, at=)`` takes a withdrawn text out of what an app above has made
    of it, in the same transaction.
"""

from __future__ import annotations

from lagesbild.reporting.by_mail import receive_unconfirmed, reply_target
from lagesbild.reporting.links import make_report_link, revoke_report_links
from lagesbild.reporting.reopening import reopen_for
from lagesbild.reporting.sending import confirm_submission, on_withdrawal, send_report, withdraw_report

__all__ = [
    "confirm_submission",
    "make_report_link",
    "on_withdrawal",
    "receive_unconfirmed",
    "reopen_for",
    "reply_target",
    "revoke_report_links",
    "send_report",
    "withdraw_report",
]
