"""What has to become of each sample event, from the one place where that is written down: the tests' Samples.java."""

import glob
import os
import re


def verdicts():
    """By file in events/, whether the rule matches; a file that nobody has thought about is an error."""
    with open("src/test/java/rdsalert/testing/Samples.java", encoding="utf-8") as file:
        written = {f"{name}.json": word == "true" for name, word in re.findall(r'Map\.entry\("([^"]+)", (true|false)\)', file.read())}
    files = {os.path.basename(path) for path in glob.glob("events/*.json")}
    assert written.keys() == files, f"events/ and Samples.java differ: {written.keys() ^ files}"
    return written


if __name__ == "__main__":
    for name, matches in sorted(verdicts().items()):
        print(f"events/{name}", "alerted" if matches else "ignored")
