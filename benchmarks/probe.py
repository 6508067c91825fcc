"""A fresh process that loads a model, answers messages and reports times and memory.

``python -m benchmarks.probe <model> <messages.json> [--parse]`` prints "ready" after the first
answer, then one line of JSON. Started by ``benchmarks.speed``; ``--parse`` only understands.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Answering = Callable[[str, int], Awaitable[Any]]


def resident_megabytes() -> float:
    """Read what this process holds in memory (VmRSS); 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    found = next((line.split()[1] for line in lines if line.startswith("VmRSS")), "0")
    return int(found) / 1024


def whole_turns(model: Path) -> Answering:
    """Load the real assistant; a new conversation each message."""
    from bot.assistant import Assistant

    assistant = Assistant(model)

    async def answer(text: str, number: int) -> None:
        assert await assistant.ask(text, f"probe {number}"), f"no reply to a message: {text!r}"

    return answer


def parse_only(model: Path) -> Answering:
    """Load any Rasa model; its answer is the intent."""
    from bot.rasa import prepare

    prepare()
    from rasa.core.agent import Agent

    agent = Agent.load(model)

    async def parse(text: str, _: int) -> Any:
        return (await agent.parse_message(text))["intent"]["name"]

    return parse


async def run(model: Path, messages: list[str], parse: bool) -> None:
    """Answers everything, in order."""
    answer = parse_only(model) if parse else whole_turns(model)
    await answer(messages[0], -1)
    print("ready", flush=True)
    loaded = resident_megabytes()
    milliseconds, found = [], []
    for number, text in enumerate(messages):
        start = time.perf_counter()
        found.append(await answer(text, number))
        milliseconds.append((time.perf_counter() - start) * 1000)
    memory = {"loaded": loaded, "after": resident_megabytes()}
    print(json.dumps({"milliseconds": milliseconds, "found": found, "memory": memory}))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.probe")
    parser.add_argument("model", type=Path)
    parser.add_argument("messages", type=Path, help="a JSON list of texts")
    parser.add_argument("--parse", action="store_true")
    options = parser.parse_args()
    texts = json.loads(options.messages.read_text("utf-8"))
    asyncio.run(run(options.model, texts, options.parse))


if __name__ == "__main__":
    main()
