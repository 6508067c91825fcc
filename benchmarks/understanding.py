"""How the real assistant does on labelled messages: per language, and the macro average.

Every message opens a conversation of its own; a dialogue is one conversation.
"""

import argparse
import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import report, validation
from benchmarks.judging import OUT_OF_SCOPE, Outcome, judge, judge_turn
from benchmarks.progress import shown
from benchmarks.validation import Dialogue, Labelled
from bot import offices
from bot.assistant import MODEL, Assistant
from bot.languages import served
from bot.sources import everything

# metric, label, goal of the macro average, goal of the worst language
_GOALS: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("intent", "intent right", None, None),
    ("service", "service right", None, None),
    ("both", "both right", ">= 0.93", ">= 0.88"),
    ("office", "office right or asked back", ">= 0.97", ">= 0.94"),
    ("day", "day right", None, None),
    ("language", "answer in the right language", ">= 0.99", ">= 0.97"),
    (OUT_OF_SCOPE, "out of scope found", ">= 0.92", ">= 0.80"),
    ("kept", "wrong abstentions in scope", "<= 0.04", None),
    ("turns", "dialogue turns, intent and service", ">= 0.90", None),
)


@dataclass(frozen=True)
class Results:
    """All outcomes of one run."""

    single: tuple[Outcome, ...]
    turns: tuple[Outcome, ...]

    def score(self, metric: str, language: str) -> float | None:
        """Return a metric's share for one language; None where no message asks for it."""
        outcomes, name = (self.turns, "both") if metric == "turns" else (self.single, metric)
        found = [o.right[name] for o in outcomes if o.message.language == language]
        value = report.share(f for f in found if f is not None)
        return 1 - value if name == "kept" and value is not None else value

    @property
    def languages(self) -> tuple[str, ...]:
        """Those with messages, in the order of the run."""
        return tuple(dict.fromkeys(o.message.language for o in (*self.single, *self.turns)))

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """Outcomes with anything wrong in them."""
        return tuple(o for o in (*self.single, *self.turns) if False in o.right.values())


async def run(
    assistant: Assistant, messages: Sequence[Labelled], conversations: Sequence[Dialogue]
) -> Results:
    """Asks everything."""
    knowledge, _ = everything()
    places = offices.build(knowledge, offices.read_names())
    single = []
    for message in shown(messages, "messages"):
        answers = await assistant.ask(message.text, f"single {message.id}")
        single.append(judge(message, answers, places))
    turns = [o for d in shown(conversations, "dialogues") for o in await _play(assistant, d)]
    return Results(tuple(single), tuple(turns))


async def _play(assistant: Assistant, dialogue: Dialogue) -> list[Outcome]:
    outcomes: list[Outcome] = []
    slots: dict[str, Any] = {}
    for turn in dialogue.turns:
        answers = await assistant.ask(turn.text, f"dialogue {dialogue.id}")
        outcomes.append(judge_turn(turn, answers, slots))
        slots = dict(answers[-1].slots) if answers else slots
    return outcomes


def measure(
    data: Path | None = None, model: Path = MODEL, languages: Collection[str] = ()
) -> Results:
    """Load the assistant and ask it all messages of the languages (default: those served)."""
    source, tags = validation.folder(data), languages or served()
    messages, conversations = validation.messages(source, tags), validation.dialogues(source, tags)
    return asyncio.run(run(Assistant(model), messages, conversations))


def section(results: Results) -> str:
    """Show the figures as a table: a row a metric, a column a language."""
    tags = results.languages
    rows: list[list[report.Cell]] = []
    for metric, label, goal, least in _GOALS:
        values = [results.score(metric, tag) for tag in tags]
        known = [value for value in values if value is not None]
        worst = (max(known) if metric == "kept" else min(known)) if known else None
        rows.append([label, report.mean(values), goal, worst, least, *values])
    counts = [sum(o.message.language == tag for o in results.single) for tag in tags]
    rows.append(["messages", sum(counts), None, None, None, *counts])
    return (
        "## Understanding\n\nThe real assistant on validation messages that are not part of this "
        "repository; other right readings count. A new conversation each message; in dialogues a "
        "bare follow-up counts as the question it repeats. Language: without bare places, and "
        "without wishes for another language that were granted.\n\n"
        + report.table(["", "macro average", "goal", "worst", "goal", *tags], rows)
    )


def wrong_list(results: Results) -> str:
    """List the wrong messages and what was understood; for the terminal, never for a file."""
    lines = []
    for o in results.wrong:
        metrics = ", ".join(name for name, right in o.right.items() if right is False)
        expected = "/".join(sorted(o.message.intents)) + " "
        expected += "/".join(sorted(str(s) for s in o.message.services))
        place = f" place={o.message.place}" if o.message.place else ""
        day = f" day={o.message.day}" if o.message.day else ""
        lines.append(f"{o.message.id} ({metrics}): {o.message.text}")
        lines += [f"    expected {expected}{place}{day}", f"    got      {o.predicted}"]
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``python -m benchmarks understanding``."""
    parser.add_argument("--data", type=Path, help="folder of the validation messages")
    parser.add_argument("--model", type=Path, default=MODEL, help="a trained model")
    parser.add_argument("--languages", nargs="*", default=(), help="instead of those served")
    parser.add_argument("--plot", action="store_true", help="draw benchmarks/scoreboard.svg")
    parser.add_argument("--wrong", action="store_true", help="list the wrong messages")


def main(options: argparse.Namespace) -> str:
    """Measures; prints the list of wrong messages where it is wanted."""
    results = measure(options.data, options.model, options.languages)
    if options.wrong:
        print(wrong_list(results))
    if options.plot:
        from benchmarks import plot

        plot.draw(results)
    return section(results)
