"""Calls of the AWS CLI, which has the caller's credentials, Region and profile."""

import json
import subprocess
import sys


class Refused(Exception):
    """The AWS CLI said no; the message is what it said."""


def aws(*words, data=None):
    """Runs one command of the AWS CLI and returns its JSON answer, an empty object where it gives none."""
    command = ["aws", *words, "--output", "json"]
    done = subprocess.run(command, input=data, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(" ".join(done.stderr.split()) or f"aws {' '.join(words[:2])} failed")
    return json.loads(done.stdout) if done.stdout.strip() else {}


def outputs(stack):
    """The outputs of a deployed stack by name."""
    found = aws("cloudformation", "describe-stacks", "--stack-name", stack)
    return {o["OutputKey"]: o["OutputValue"] for o in found["Stacks"][0].get("Outputs", [])}


def run(main):
    """Runs a command; what AWS refuses becomes one line and exit code 2."""
    try:
        sys.exit(main())
    except Refused as refusal:
        print(f"{sys.argv[0]}: {refusal}", file=sys.stderr)
        sys.exit(2)
    except FileNotFoundError:
        print(f"{sys.argv[0]}: the AWS CLI is not installed (no command 'aws')", file=sys.stderr)
        sys.exit(2)
