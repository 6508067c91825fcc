"""Train a small model and ask it ten questions, to see that Rasa works on this Python.

Used by `make smoke`. It needs the packages of requirements.lock only.
"""

import asyncio
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.rasa import prepare

TINY = Path(__file__).parent.parent / "tests" / "tiny"
GREETING, FEE, UNKNOWN = "Guten Tag!", "Das kostet 100 Euro.", "Das weiß ich nicht."
QUESTIONS = {
    "hallo": GREETING,
    "Moin, liebes Amt": GREETING,
    "guten Tag": GREETING,
    "Guten Morgen zusammen": GREETING,
    "servus": GREETING,
    "was kostet das": FEE,
    "kosten?": FEE,
    "Wie hoch ist die Gebühr?": FEE,
    "wie teuer ist das": FEE,
    "xyzzy": UNKNOWN,
}


def train(folder: Path) -> None:
    """Train the tiny assistant of the tests into `folder`."""
    command = [sys.executable, "-m", "bot.rasa", "train", "--out", str(folder)]
    command += ["--config", str(TINY / "config-keyword.yml")]
    command += ["--domain", str(TINY / "domain.yml"), "--data", str(TINY / "data")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


async def wrong_answers(folder: Path) -> list[str]:
    """Ask everything; what was not answered as expected."""
    prepare()
    from rasa.core.agent import Agent

    agent = Agent.load(str(folder))
    wrong = []
    for question, expected in QUESTIONS.items():
        replies = [reply["text"] for reply in await agent.handle_text(question) or []]
        if replies != [expected]:
            wrong.append(f"{question!r}: {replies} instead of {expected!r}")
    return wrong


def main() -> int:
    """Report what happened; 1 if an answer was wrong."""
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        train(Path(name))
        trained = time.perf_counter()
        wrong = asyncio.run(wrong_answers(Path(name)))
    answered = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"Python {platform.python_version()}: trained in {trained - start:.1f} s, started and "
        f"answered {len(QUESTIONS)} questions in {answered - trained:.1f} s, {memory:.0f} MB"
    )
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
