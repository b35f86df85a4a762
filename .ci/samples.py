"""The sample events of all rules, events/RULE/hit-NAME.json and miss-NAME.json: the name says what is expected."""

import glob
import json
import re


CORE = "rds-db-security-group-created"


def verdicts(rule="*"):
    """By path, whether its rule is expected to match."""
    return {path: kind == "hit" for path, kind, _ in named(rule)}


def named(rule="*"):
    """Path, kind and name of each sample of a rule, or of all."""
    for path in sorted(glob.glob(f"events/{rule}/*.json")):
        name = re.fullmatch(r"events/[^/]+/(hit|miss)-([^/]+)\.json", path)
        assert name, f"{path}: not events/RULE/hit-NAME.json or miss-NAME.json"
        yield path, *name.groups()


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def sample(wanted, rule=CORE):
    """A rule's only sample of that name."""
    paths = [path for path, _, name in named(rule) if name == wanted]
    assert len(paths) == 1, f"wanted one sample named {wanted}, found {paths}"
    return read(paths[0])


def first_hit(rule):
    """Path of a sample that a rule matches."""
    return next(path for path, hit in verdicts(rule).items() if hit)


if __name__ == "__main__":
    for path, hit in verdicts().items():
        print(path, "alerted" if hit else "ignored")
