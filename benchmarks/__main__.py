"""``python -m benchmarks``: everything, into benchmarks/README.md; or one part, to the terminal."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks import classifiers, crossval, nlu_report, report, speed, understanding
from benchmarks.progress import say
from benchmarks.project import CommandFailedError
from benchmarks.validation import ValidationMissingError
from bot.assistant import ModelMissingError

_SCOREBOARD: dict[str, Any] = {
    "understanding": understanding,
    "crossval": crossval,
    "classifiers": classifiers,
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
        if options.part:
            print(_PARTS[options.part].main(options))
            return 0
        sections = [part.main(options) for part in _SCOREBOARD.values()]
    except (ValidationMissingError, ModelMissingError, CommandFailedError) as error:
        say(str(error))
        return 1
    report.write(sections)
    print("\n".join(sections))
    say(f"Written: {report.README}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
