"""Domain, rules and action classes fit together, and Rasa agrees."""

import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

ROOT = Path(__file__).resolve().parent.parent


@cache
def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text("utf-8"))
    return found


def steps(kind: str) -> list[str]:
    """All intents or all actions of the rules, in order."""
    rules = read("data/rules.yml")["rules"]
    return [step[kind] for rule in rules for step in rule["steps"] if kind in step]


def action_classes() -> set[str]:
    executor = ActionExecutor()
    executor.register_package("actions")
    return set(executor.actions)


def test_every_intent_has_exactly_one_rule() -> None:
    intents = read("domain.yml")["intents"]
    assert len(intents) == len(set(intents))
    assert Counter(steps("intent")) == Counter(intents)


@pytest.mark.parametrize("rule", read("data/rules.yml")["rules"], ids=lambda rule: rule["rule"])
def test_a_rule_is_one_intent_and_one_action(rule: dict[str, Any]) -> None:
    assert [list(step) for step in rule["steps"]] == [["intent"], ["action"]]
    assert rule["rule"] == rule["steps"][0]["intent"]


def test_every_action_of_the_rules_exists_and_no_other() -> None:
    declared = read("domain.yml")["actions"]
    assert len(declared) == len(set(declared))
    assert set(steps("action")) == set(declared) == action_classes()


def test_the_fallback_action_exists() -> None:
    policies = read("config.yml")["policies"]
    named = {policy.get("core_fallback_action_name") for policy in policies} - {None}
    assert named
    assert named <= action_classes()


def test_every_slot_of_an_entity_names_one_of_the_domain() -> None:
    domain = read("domain.yml")
    mappings = [m for slot in domain["slots"].values() for m in slot["mappings"]]
    used = {m["entity"] for m in mappings if m["type"] == "from_entity"}
    assert used == set(domain["entities"])


@pytest.mark.slow
def test_rasa_finds_the_data_valid() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bot.rasa", "data", "validate"],
        cwd=ROOT,
        env=os.environ | {"MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
