# SPDX-License-Identifier: EUPL-1.2
"""Mail: .eml and .msg become a letter's own text, its quoted history, its attachments."""

from __future__ import annotations

from lagesbild.intake.mail.eml import read_eml
from lagesbild.intake.mail.msg import read_msg

__all__ = ["read_eml", "read_msg"]
