"""``python -m benchmarks``: all parts, or one, to the terminal and into benchmarks/README.md."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks import (
    classifiers,
    crossval,
    language_decision,
    nlu_report,
    report,
    speed,
    stock_run,
    understanding,
)
from benchmarks.progress import say
from benchmarks.project import CommandFailedError
from benchmarks.validation import ValidationMissingError
from bot.assistant import ModelMissingError

_SCOREBOARD: dict[str, Any] = {
    "understanding": understanding,
    "crossval": crossval,
    "language": language_decision,
    "classifiers": classifiers,
    "stock": stock_run,
    "speed": speed,
}
_PARTS = _SCOREBOARD | {"nlu-report": nlu_report}


def parser() -> argparse.ArgumentParser:
    """All parts as subcommands; without one, the options of the scoreboard's parts together."""
    found = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    for part in _SCOREBOARD.values():
        part.add_arguments(found)
    parts = found.add_subparsers(dest="part", metavar=" | ".join(_PARTS))
    for name, part in _PARTS.items():
        # options of the same name before the subcommand would be overwritten by defaults
        part.add_arguments(parts.add_parser(name, help=(part.__doc__ or "").splitlines()[0]))
    return found


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 1 with a message where something needed is missing."""
    options = parser().parse_args(arguments)
    try:
        for name in [options.part] if options.part else _SCOREBOARD:
            section = _PARTS[name].main(options)
            print(section)
            if name in _SCOREBOARD:
                report.store(name, section)
                report.write(list(_SCOREBOARD))  # nothing is lost if a later part fails
    except (ValidationMissingError, ModelMissingError, CommandFailedError) as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
