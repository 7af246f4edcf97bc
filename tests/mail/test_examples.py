# SPDX-License-Identifier: EUPL-1.2
"""The examples in the docstrings run."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from lagesbild.jobs import registry
from lagesbild.jobs import rules as job_rules
from lagesbild.lib import workdays
from lagesbild.mail import letters, mailbox, rules


@pytest.mark.parametrize(
    "module", [registry, job_rules, workdays, letters, mailbox, rules], ids=lambda m: m.__name__
)
def test_the_examples_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
