"""Checks commands with version 1 of the AWS CLI, in this process, since the CLI takes a second to start.

A stand-in for the connection notes what would have been sent, and sends nothing.
"""

import contextlib
import io
import json
import os
import pathlib
import shlex
import sys
import urllib.parse

os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_MAX_ATTEMPTS="1")

from awscli import clidriver  # noqa: E402  (reads the environment when imported, and brings botocore)
from botocore.httpsession import URLLib3Session  # noqa: E402

sent = []


def no_connection(self, request):
    sent.append(request.body)
    raise ConnectionError("not sent")


runs = 0


def run(words):
    """The body that would have been sent, or what the CLI says against the command."""
    global driver, runs
    if runs % 50 == 0:  # a driver gets slower with every command
        driver = clidriver.create_clidriver()
    runs += 1
    sent.clear()
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            code = driver.main(words[1:])
    except SystemExit as e:
        code = e.code
    return (sent[0], None) if sent else (None, f"{code}: {said.getvalue().strip()}")


def commands(folder):
    for file in sorted(pathlib.Path(folder).glob("*.sh")):
        for line in file.read_text().replace("\\\n", " ").splitlines():
            yield file.name, shlex.split(line)


def received(body, parameter):
    """What the service gets for a parameter, from JSON or from a form."""
    text = body.decode() if isinstance(body, bytes) else body
    if text.startswith("{"):
        lookup, = json.loads(text)["LookupAttributes"]
        return lookup["AttributeValue"] if lookup["AttributeKey"] == parameter else None
    values = urllib.parse.parse_qs(text, keep_blank_values=True).get(parameter, [])
    return values[0] if len(values) == 1 else None


BROKEN = [
    "aws rds describe-db-security-groups --region us-east-1 --db-security-grp temp",
    "aws rds describe-db-security-group --region us-east-1",
    "aws rds delete-db-security-group --region us-east-1",
    "aws iam update-access-key --user-name a --access-key-id AKIAIOSFODNN7EXAMPLE",
    "aws cloudtrail lookup-events --lookup-attributes AttributeKey=User,AttributeValu=root",
    "aws cloudtrail lookup-events --start-time when",
    "aws cloudtrail lookup-events --query 'Events[?contains('",
    "aws rds describe-db-security-groups --cli-input-json '{\"DBSecurityGroup\":\"temp\"}'",
]

# As a careless program would write them: the service gets something other than the text, or nothing.
MISREAD = [
    ("a,AttributeKey=EventName", "aws cloudtrail lookup-events --lookup-attributes "
     "AttributeKey=Username,AttributeValue=a,AttributeKey=EventName"),
    ("file:///etc/hostname", "aws iam get-role --role-name file:///etc/hostname"),
    ("-h", "aws iam get-role --role-name -h"),
]


def parameter(line):
    return "Username" if "lookup-events" in line else "RoleName"


def main(folder):
    URLLib3Session.send = no_connection
    checked = 0
    for name, words in commands(folder):
        _, fault = run(words)
        if fault:
            sys.exit(f"{name}: {shlex.join(words)}\n{fault}")
        checked += 1
    if not checked:
        sys.exit(f"{folder} holds no commands: run the tests first")
    print(f"{checked} commands are understood by version 1 of the AWS CLI")
    texts = json.loads(pathlib.Path(folder, "texts.json").read_text())
    for one in texts:
        body, fault = run(one["arguments"])
        if fault or received(body, one["parameter"]) != one["text"]:
            sys.exit(f"{one['text']!r} was not passed on by {one['arguments']}: {fault or body}")
    print(f"{len(texts)} commands with hostile texts pass on each text as it is")
    for line in BROKEN:
        _, fault = run(shlex.split(line))
        if not fault:
            sys.exit(f"the AWS CLI let a broken command pass: {line}")
        print(f"refused: {line}")
    for text, line in MISREAD:
        body, fault = run(shlex.split(line))
        if not fault and received(body, parameter(line)) == text:
            sys.exit(f"the check does not see that the AWS CLI misreads: {line}")
        print(f"seen to be misread: {line}")


if __name__ == "__main__":
    main(sys.argv[1])
