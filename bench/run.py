"""Refit beside our Python peers: runs both in turn and prints medians. bench/run.sh prepares what
this needs; bench/README.md says how to read it. Ends with 1 only where something failed to run."""

import argparse
import importlib.metadata
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import comparisons
import processes
import serving

ALL = {
    "retrain": comparisons.retrain,
    "train": comparisons.train,
    "extract": comparisons.extract,
    "serve": serving.serve,
    "start": serving.start,
}


def machine():
    """What was measured on, in two lines."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.partition(":")[2].strip()
            for line in cpuinfo.read_text().splitlines()
            if line.startswith("model name")
        ]
        processor = names[0] if names else processor
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=False)
    packages = (
        f"{name} {importlib.metadata.version(name)}"
        for name in ("numpy", "scikit-learn", "xgboost", "flask", "gunicorn")
    )
    return (
        f"{processor}, {processes.threads()} threads for each side, {platform.system()}\n"
        f"{rustc.stdout.strip() or 'no rustc'}; Python {platform.python_version()}, "
        + ", ".join(packages)
    )


def load():
    """A warning where the machine is not idle, be it from a build just before."""
    load = os.getloadavg()[0]
    if load < 0.5:
        return ""
    return f"The load was {load:.1f} before the first run: numbers that count want an idle machine.\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", type=Path, default=Path("target/release"), help="binaries")
    parser.add_argument("--work", type=Path, default=Path("target/bench"), help="scratch folder")
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each side")
    parser.add_argument("--only", choices=ALL, action="append", help="one comparison; repeatable")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs: at least 1")
    binaries, work = arguments.release.resolve(), arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    # Told to end, it ends its servers first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))

    print(machine(), load(), sep="\n", flush=True)
    targets, failed = [], False
    for name in arguments.only or ALL:
        try:
            parts, judged = ALL[name](binaries, work, arguments.runs)
        except (processes.Failed, OSError) as error:
            failed = True
            print(f"{name} failed: {error}", file=sys.stderr)
            continue
        targets.extend(judged)
        print(*parts, sep="\n", end="\n\n", flush=True)
    missed = sum(not is_met for _, is_met in targets)
    print(f"{len(targets) - missed} targets met, {missed} missed.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
