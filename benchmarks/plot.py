"""One picture of the scoreboard: understanding and language per language, beside the goals."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.understanding import Results

FILE = Path(__file__).resolve().parent / "scoreboard.svg"
_METRICS = (
    ("both", "intent and service both right", 0.93, "#00508c"),
    ("office", "office right or asked back", 0.97, "#e07b00"),
    ("language", "answer in the right language", 0.99, "#4a8f2a"),
)


def draw(results: Results, file: Path = FILE) -> None:
    """Bars for each language, a line at each goal for the macro average."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "amtslotse"  # the same picture for the same figures
    from matplotlib import pyplot

    tags = results.languages
    figure, axes = pyplot.subplots(figsize=(10, 4))
    for number, (metric, label, goal, colour) in enumerate(_METRICS):
        heights = [results.score(metric, tag) or 0.0 for tag in tags]
        positions = [i + (number - 1) * 0.27 for i in range(len(tags))]
        axes.bar(positions, heights, 0.25, color=colour, label=f"{label} (goal {goal:.2f})")
        axes.axhline(goal, color=colour, linewidth=0.8, linestyle="--")
    _finish(axes, tags)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)


def _finish(axes: object, tags: Sequence[str]) -> None:
    """Axis from one half, names of the languages, legend below."""
    axes.set_ylim(0.5, 1.02)  # type: ignore[attr-defined]
    axes.set_xticks(range(len(tags)), tags)  # type: ignore[attr-defined]
    axes.set_ylabel("share of the validation messages")  # type: ignore[attr-defined]
    axes.legend(loc="lower center", ncols=3, fontsize=8)  # type: ignore[attr-defined]
