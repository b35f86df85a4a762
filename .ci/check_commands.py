"""Runs the commands of the emails through the AWS CLI's own parser and parameter validation.

The CLI runs in this process, since it takes a second to start; a stand-in for the connection
answers nothing, so a command that is valid ends with "would have been sent".
"""

import contextlib
import io
import os
import pathlib
import shlex
import sys

os.environ.update(
    AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY="synthetic",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    AWS_MAX_ATTEMPTS="1",
)

from awscli import clidriver  # noqa: E402  (reads the environment when imported)
from botocore.httpsession import URLLib3Session  # noqa: E402


MARK = "a request would have been sent"


def no_connection(self, request):
    raise ConnectionError(MARK)


URLLib3Session.send = no_connection


def run(words):
    """None if the command would have been sent, else what the CLI says against it."""
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(errors):
            driver = clidriver.create_clidriver()
            code = driver.main(words[1:])
    except SystemExit as e:
        code = e.code
    said = errors.getvalue().strip()
    return None if MARK in said else f"{code}: {said}"


def commands(folder):
    for file in sorted(pathlib.Path(folder).glob("*.sh")):
        for line in file.read_text().replace("\\\n", " ").splitlines():
            yield file.name, shlex.split(line)


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


def main(folder):
    checked = 0
    for name, words in commands(folder):
        fault = run(words)
        if fault is not None:
            sys.exit(f"{name}: {shlex.join(words)}\n{fault}")
        checked += 1
    if not checked:
        sys.exit(f"{folder} holds no commands: run the tests first")
    print(f"{checked} commands are understood by the AWS CLI")
    for line in BROKEN:
        fault = run(shlex.split(line))
        if fault is None:
            sys.exit(f"the AWS CLI let a broken command pass: {line}")
        print(f"refused: {line}")


main(sys.argv[1])
