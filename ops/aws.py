"""Calls of the AWS CLI, which has the caller's credentials, Region and profile."""

import json
import os
import signal
import subprocess
import sys
import tempfile

if sys.stdin is None:
    # Some schedulers start programs without a standard input: use an empty one, for child processes too.
    os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)
    sys.stdin = open(0, encoding="utf-8", closefd=False)


class Refused(Exception):
    """The AWS CLI refused; the message is its own."""


def said(*words, data=None):
    """Runs one command of the AWS CLI and returns what it prints."""
    done = subprocess.run(["aws", *words], input=data, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(" ".join(done.stderr.split()) or f"aws {' '.join(words[:2])} failed")
    return done.stdout


def aws(*words, data=None):
    """Runs one command of the AWS CLI and returns its JSON answer, an empty object if it gives none."""
    answer = said(*words, "--output", "json", data=data)
    return json.loads(answer) if answer.strip() else {}


def parse(parser):
    """Reads a command line that may also have --profile and --region, as with the AWS CLI itself."""
    parser.add_argument("--profile", help="profile of the AWS CLI")
    parser.add_argument("--region", help="Region of the stack")
    options = parser.parse_args()
    if options.profile:
        # Otherwise a key in the environment would take precedence over the profile, and in version 1 of the CLI another profile.
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_DEFAULT_PROFILE"):
            os.environ.pop(name, None)
        os.environ["AWS_PROFILE"] = options.profile
    # Version 1 of the CLI does not know AWS_REGION, and in version 2 it takes precedence.
    if named := options.region or os.environ.get("AWS_REGION"):
        os.environ["AWS_REGION"] = os.environ["AWS_DEFAULT_REGION"] = named
    return options


def region():
    """The Region that the AWS CLI works in."""
    named = os.environ.get("AWS_DEFAULT_REGION")
    try:
        return named or said("configure", "get", "region").strip()
    except Refused:
        raise Refused("no Region: say --region, set AWS_REGION, or give the profile one (aws configure set region eu-central-1)") from None


def outputs(stack):
    """The outputs of a deployed stack by name."""
    found = aws("cloudformation", "describe-stacks", "--stack-name", stack)
    told = {o["OutputKey"]: o["OutputValue"] for o in found["Stacks"][0].get("Outputs", [])}
    if not told:
        raise Refused(f"stack {stack} has no outputs: its deployment is not complete")
    return told


def hand_over(function_arn, event):
    """Gives an event's text to a function as EventBridge does: Lambda accepts it, and runs the function later."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as payload, tempfile.NamedTemporaryFile() as answer:
        payload.write(event)
        payload.flush()
        aws("lambda", "invoke", "--function-name", function_arn, "--invocation-type", "Event",
            "--payload", f"fileb://{payload.name}", answer.name)


def interrupted(*_):
    """The first Ctrl-C ends a command; of another that comes meanwhile Python would tell at length."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def run(main):
    """Runs a command; what AWS or the machine refuses becomes one line and exit code 2."""
    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:  # not where it is ignored
        signal.signal(signal.SIGINT, interrupted)
    try:
        sys.exit(main())
    except Refused as refusal:
        print(f"{sys.argv[0]}: {refusal}", file=sys.stderr)
        sys.exit(2)
    except (OSError, UnicodeError) as fault:
        missing = isinstance(fault, FileNotFoundError) and fault.filename == "aws"
        what = "the AWS CLI is not installed (no command 'aws')" if missing else fault
        print(f"{sys.argv[0]}: {what}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
