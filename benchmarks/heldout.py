"""A fixed split of our training messages: one fold is kept back, the rest is trained on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import project
from benchmarks.examples import fold_of
from bot.training_data import LabelledMessage
from bot.training_data import messages as stored_messages

_KEPT_BACK = 0


@dataclass(frozen=True)
class Trained:
    """A model that has not seen the messages kept back, in a folder that is removed at the end."""

    folder: Path
    model: Path
    cost: project.Cost


def kept_back() -> list[LabelledMessage]:
    """Return the messages to test on."""
    return [m for m in stored_messages() if fold_of(m.text) == _KEPT_BACK]


def ours() -> str:
    """Read our own config.yml."""
    return (project.ROOT / "config.yml").read_text("utf-8")


@contextmanager
def trained(config: str) -> Iterator[Trained]:
    """Trains the understanding of a pipeline on all other messages."""
    with tempfile.TemporaryDirectory(prefix="amtslotse-") as name:
        folder = Path(name)
        rest = [m for m in stored_messages() if fold_of(m.text) != _KEPT_BACK]
        project.understanding_only(folder, config, rest)
        yield Trained(folder, *project.train(folder))
