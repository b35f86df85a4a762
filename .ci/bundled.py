"""Deploys the bundle as docs/release.md says, without a checkout, and tries it. Run by .ci/deploy-bundle."""

import os
import pathlib
import shutil
import sys
import tempfile

from documented import Document
from samples import sample
from stack import LAMBDA, Failed, check, client, command, decisions, fresh, invoke, outputs, wait_for, NAME

RELEASE = Document("docs/release.md", begin_with="Upload")
EVENT = sample("create-db-security-group")
BUCKET = "packages-123456789012-eu-central-1"


def function():
    """What the alias of the alert function runs."""
    return LAMBDA.get_function_configuration(FunctionName=outputs()["AlertFunctionArn"])


def alerts():
    wait_for("the version is ready", lambda: function()["State"] == "Active")
    event = fresh(EVENT)
    invoke(outputs()["AlertFunctionArn"], event)
    found = event["detail"]["eventID"]
    wait_for("an event is alerted", lambda: "alerted" in decisions().get(found, []))


def by_the_cli(version):
    RELEASE.run("The AWS CLI", expect="Successfully created/updated stack")
    check(outputs()["Version"] == version, f"the stack tells its version, {version}")
    check(function()["MemorySize"] == 1024 and function()["SnapStart"]["ApplyOn"] == "PublishedVersions", "with the defaults of the template")
    tags = LAMBDA.list_tags(Resource=function()["FunctionArn"].rpartition(":")[0])["Tags"]
    check(tags.get("team") == "security", f"tags of the stack are tags of what it makes: {tags}")
    alerts()


def by_the_runbook(version):
    """The folder has what alarms and messages refer to, and its commands run."""
    with open(f"{NAME}-{version}/docs/runbook.md", encoding="utf-8") as file:
        sections = {line.lstrip("# ").strip().lower() for line in file if line.startswith("#")}
    told = [alarm["AlarmDescription"] for alarm in client("cloudwatch").describe_alarms()["MetricAlarms"]]
    named = {text.rpartition("Runbook: ")[2].rstrip(".").lower() for text in told}
    check(len(named) > 10 and named <= sections, f"{len(told)} alarms name sections of the runbook in the bundle", named - sections)
    RELEASE.run("What the runbook says", instead=(("ops/preflight\n", "true\n"), (f"ops/drill {NAME}", f"ops/redrive {NAME}")))


def with_what_organizations_ask_for():
    boundary = client("iam").create_policy(PolicyName="boundary", PolicyDocument=(
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'))["Policy"]["Arn"]
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    before = function()["Version"]
    inputs = f"RolePath=/security/ PermissionsBoundary={boundary} KmsKeyArn={key} MemorySize=1536 SnapStart=off ReservedConcurrency=20"
    RELEASE.run("The AWS CLI", instead=(("AlertEmail=security@example.com", inputs),), expect="Successfully created/updated stack")
    now = function()
    check(now["Version"] != before and now["MemorySize"] == 1536 and ":role/security/" in now["Role"],
          f"the alias moved from version {before} to {now['Version']}, with new memory and the new role", now)
    check(now.get("SnapStart", {}).get("ApplyOn") != "PublishedVersions", "and without a snapshot")
    check(outputs()["KeyArn"] == key, "the key is the one that was given")
    addresses = client("sns").list_subscriptions_by_topic(TopicArn=outputs()["AlertTopicArn"])["Subscriptions"]
    check([a["Endpoint"] for a in addresses] == ["security@example.com"], "what was not named stays: AlertEmail is subscribed")
    other = client("kms").create_key()["KeyMetadata"]
    RELEASE.run("The AWS CLI", instead=(("AlertEmail=security@example.com", f"KmsKeyArn={other['Arn']}"),), expect="Successfully created/updated stack")
    check(function()["Environment"]["Variables"]["KEY_ID"] == other["KeyId"], "the alias looks after another key as soon as that is given")
    alerts()


def by_sam_and_stacksets():
    RELEASE.run("SAM", expect="rds-security-group-alert")
    check(function()["MemorySize"] == 1536, "SAM keeps the parameters that it does not name")
    # The emulator has no StackSets, but the CLI knows them.
    RELEASE.run("StackSets", ok=False, expect="CreateStackSet")


def main():
    bundle, = pathlib.Path("target").glob(f"{NAME}-*.*.*.zip")
    version = bundle.stem.removeprefix(NAME + "-")
    folder = tempfile.mkdtemp()
    shutil.copy(bundle, folder)
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    os.chdir(folder)
    try:
        print("The AWS CLI", flush=True)
        by_the_cli(version)
        print("The runbook", flush=True)
        by_the_runbook(version)
        print("Other inputs", flush=True)
        with_what_organizations_ask_for()
        print("SAM, StackSets", flush=True)
        by_sam_and_stacksets()
    finally:
        os.chdir("/")
        shutil.rmtree(folder)
    left = RELEASE.untried() - {("Deploy a bundle", 0)}
    check(not left, "every recipe was tried, but for Terraform's", left)
    print("The emulator cannot show: boundaries of roles, a topic's key, reserved concurrency, StackSets.")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"FAILED: {failure}")
