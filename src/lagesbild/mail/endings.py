# SPDX-License-Identifier: EUPL-1.2
"""How a mail's row ends: what was secret in it is wiped, what it said otherwise stays."""

from __future__ import annotations

from datetime import datetime

from lagesbild.mail import rules
from lagesbild.mail.models import OutgoingMail


def mark_sent(row: OutgoingMail, *, through: str, at: datetime) -> None:
    """Write on the row that it has left, and wipe its secrets."""
    row.sent_at, row.sent_through = at, through
    row.failed_at = row.next_try_at = row.lease_ends_at = None
    row.last_error = ""
    forget_secrets(row)
    row.save()


def forget_secrets(row: OutgoingMail) -> None:
    """Make links and the token of Reply-To unreadable; what the letter said otherwise stays."""
    row.text, row.html = rules.hide(row.text, row.secrets), rules.hide(row.html, row.secrets)
    row.secrets, row.reply_token = [], ""
