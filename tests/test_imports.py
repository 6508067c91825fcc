"""The core and the actions start fast: neither Rasa nor TensorFlow comes with them."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The files that start Rasa or stand between it and the core.
OUTSIDE = {"adapters", "rasa", "standins", "shell", "__main__", "__init__"}

PROBE = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded(*modules: str) -> set[str]:
    """The top-level packages that a fresh Python has after these imports."""
    command = [sys.executable, "-c", PROBE, *modules]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout))


def modules(folder: str) -> list[str]:
    """All modules of a folder but the outside ones."""
    names = sorted(path.stem for path in (ROOT / folder).glob("*.py"))
    inside = [n for n in names if n not in OUTSIDE and not n.startswith("shell_")]
    return [f"{folder}.{name}" for name in inside]


def test_the_core_imports_neither_rasa_nor_rasa_sdk_nor_tensorflow() -> None:
    core = modules("bot")
    assert "bot.dialogue" in core
    assert len(core) > 20
    assert not loaded("bot", *core) & {"rasa", "rasa_sdk", "tensorflow", "keras"}


def test_the_actions_import_rasa_sdk_only() -> None:
    found = loaded("actions", *modules("actions"))
    assert "rasa_sdk" in found
    assert not found & {"rasa", "tensorflow", "keras"}
