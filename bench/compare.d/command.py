"""Runs the cases that are asked for, prints their tables, and leaves nothing running."""

import argparse
import importlib
import shutil
import signal
import sys
import traceback
from pathlib import Path

import circumstances
import debian
import java
import place
import processes

CASES = {
    "small-json": "small_json",
    "wrong-passwords": "wrong_passwords",
    "large-bodies": "large_bodies",
    "artifacts": "artifacts",
    "slow-streams": "slow_streams",
    "real-mlflow": "real_mlflow",
    "start": "first_answer",
    "memory": "memory",
    "settings": "settings",
}


def main():
    options = _options()
    modules = {name: importlib.import_module(CASES[name]) for name in options.cases}
    processes.adopt_orphans()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = False
    try:
        place.with_system_commands()
        debian.install(dict.fromkeys(need for each in modules.values() for need in each.NEEDS))
        if not options.no_build:
            java.build()
        seen = circumstances.of(options)
        print(circumstances.markdown(seen), flush=True)
        options.results.mkdir(parents=True, exist_ok=True)
        for name, module in modules.items():
            failed |= not _case(name, module, options, seen)
    except KeyboardInterrupt:
        return 130
    finally:
        processes.end_all()
        shutil.rmtree(place.WORK, ignore_errors=True)
    return 1 if failed else 0


def _case(name, module, options, seen):
    print(f"{name}:", file=sys.stderr)
    try:
        report = module.measure(options)
    except Exception as e:  # one case that fails must not take the others with it
        traceback.print_exc()
        print(f"## {name}\n\nfailed: {e}\n", flush=True)
        return False
    finally:
        processes.end_all()
    print(report.markdown(), flush=True)
    report.write(options.results, seen)
    return True


def _options():
    modules = {name: importlib.import_module(module) for name, module in CASES.items()}
    listed = "\n".join(
        f"  {name:16} {module.__doc__.strip()} ({module.LASTS})" for name, module in modules.items()
    )
    parser = argparse.ArgumentParser(
        prog="bench/compare",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Compares the gate with what else people put in front of MLflow, on loopback.",
        epilog=f"cases, with the time that each takes unless told otherwise:\n{listed}",
    )
    parser.add_argument("--cases", default=",".join(CASES), help="with commas between (all)")
    parser.add_argument("--rounds", type=int, default=5, help="in which peers take turns (5)")
    parser.add_argument("--seconds", type=int, default=2, help="of load on a peer in a round (2)")
    parser.add_argument(
        "--warm-up", type=int, default=60, help="seconds of load before, at most (60)"
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=place.ROOT / "bench" / "results",
        help="folder for plots and raw figures (bench/results)",
    )
    parser.add_argument("--no-build", action="store_true", help="measure what is built already")
    options = parser.parse_args()
    options.cases = options.cases.split(",")
    for name in options.cases:
        if name not in CASES:
            parser.error(f"there is no case {name}; there are {', '.join(CASES)}")
    if min(options.rounds, options.seconds, options.warm_up) < 1:
        parser.error("rounds and seconds are at least 1")
    return options
