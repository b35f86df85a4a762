"""Compares what each role did on the emulator with what the templates grant it."""

import fnmatch
import json
import os

from check_grants import grants, granted
from stack import Failed, check, client

NAME_OF = {"AlertRole", "SweepRole", "ScheduleRole", "ForwardRole", "SlackRole", "ProofRole"}

# Grants whose use cannot be seen here, and why they are needed.
NOT_SHOWN = {
    "kms:Decrypt": "the emulator encrypts nothing",
    "kms:GenerateDataKey": "the emulator encrypts nothing",
    "cloudwatch:DescribeAlarms": "there is no Slack",
    "cloudwatch:GetMetricData": "there is no Slack",
    "cloudwatch:GetMetricStatistics": "there is no Slack",
}


def calls():
    """Every call of a role so far: role by its name in the template, action, resource, whether it was allowed."""
    with open(os.environ["EMULATOR_CALLS"], encoding="utf-8") as file:
        for line in file:
            call = json.loads(line)
            role = next((name for name in NAME_OF if f"-{name}-" in call["role"]), call["role"])
            yield role, call["action"], call["resource"], call["allowed"]


def refused():
    return {(role, action) for role, action, _, allowed in calls() if not allowed}


def policies(roles):
    """What the deployed roles are granted: (role, action, resource), with real ARNs."""
    iam = client("iam")
    for role in roles:
        name = next(n for n in NAME_OF if f"-{n}-" in role)
        for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
            for action, resource in grants(document):
                yield name, action, resource


def compare(deployed, expected_refusals):
    """Each grant was used, each call was granted; prints them side by side."""
    seen = list(calls())
    unexpected = refused() - expected_refusals
    check(not unexpected, "no role tried what it is not granted", sorted(unexpected))
    unused = []
    for role, action, resource in sorted(deployed):
        times = sum(1 for r, a, on, allowed in seen if allowed and (r, a) == (role, action) and fnmatch.fnmatch(on, resource))
        how = f"used {times} times" if times else NOT_SHOWN.get(action, "NEVER USED")
        print(f"      {role:13} {action:32} {resource.split(':', 5)[-1][:60]:60} {how}")
        if not times and action not in NOT_SHOWN:
            unused.append(f"{role} {action}")
        if times and action in NOT_SHOWN:
            raise Failed(f"{action} can be seen after all: take it off the list")
    check(not unused, f"each of {len(deployed)} grants was used, or cannot be seen here", unused)
    in_templates = {*granted("template.yaml"), *granted("template-forwarder.yaml")}
    check({(role, action) for role, action, _ in deployed} == in_templates, "they are the grants of the templates",
          {(role, action) for role, action, _ in deployed} ^ in_templates)
