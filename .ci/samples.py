"""The sample events of all rules, events/RULE/hit-NAME.json and miss-NAME.json: the name says what is expected."""

import glob
import json
import re


def verdicts():
    """By path, whether its rule is expected to match."""
    return {path: kind == "hit" for path, kind, _ in named()}


def named():
    """Path, kind and name of each sample."""
    for path in sorted(glob.glob("events/**/*.json", recursive=True)):
        name = re.fullmatch(r"events/[^/]+/(hit|miss)-([^/]+)\.json", path)
        assert name, f"{path}: not events/RULE/hit-NAME.json or miss-NAME.json"
        yield path, *name.groups()


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def sample(wanted):
    """The one sample of that name."""
    paths = [path for path, _, name in named() if name == wanted]
    assert len(paths) == 1, f"wanted one sample named {wanted}, found {paths}"
    return read(paths[0])


if __name__ == "__main__":
    for path, hit in verdicts().items():
        print(path, "alerted" if hit else "ignored")
