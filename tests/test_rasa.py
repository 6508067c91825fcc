"""Rasa starts, trains, checks, tests and answers without TensorFlow."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rasa import prepare

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "tiny"


def rasa(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot.rasa` in a folder, as the Makefile does."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}
    return subprocess.run(
        [sys.executable, "-m", "bot.rasa", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny assistant with a trained model."""
    folder = tmp_path_factory.mktemp("rasa") / "tiny"
    shutil.copytree(TINY, folder)
    result = rasa(folder, "train", "--fixed-model-name", "tiny")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def test_train_writes_a_model(project: Path) -> None:
    assert (project / "models" / "tiny.tar.gz").stat().st_size > 1000


async def test_the_model_answers_in_this_process(project: Path) -> None:
    prepare()
    from rasa.core.agent import Agent

    agent = Agent.load(str(project / "models" / "tiny.tar.gz"))
    replies = [await agent.handle_text(text) for text in ("moin", "was kostet das")]

    assert [reply[0]["text"] for reply in replies] == ["Guten Tag!", "Das kostet 100 Euro."]
    assert not [name for name in sys.modules if name.partition(".")[0] == "tensorflow"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def server(project: Path) -> Iterator[str]:
    """Address of a running `rasa run` with the REST channel."""
    (project / "credentials.yml").write_text("rest:\n")
    port = str(free_port())
    command = [sys.executable, "-m", "bot.rasa", "run", "-i", "127.0.0.1", "-p", port]
    command += ["--credentials", "credentials.yml"]
    with (project / "server.log").open("w") as log:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait(timeout=30)


def ask(server: str, text: str) -> str:
    """First reply of the REST channel; waits until the server has started."""
    body = json.dumps({"sender": "test", "message": text}).encode()
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{server}/webhooks/rest/webhook", data=body) as answer:
                replies = json.load(answer)
            if replies:
                return str(replies[0]["text"])
        except urllib.error.URLError:
            pass
        time.sleep(0.5)
    raise AssertionError("no answer within a minute")


def test_run_answers_over_http(server: str) -> None:
    assert ask(server, "moin") == "Guten Tag!"


def test_data_validate_accepts_good_data(project: Path) -> None:
    result = rasa(project, "data", "validate")
    assert result.returncode == 0, result.stderr


def test_data_validate_refuses_a_rule_with_an_unknown_action(project: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(TINY, broken)
    rules = broken / "data" / "rules.yml"
    rules.write_text(rules.read_text().replace("utter_fee", "utter_nothing"))

    result = rasa(broken, "data", "validate", "--fail-on-warnings")

    assert result.returncode == 1
    assert "utter_nothing" in result.stderr


def test_test_nlu_writes_a_report(project: Path) -> None:
    result = rasa(project, "test", "nlu", "--nlu", "data/nlu.yml", "--out", "report")

    assert result.returncode == 0, result.stderr
    report = json.loads((project / "report" / "intent_report.json").read_text())
    assert report["accuracy"] == 1.0


def test_an_unknown_command_is_named(tmp_path: Path) -> None:
    result = rasa(tmp_path, "tarin")

    assert result.returncode == 2
    assert "invalid choice: 'tarin'" in result.stderr
    assert "Traceback" not in result.stderr


def test_help_prints_no_warnings(tmp_path: Path) -> None:
    result = rasa(tmp_path, "--help")

    assert result.returncode == 0
    assert result.stderr == ""


def test_a_component_that_needs_tensorflow_says_so(tmp_path: Path) -> None:
    pipeline = (TINY / "config.yml").read_text()
    folder = tmp_path / "diet"
    shutil.copytree(TINY, folder)
    config = pipeline.replace("LogisticRegressionClassifier", "DIETClassifier")
    (folder / "config.yml").write_text(config)

    result = rasa(folder, "train")

    assert result.returncode == 1
    assert "'DIETClassifier' needs the Python package 'tensorflow'" in result.stdout + result.stderr


def test_prepare_can_be_called_again() -> None:
    prepare()
    before = dict(sys.modules)
    prepare()
    assert dict(sys.modules) == before
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_importing_the_starter_loads_nothing_heavy() -> None:
    program = "import sys, bot.rasa; print({'rasa', 'numpy', 'tensorflow'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "set()\n"
