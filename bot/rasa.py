"""Start any Rasa command on a supported Python, without TensorFlow.

`python -m bot.rasa train` is `rasa train`, and so on for every command. Rasa 3.6.21 imports
TensorFlow 2.12 at its start whatever the pipeline, and with it needs a Python that is out of
support. Our pipeline uses none of it. So `prepare()` gives Rasa what it looks for, before it is
imported; no installed file is changed. With TensorFlow installed (Rasa's own set of packages on
Python 3.10, see benchmarks/stock) the real components are used.

Code that imports `rasa` itself calls `prepare()` first:

    from bot.rasa import prepare

    prepare()
    from rasa.core.agent import Agent
"""

import logging
import os
import sys
import warnings
from collections.abc import Sequence

from bot import standins

# Said by Rasa 3.6.21 and its dependencies of 2022 at each start; nothing a user could act upon.
_STALE_WARNINGS = (
    "distutils Version classes are deprecated",
    "Nesting argument groups is deprecated",
    "keys will default to True in jsonpickle",
    r"the load_module\(\) method is deprecated",
)


def prepare() -> None:
    """Make `import rasa` work here; may be called any number of times."""
    _switch_telemetry_off()
    _restore_numpy_warning()
    standins.install_stand_ins()
    if not standins.is_installed("tensorflow"):
        standins.install_component_list()
    _quiet_stale_warnings()
    _quiet_debug_log()


def main(argv: Sequence[str]) -> None:
    """Run `rasa <argv>`; ends with SystemExit where Rasa does."""
    prepare()
    from rasa.__main__ import main as rasa_main

    sys.argv = ["rasa", *argv]
    rasa_main()


def _switch_telemetry_off() -> None:
    """No usage data, no error reports: they would leave the office's computer."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")


def _restore_numpy_warning() -> None:
    """Rasa names a warning class that numpy 2 has moved into `numpy.exceptions`."""
    import numpy

    if not hasattr(numpy, "VisibleDeprecationWarning"):
        setattr(  # noqa: B010 - mypy knows that the attribute is gone
            numpy, "VisibleDeprecationWarning", numpy.exceptions.VisibleDeprecationWarning
        )


def _quiet_stale_warnings() -> None:
    """Import first what warns when imported, or shows warnings that were hidden (sanic)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pkg_resources  # noqa: F401
    import sanic.app  # noqa: F401

    for message in _STALE_WARNINGS:
        warnings.filterwarnings("ignore", message=message)


def _quiet_debug_log() -> None:
    """Where no Rasa command sets up the log, it would print each message and all its thinking."""
    import structlog

    if not structlog.is_configured():
        wrapper = structlog.make_filtering_bound_logger(logging.WARNING)
        structlog.configure(wrapper_class=wrapper)


if __name__ == "__main__":
    main(sys.argv[1:])
