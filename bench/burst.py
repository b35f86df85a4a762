#!/usr/bin/env python3
"""Plays a burst of matching events against the limits of the services, second by second: bench/burst.py [SEED]

What it assumes stands in docs/performance.md. It tells when the last event is dealt with, what the window let
through and held, and what was left in the on-failure queue because the ledger throttled it three times.
"""

import random
import sys

EVENTS = 1_000_000
ARRIVE_WITHIN = 60  # seconds
CAP = 100
PACE = 5  # publishes a second
PARTITION = 1_000  # write units a second that one key takes, in table and index alike
# Keys that a held event writes to, and its units there. The window's item is none of them: once it refuses a caller,
# every process knows that after one read.
KEYS = (
    (1, 2),  # the index key "due": claimed, then taken out again
    (1, 1),  # the index key of what the window held
    (8, 1),  # the count of what the window held, in eight items
)
RUN = 0.030  # seconds that a warm run takes
RETRIES = (60, 120)  # seconds after which Lambda runs a failed event again
OLDEST = 6 * 3600  # seconds that Lambda keeps an event which it has no run for


def play(concurrency, seed):
    chance = random.Random(seed)
    due = {}  # second: how many events are to be run then, by their number of failures
    for _ in range(EVENTS // 100):
        add(due, chance.randrange(ARRIVE_WITHIN), 0, 100)
    waiting = [0, 0, 0]
    done = lost = busiest = 0
    second = -1
    while done + lost < EVENTS:
        second += 1
        for failures, events in due.pop(second, {}).items():
            waiting[failures] += events
        if second > OLDEST:
            lost += sum(waiting)
            waiting = [0, 0, 0]
        busiest = max(busiest, sum(waiting))
        runs = int(concurrency / RUN)
        budget = min(keys * PARTITION // units for keys, units in KEYS)
        while runs > 0 and sum(waiting) > 0:
            failures = pick(waiting, chance)
            batch = min(10, runs, waiting[failures])
            waiting[failures] -= batch
            runs -= batch
            served = min(batch, budget)
            budget -= served
            done += served
            refused = batch - served
            if refused and failures == len(RETRIES):
                lost += refused
            elif refused:
                add(due, second + int(RETRIES[failures] * chance.uniform(0.9, 1.1)), failures + 1, refused)
    return second, done, lost, busiest


def pick(waiting, chance):
    """One event of those that wait, whichever it is: Lambda keeps no order."""
    at = chance.randrange(sum(waiting))
    for failures, events in enumerate(waiting):
        if at < events:
            return failures
        at -= events
    raise AssertionError


def add(due, second, failures, events):
    at = due.setdefault(second, {})
    at[failures] = at.get(failures, 0) + events


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    print(f"{EVENTS:,} matching events within {ARRIVE_WITHIN} s, seed {seed}")
    print("| runs at once | all dealt with after | most waiting | published | held | in the on-failure queue |")
    print("| --- | --- | --- | --- | --- | --- |")
    for concurrency in (10, 14, 15, 16, 20, 100, 1_000):
        second, done, lost, busiest = play(concurrency, seed)
        windows = second // 600 + 1
        published = min(done, windows * CAP, second * PACE)
        print(f"| {concurrency:,} | {second // 60} min {second % 60} s | {busiest:,} | at most {published:,} |"
              f" {done - published:,} or more | {lost:,} |")


if __name__ == "__main__":
    main()
