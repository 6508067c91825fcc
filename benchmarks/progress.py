"""Shows on a terminal how far a long loop is; silent in files and pipes."""

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Item = TypeVar("Item")


def shown(items: Iterable[Item], label: str, total: int | None = None) -> Iterable[Item]:
    """Yield the same items, with a bar on standard error."""
    count = len(items) if isinstance(items, Sequence) else total
    hidden = not sys.stderr.isatty()
    return track(items, label, count, console=Console(stderr=True), transient=True, disable=hidden)


def say(text: str) -> None:
    """Tell what is being done now, on standard error."""
    print(text, file=sys.stderr, flush=True)
