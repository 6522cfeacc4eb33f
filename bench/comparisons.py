"""The comparisons of processes that end. In each, the sides run in turn, so that what else the
machine does at the time hits both; one round before the first counted one warms up files and
caches."""

import shutil
import statistics
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import processes
from processes import Failed
from table import Table

HERE = Path(__file__).parent
PYTHON = sys.executable
DOCUMENT_TYPE = "bank_statement"
DOCUMENTS = 2_000


def max_bin(rows):
    """Bins a feature that Refit gives its boosted trees (host/learn/src/boosted/training.rs): fewer
    than XGBoost's 256 where rows are few, which is faster on both sides."""
    return min(256, max(rows * 4 // 5 // 16, 96))


def rounds(what, count):
    """Numbers of rounds; round 0 is not counted."""
    for number in range(count + 1):
        print(f"{what}: {f'round {number} of {count}' if number else 'warm-up'}", file=sys.stderr)
        yield number


def retrain(binaries, work, runs):
    """One synthetic retrain as a process, from nothing to artifacts on disk."""
    cold, warm, python = [], [], []
    rows = work / "rows.f64"
    # The rows that Refit makes of its documents, which have the same seed and the same day.
    processes.run(binaries / "examples/bench_extract", component(), DOCUMENTS, 0, rows)
    for number in rounds("retrain", runs):
        with tempfile.TemporaryDirectory(dir=work, prefix="retrain-") as folder:
            folder = Path(folder)
            fresh, used = folder / "fresh", folder / "used"
            finished = [refit_retrain(binaries, fresh)]
            # What a root has after its first run: a compiled plugin.
            shutil.copytree(fresh / "data/plugin-cache", used / "data/plugin-cache")
            finished.append(
                processes.run(
                    PYTHON, HERE / "retrain.py", rows, "--type", DOCUMENT_TYPE,
                    "--jobs", processes.threads(), "--max-bin", max_bin(DOCUMENTS),
                    "--out", folder / "python",
                )
            )  # fmt: skip
            finished.append(refit_retrain(binaries, used))
        if number > 0:
            for side, process in zip((cold, python, warm), finished, strict=True):
                side.append(process)
    rows.unlink()

    table = Table(
        f"1. One whole synthetic retrain of {DOCUMENTS:,} documents, as a process ({runs} runs)",
        "refit",
        "python bench/retrain.py",
        "python / refit",
    )
    for name, side in (("plugin to compile", cold), ("plugin compiled", warm)):
        for unit, cost in (
            ("wall s", "seconds"),
            ("CPU s", "cpu_seconds"),
            ("peak MB", "peak_megabytes"),
        ):
            costs = [[getattr(process, cost) for process in side] for side in (side, python)]
            ratio = table.row(f"{name}, {unit}", *costs, top_is_left=False)
            if cost == "seconds":
                table.target(f"{name}: at least 4 × as fast, {ratio:.2f} ×", ratio >= 4)
    return [str(table), where_it_goes(cold, warm), where_python_goes(python)], table.targets


def refit_retrain(binaries, root):
    """A retrain in a root of its own; it must end with an active version."""
    root.mkdir(exist_ok=True)
    finished = processes.run(
        binaries / "refit", "retrain", DOCUMENT_TYPE, "--json", "--root", root
    )
    if not finished.answer()["activated"]:
        raise Failed(f"refit retrain {DOCUMENT_TYPE} activated nothing in a fresh root")
    return finished


def where_it_goes(cold, warm):
    """Medians of every step, and of what lies before the first and after the last."""
    columns = [steps(process) for process in cold], [steps(process) for process in warm]
    r2 = cold[0].answer()["metrics"]["r2_score"]
    lines = [
        f"   Where refit's wall time goes, medians in ms: plugin to compile, compiled (R² {r2:.3f})"
    ]
    for name in columns[0][0]:
        medians = (statistics.median(run[name] for run in side) * 1e3 for side in columns)
        lines.append(f"   {name:34}" + "".join(f"{median:9.1f}" for median in medians))
    return "\n".join(lines)


def steps(process):
    """Seconds of each part of a run, in order."""
    record = process.answer()
    begun, ended = (
        datetime.fromisoformat(record[when]).timestamp() - process.started_at
        for when in ("started_at", "ended_at")
    )
    parts = {"start, plugins, database": begun}
    names = {"generate": "generate and extract documents"}
    for step in record["steps"]:
        parts[names.get(step["step"], step["step"])] = step["seconds"]
    parts["between the steps"] = ended - begun - sum(step["seconds"] for step in record["steps"])
    parts["record and end of the process"] = process.seconds - ended
    return parts


def where_python_goes(python):
    """Medians of what bench/retrain.py says of itself."""
    answers = [process.answer() for process in python]
    imports, fit, total = (
        statistics.median(answer[name] for answer in answers) * 1e3
        for name in ("import_seconds", "fit_seconds", "total_seconds")
    )
    rest = total - imports - fit
    return (
        f"   Python's, medians in ms: imports {imports:.0f}, fit {fit:.0f}, the rest {rest:.0f}"
        f" (R² {answers[0]['r2_score']:.3f})"
    )


def train(binaries, work, runs):
    """Scaler, forest and boosted trees on the same rows, in memory."""
    table = Table(
        f"2. Training alone, 35 features, {processes.threads()} threads",
        "refit",
        "python bench/train.py",
        "python / refit",
    )
    # The small set is trained five times a process, of which the median counts.
    for rows, trainings, count in ((2_000, 5, runs), (50_000, 1, max(runs // 2, 1))):
        left, right = [], []
        with tempfile.TemporaryDirectory(dir=work, prefix="train-") as folder:
            file = Path(folder) / "rows.f64"
            for number in rounds(f"train on {rows:,} rows", count):
                refit = [binaries / "examples/bench_train", rows, trainings]
                # Only the warm-up writes the rows.
                left.append(processes.run(*refit, *([] if number else [file])).answer())
                right.append(
                    processes.run(
                        PYTHON, HERE / "train.py", file, "--runs", trainings,
                        "--jobs", processes.threads(), "--max-bin", max_bin(rows),
                    ).answer()
                )  # fmt: skip
        seconds = [[answer["fit_seconds"] for answer in side[1:]] for side in (left, right)]
        ratio = table.row(f"{rows:,} rows, s ({count} runs)", *seconds, top_is_left=False)
        table.target(f"{rows:,} rows: at least 3 × as fast, {ratio:.2f} ×", ratio >= 3)
        refit, python = left[-1], right[-1]
        difference = refit["r2"] - python["r2"]
        table.target(
            f"{rows:,} rows: R² within 0.01, {refit['r2']:.4f} and {python['r2']:.4f}"
            f" (forest {refit['random_forest_r2']:.4f} and {python['random_forest_r2']:.4f},"
            f" boosted {refit['xgboost_r2']:.4f} and {python['xgboost_r2']:.4f})",
            abs(difference) <= 0.01,
        )
    return [str(table)], table.targets


def component():
    """The plugin that `make plugins` builds."""
    return HERE.parent / f"plugins/{DOCUMENT_TYPE}.wasm"


def extract(binaries, work, runs):
    """Documents to feature rows: the component, and the same code compiled natively."""
    print(f"extract: {runs} rounds", file=sys.stderr)
    answer = processes.run(
        binaries / "examples/bench_extract", component(), DOCUMENTS, runs
    ).answer()
    table = Table(
        f"3. Features of {answer['documents']:,} documents of {answer['mean_document_bytes']:,}"
        f" bytes ({runs} runs)",
        "component",
        "native",
        "component / native",
    )
    for name, where in (
        ("one batch, one thread", "one_thread"),
        (f"{answer['threads']} threads", "all_threads"),
    ):
        seconds = [answer[f"{side}_{where}_seconds"] for side in ("component", "native")]
        ratio = table.row(f"{name}, ms", *([s * 1e3 for s in side] for side in seconds),
                          top_is_left=True)  # fmt: skip
        if where == "one_thread":
            table.target(f"one thread: at most 3 × native, {ratio:.2f} ×", ratio <= 3)
    return [
        str(table),
        f"   fuel per document {answer['fuel_per_document']:,}, component"
        f" {answer['component_bytes']:,} bytes, peak memory of a call"
        f" {answer['peak_memory_bytes']:,} bytes; both sides give the same numbers, bit for bit",
    ], table.targets
