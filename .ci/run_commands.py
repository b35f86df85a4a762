"""Runs the commands of the emails with the AWS CLI against the emulator, each as written except for the access key.

What the commands about the caller name is made first, and they must be done; the rules' own must be understood.
"""

import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

from check_commands import BROKEN, commands

import botocore.session  # noqa: E402  (the AWS CLI brings it)

# The emulator has no DB security groups: for these only the CLI's own check is made, and that AWS's model has the operation.
ABSENT = {
    "rds describe-db-security-groups",
    "rds revoke-db-security-group-ingress",
    "rds delete-db-security-group",
}
# The commands about the caller, and a digest's: what they name is created first, and they must have their effect. For the
# rules' own commands it is not created; it is enough that version 2 understood the command and the service answered.
MADE = {"cloudtrail lookup-events", "dynamodb query"} | {"iam " + operation for operation in (
    "get-account-summary", "get-role", "list-access-keys", "list-attached-role-policies", "list-attached-user-policies",
    "list-groups-for-user", "list-role-policies", "list-user-policies", "put-role-policy", "put-user-policy")}
ANSWERED = 254  # version 2's exit code for an error that the service told
UNSUPPORTED = "Unsupported service"  # what the emulator says of a service that it has not
USAGE = 252  # version 2's exit code for what it does not understand; version 1 has it too

aws = sys.argv[2]
del os.environ["AWS_DATA_PATH"]  # version 1, imported above, points version 2 to its own files with it
session = botocore.session.get_session()


def client(service):
    return session.create_client(service, region_name="eu-central-1")


def values(lines, option):
    return sorted({words[words.index(option) + 1] for words in lines if option in words})


def prepare(lines):
    """Makes users, roles, and the table that a digest reads."""
    iam = client("iam")
    for user in values(lines, "--user-name"):
        iam.create_user(UserName=user)
    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}]}
    for role in values(lines, "--role-name"):
        iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))
    names = ("pk", "queue", "dueAt")
    for table in values(lines, "--table-name"):
        client("dynamodb").create_table(
            TableName=table, BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
            GlobalSecondaryIndexes=[{
                "IndexName": "queue-dueAt", "Projection": {"ProjectionType": "ALL"},
                "KeySchema": [{"AttributeName": "queue", "KeyType": "HASH"},
                              {"AttributeName": "dueAt", "KeyType": "RANGE"}]}])


def kind(words):
    """Operation, options and partition."""
    options = tuple(word for word in words if word.startswith("--"))
    partition = [word[:3] for word in words if word.startswith(("cn-", "us-gov-"))]
    return (*words[1:3], options, *partition)


def run(words):
    done = subprocess.run([aws, *words[1:]], capture_output=True, text=True, timeout=180)
    return words, done.returncode, (done.stdout + done.stderr).strip()


def judge(words, code, said):
    """What is wrong with the answer, or None; records what the emulator lacks."""
    operation = " ".join(words[1:3])
    if operation in ABSENT and "(InvalidAction)" in said:
        absent.add(operation)
        return None
    if operation not in MADE and (code == ANSWERED or UNSUPPORTED in said):
        answered.add(operation)
        return None
    return None if code == 0 else f"{code}: {said}"


def effects(lines):
    """What the containment commands have left behind."""
    iam = client("iam")
    for words in lines:
        if words[2] == "put-user-policy":
            user, name = (words[words.index(o) + 1] for o in ("--user-name", "--policy-name"))
            document = iam.get_user_policy(UserName=user, PolicyName=name)["PolicyDocument"]
            yield f"{user} has the policy {name}", document["Statement"][0]["Effect"] == "Deny"
        if words[2] == "put-role-policy":
            role, name, policy = (words[words.index(o) + 1] for o in ("--role-name", "--policy-name", "--policy-document"))
            document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            yield f"{role} has the policy {name}", document["Statement"][0]["Effect"] == "Deny"


def main(folder):
    print(subprocess.run([aws, "--version"], capture_output=True, text=True).stdout.strip())
    # Version 1 has checked every command; here one of each kind is enough, because version 2 takes half a second to start.
    lines = list({kind(words): words for _, words in commands(folder)}.values())
    prepare(lines)
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(run, lines))
        refusals = list(pool.map(run, [shlex.split(line) for line in BROKEN]))
    for answer in answers:
        fault = judge(*answer)
        if fault:
            sys.exit(f"{shlex.join(answer[0])}\n{fault}")
    print(f"{len(lines)} kinds of commands ran; the emulator lacks: {', '.join(sorted(absent))};"
          f" it answered, but has not what is named, to: {', '.join(sorted(answered))}")
    if absent != ABSENT:
        sys.exit(f"the emulator has {', '.join(sorted(ABSENT - absent))} now: take it out of ABSENT")
    for what, holds in effects(lines):
        print(what)
        if not holds:
            sys.exit("that is not what the command was for")
    for words, code, said in refusals:
        if code != USAGE:
            sys.exit(f"the AWS CLI let a broken command pass with {code}: {shlex.join(words)}\n{said}")
        print(f"refused: {shlex.join(words)}")


absent, answered = set(), set()
main(sys.argv[1])
