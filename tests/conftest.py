"""What several tests share: the real knowledge, catalogue and places of this checkout."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from bot import lexicon, offices, samples
from bot.catalog import Catalog
from bot.detection import LanguageModel
from bot.detection_training import train
from bot.dialogue import Assistant
from bot.gazetteer import Gazetteer
from bot.knowledge import Knowledge
from bot.languages import served
from bot.mentions import PlaceCues
from bot.offices import Places
from bot.sources import everything
from bot.training_data import messages


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """All facts."""
    return everything()[0]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """All texts."""
    return everything()[1]


@pytest.fixture(scope="session")
def places(knowledge: Knowledge) -> Places:
    """All places."""
    return offices.build(knowledge, offices.read_names())


@pytest.fixture(scope="session")
def gazetteer(places: Places) -> Gazetteer:
    """The finder of places, days and services."""
    return Gazetteer(places, lexicon.build())


@pytest.fixture(scope="session")
def cues() -> PlaceCues:
    """The words around places."""
    return PlaceCues.of(lexicon.build().cues)


@pytest.fixture(scope="session")
def core(knowledge: Knowledge, places: Places) -> Assistant:
    """The conversation logic without Rasa."""
    return Assistant(knowledge, places, served())


@pytest.fixture(scope="session")
def language_model() -> LanguageModel:
    """A detector trained on every third message."""
    pairs = [(m.language, m.text) for m in messages()]
    return train(pairs[::3], (), samples.foreign())


# --- the assistant as `make api` starts it, on a free port ---

ROOT = Path(__file__).resolve().parent.parent
# What people and machines send besides questions; each must get a helpful reply.
BAD_INPUT = {
    "empty": "",
    "spaces": " \n\t ",
    "10 000 characters": "x" * 10_000,
    "10 000 Arabic letters": "سؤال " * 2_000,
    "30 000 characters": "Was kostet das? " * 1_875,
    "only emoji": "😀👍🏽🇺🇦",
    "control characters": "\x00\x01\x1b[31m\x7f",
    "half a character": "\ud83d",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "SQL": "'; DROP TABLE events; --",
    "/restart": "/restart",
    "/session_start": "/session_start",
    "only slashes": "///",
    "unknown service": '/ask_fee{"service":"x"}',
    "broken payload": '/inform{"office":',
    "unknown postal code": "99999",
    "other state": "Hamburg",
    "Portuguese": "Quero renovar a minha autorização de residência, que documentos?",
    "placeholder": "{service} {0} %s",
}


@dataclass(frozen=True)
class Running:
    """A started assistant: where it listens and what it logs."""

    url: str
    log: Path


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("server")
    endpoints = (ROOT / "endpoints.yml").read_text("utf-8")
    assert "db: conversations.db" in endpoints
    own_store = endpoints.replace("db: conversations.db", f"db: {folder / 'conversations.db'}")
    (folder / "endpoints.yml").write_text(own_store, "utf-8")
    started = Running(f"http://127.0.0.1:{free_port()}", folder / "server.log")
    command = [sys.executable, "-m", "bot.rasa", "run", "--enable-api", "-i", "127.0.0.1"]
    command += ["-p", started.url.rpartition(":")[2], "--credentials", "credentials.yml"]
    command += ["--endpoints", str(folder / "endpoints.yml"), "--model", "models/amtslotse.tar.gz"]
    with started.log.open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=log, stderr=log)
        try:
            _wait(started, process)
            yield started
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(started: Running, process: subprocess.Popen[bytes]) -> None:
    """Until the link is printed, which comes after the model."""
    for _ in range(240):
        if process.poll() is not None or f"Amtslotse: {started.url}/" in started.log.read_text():
            break
        time.sleep(0.5)
    assert process.poll() is None, started.log.read_text()
    requests.get(started.url, timeout=10).raise_for_status()


@pytest.fixture(scope="session")
def server(running: Running) -> str:
    """The base URL of the running assistant."""
    return running.url


@pytest.fixture(scope="session")
def server_log(running: Running) -> Path:
    """What the running assistant has logged."""
    return running.log


@pytest.fixture(params=BAD_INPUT.values(), ids=BAD_INPUT.keys())
def bad_input(request: pytest.FixtureRequest) -> str:
    text: str = request.param
    return text
