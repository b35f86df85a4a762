"""Runs all checks: steps in parallel where possible, the output of each kept together.

The first failure ends everything, and whatever was started is ended with it.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time

# For two processors: more steps at once would only wait for each other.
AT_ONCE = 3

# Name, command, and the steps it depends on. Among the steps that could begin, the longest comes first.
# Steps that call Maven share its folder, so they run one after another.
STEPS = [
    ("tests, as in the README", "./mvnw verify", ()),
    ("tools", ".ci/setup", ()),
    ("package", ".ci/build-package", ("tests, as in the README", "tools")),
    ("deployed stack", ".ci/deploy deployed", ("package",)),
    ("settings of a stack", ".ci/deploy settled", ("package",)),
    ("10,000 simulations", ".ci/simulate 10000", ("tests, as in the README",)),
    ("tests with containers", ".ci/container-tests", ("10,000 simulations", "tools")),
    ("150 histories on the wire", ".ci/wire 150", ("tests with containers",)),
    ("deployed bundle", ".ci/deploy-bundle", ("package",)),
    ("local runs", ".ci/local-invoke", ("package",)),
    ("stack, switched off", ".ci/deploy watched", ("package",)),
    ("package, made twice", ".ci/build-twice", ("package",)),
    ("templates", ".ci/lint-templates", ("tools",)),
    ("documents", ".ci/check-documents", ()),
    ("grants", ".ci/check-grants", ("tools",)),
    # Not in parallel with the other long one: on two busy processors an alert is left to the sweep.
    ("benchmark, short", ".ci/bench-smoke", ("150 histories on the wire", "deployed stack", "settings of a stack", "stack, switched off")),
    ("findings", ".ci/check-findings", ("tests, as in the README", "tools")),
    ("links", ".ci/check-links", ("tests, as in the README", "tools")),
    ("mvnw without Maven", ".ci/try-mvnw", ("tests, as in the README",)),
    ("rdsalert in odd places", ".ci/try-command", ()),
    ("known vulnerabilities", ".ci/check-vulnerabilities", ("package",)),
    ("queries", ".ci/check-queries", ("tests, as in the README", "tools")),
    ("page of a hunt", ".ci/check-page", ("tests, as in the README", "tools")),
    ("commands", ".ci/check-commands", ("tests, as in the README", "tools")),
]


class Running:
    """A running step, in a process group of its own."""

    def __init__(self, name, command):
        self.name = name
        self.command = command
        self.output = tempfile.TemporaryFile()
        self.began = time.monotonic()
        self.process = subprocess.Popen(command.split(), stdin=subprocess.DEVNULL, stdout=self.output,
                                        stderr=subprocess.STDOUT, start_new_session=True)
        print(f"---- begun: {name}", flush=True)

    def seconds(self):
        return time.monotonic() - self.began

    def tell(self):
        """Prints the step's output."""
        print(f"\n==== {self.name}: {self.command}", flush=True)
        self.output.seek(0)
        for block in iter(lambda: self.output.read(65536), b""):
            sys.stdout.buffer.write(block)
        sys.stdout.flush()

    def signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass


def end(running):
    """Asks every step to end, and kills it after a while."""
    for step in running:
        step.signal(signal.SIGTERM)
    until = time.monotonic() + 20
    for step in running:
        try:
            step.process.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        step.signal(signal.SIGKILL)


def next_step(waiting, done):
    return next((step for step in waiting if all(name in done for name in step[2])), None)


def run(report):
    """Runs all steps; returns whether all passed."""
    waiting, running, done = list(STEPS), [], set()
    try:
        while waiting or running:
            while len(running) < AT_ONCE and (step := next_step(waiting, done)):
                waiting.remove(step)
                running.append(Running(step[0], step[1]))
            time.sleep(0.2)
            for step in [s for s in running if s.process.poll() is not None]:
                running.remove(step)
                status = step.process.returncode
                step.tell()
                report.append(f"{step.name:<28} {step.seconds():5.0f} s  {'passed' if status == 0 else f'FAILED ({status})'}")
                done.add(step.name)
                if status != 0:
                    report += [f"{s.name:<28} {s.seconds():5.0f} s  ended, not finished" for s in running]
                    return False
        return True
    finally:
        end(running)


def interrupted(number, frame):
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGTERM, interrupted)
    began, report, passed = time.monotonic(), [], False
    try:
        passed = run(report)
    except KeyboardInterrupt:
        report.append("interrupted")
    print("\n---- steps; three at a time, so they add up to more than all ----", *report,
          f"{'all':<28} {time.monotonic() - began:5.0f} s", sep="\n", flush=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
