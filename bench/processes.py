"""Runs a process to its end and says what it cost."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

# Settings of the person who measures must not get into what is measured.
SETTINGS = ("REFIT_", "RETRAINING_CONFIG_PATH", "ENABLE_AUTOMATED_RETRAINING")
# What ru_maxrss counts in.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A process that did not do what it was asked for."""


@dataclass(frozen=True)
class Finished:
    """A process that ended well."""

    started_at: float
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    stdout: str

    def answer(self):
        """Its output, which is one JSON document."""
        try:
            return json.loads(self.stdout)
        except ValueError as error:
            raise Failed(f"the output is not one JSON document: {error}") from error


def threads():
    """How many threads both sides get: the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def environment():
    """The same number of threads for every pool that either side has."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    pools = ("RAYON_NUM_THREADS", "TOKIO_WORKER_THREADS", "OMP_NUM_THREADS")
    return kept | dict.fromkeys(pools, str(threads()))


def run(*command):
    """Runs a command from its start to its end, its memory and its CPU time included."""
    command = [str(part) for part in command]
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        started_at, start = time.time(), time.perf_counter()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, env=environment()
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        output = []
        for stream in (stdout, stderr):
            stream.seek(0)
            output.append(stream.read().decode(errors="replace"))
    if child.returncode != 0:
        words = output[1].strip() or output[0].strip()
        raise Failed(f"{' '.join(command)}\nended with {child.returncode}: {words[-2000:]}")
    return Finished(
        started_at=started_at,
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_megabytes=usage.ru_maxrss * PEAK_UNIT / 1e6,
        stdout=output[0],
    )
