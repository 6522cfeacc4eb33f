"""The comparisons of servers: documents scored over HTTP, and the time to ready."""

import contextlib
import math
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import processes
import servers
from comparisons import DOCUMENTS, HERE, PYTHON, component, max_bin, rounds
from processes import Failed
from table import Table

DOCUMENT = HERE.parent / "docs/examples/bank_statement.json"
# The types whose plugins `make plugins` builds.
TYPES = ("bank_statement", "check", "money_order", "paystub")
CONNECTIONS = 4
# The counted part of a run.
SECONDS = 2


def trained(binaries, root):
    """A root with a live version of every type, and with its plugins compiled."""
    (root / "plugins").mkdir(parents=True)
    for name in TYPES:
        shutil.copy(component().with_name(f"{name}.wasm"), root / "plugins")
    print("serving: trains all types", file=sys.stderr)
    processes.run(binaries / "refit", "retrain", "--all", "--json", "--root", root)


def refit(binaries, root, log, port=0):
    """`refit serve` as it is, but for what it would train, which is there."""
    return servers.serving(
        log, binaries / "refit", "--root", root, "serve", "--listen", f"{servers.HOST}:{port}",
        REFIT_JOBS__TRAIN_MISSING_AT_START="false", REFIT_LOG_FORMAT="json",
    )  # fmt: skip


def dumped(binaries, work):
    """The models of the Python side, of the very rows that Refit makes of its documents."""
    print("serving: trains the models in Python", file=sys.stderr)
    rows, models = work / "rows.f64", work / "models.joblib"
    processes.run(binaries / "examples/bench_extract", component(), DOCUMENTS, 0, rows)
    processes.run(
        PYTHON, HERE / "flask_app.py", rows, "--out", models,
        "--jobs", processes.threads(), "--max-bin", max_bin(DOCUMENTS),
    )  # fmt: skip
    return models


def flask(models, log, port, contributions=True):
    """Flask in gunicorn, with workers that keep connections, as the sync ones do not. Each has one
    thread, for more of them only wait for each other, and takes no more than its share of the
    connections, or one worker may have them all while another has nothing to do."""
    workers = min(max(processes.threads(), 2), CONNECTIONS)
    # With a single one gunicorn would keep none.
    share = max(math.ceil(CONNECTIONS / workers), 2)
    return servers.serving(
        log, PYTHON, "-m", "gunicorn", "--bind", f"{servers.HOST}:{port}",
        "--workers", workers, "--worker-class", "gthread", "--threads", 1,
        "--worker-connections", share, "--keep-alive", 75, "--log-level", "warning",
        f"flask_app:create_app({str(models)!r}, contributions={contributions})",
        cwd=HERE,
    )  # fmt: skip


def load(binaries, address, path):
    """What one run against a server gave; every answer must be a good one."""
    answer = processes.run(
        binaries / "examples/bench_load", address, path, DOCUMENT, CONNECTIONS, SECONDS
    ).answer()
    if answer["errors"] or not answer["requests"]:
        raise Failed(f"{path} of {address}: {answer['errors']} errors, such as {answer['error']}")
    return answer


def serve(binaries, work, runs):
    """One document scored over HTTP, beside Flask and beside a bare axum route."""
    with (
        tempfile.TemporaryDirectory(dir=work, prefix="serve-") as folder,
        contextlib.ExitStack() as started,
    ):
        folder = Path(folder)
        trained(binaries, folder / "root")
        models = dumped(binaries, folder)

        score = "/api/bank-statements/score"
        log = folder / "refit.log"
        server = started.enter_context(refit(binaries, folder / "root", log))
        address = server.address(
            lambda line: line["fields"]["message"] == "serving" and line["fields"]["address"]
        )
        length = len(servers.post(address, score, DOCUMENT.read_bytes()))
        sides = {"refit": (address, score)}

        bare = [binaries / "examples/bench_bare", f"{servers.HOST}:0", length]
        server = started.enter_context(servers.serving(folder / "bare.log", *bare))
        sides["bare"] = server.address(lambda line: line["address"]), "/score"

        for name, contributions in (("flask", True), ("flask without", False)):
            port, log = servers.free_port(), folder / f"{name}.log"
            server = started.enter_context(flask(models, log, port, contributions))
            server.ready(port)
            sides[name] = f"{servers.HOST}:{port}", "/score"

        answers = {name: [] for name in sides}
        for number in rounds("serve", runs):
            for name, (address, path) in sides.items():
                answer = load(binaries, address, path)
                if number > 0:
                    answers[name].append(answer)
    return tables_of(answers, runs)


def tables_of(answers, runs):
    """The tables of both comparisons, and how long an answer took."""
    document = f"One document of {DOCUMENT.stat().st_size:,} bytes scored over HTTP"
    per_second = {
        name: [answer["requests_per_second"] for answer in side] for name, side in answers.items()
    }
    beside_flask = Table(
        f"4. {document}, {CONNECTIONS} kept connections ({runs} runs of {SECONDS} s)",
        "refit",
        "flask in gunicorn",
        "refit / flask",
    )
    for name, side in (
        ("answers a second", "flask"),
        ("flask without contributions", "flask without"),
    ):
        ratio = beside_flask.row(name, per_second["refit"], per_second[side], top_is_left=True)
        if side == "flask":
            beside_flask.target(f"at least 100 × Flask, {ratio:.0f} ×", ratio >= 100)
    beside_bare = Table(
        f"5. The same beside a bare axum route ({runs} runs of {SECONDS} s)",
        "refit",
        "bare axum",
        "refit / bare",
    )
    sides = per_second["refit"], per_second["bare"]
    ratio = beside_bare.row("answers a second", *sides, top_is_left=True)
    beside_bare.target(f"at least 0.25 × a bare route, {ratio:.2f} ×", ratio >= 0.25)
    parts = [str(beside_flask), "", str(beside_bare), latencies(answers)]
    return parts, beside_flask.targets + beside_bare.targets


def latencies(answers):
    """Medians of what each run says of its answers."""
    lines = [
        "   Time of an answer, medians in ms: 50 %, 95 %, 99 % of the answers within; its bytes"
    ]
    for name, side in answers.items():
        times = (
            statistics.median(answer[f"p{percent}_microseconds"] for answer in side) / 1e3
            for percent in (50, 95, 99)
        )
        cells = "".join(f"{milliseconds:9.2f}" for milliseconds in times)
        label = {"flask without": "flask without contributions"}.get(name, name)
        lines.append(f"   {label:34}{cells}{side[0]['response_bytes']:9,}")
    return "\n".join(lines)


def start(binaries, work, runs):
    """From the start of a process to its first good answer, with four trained types."""
    table = Table(
        f"6. Start to ready, {len(TYPES)} trained types, plugins compiled ({runs} runs)",
        "refit serve",
        "gunicorn, flask",
        "python / refit",
    )
    left, right = [], []
    with tempfile.TemporaryDirectory(dir=work, prefix="start-") as folder:
        folder = Path(folder)
        trained(binaries, folder / "root")
        models = dumped(binaries, folder)
        for number in rounds("start", runs):
            port = servers.free_port()
            with refit(binaries, folder / "root", folder / "refit.log", port) as server:
                refit_seconds, answer = server.ready(port)
            # A model that is not loaded takes no time.
            if answer["scoring"] != len(TYPES):
                raise Failed(f"{answer['scoring']} types of {len(TYPES)} were ready to score")
            port = servers.free_port()
            with flask(models, folder / "flask.log", port) as server:
                python_seconds, _ = server.ready(port)
            if number > 0:
                left.append(refit_seconds)
                right.append(python_seconds)
    table.row("ready, s", left, right, top_is_left=False)
    median = statistics.median(left)
    table.target(f"under 0.3 s, {median:.3f} s", median < 0.3)
    return [str(table)], table.targets
