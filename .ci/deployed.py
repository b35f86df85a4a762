"""Deploys the template, tries what it promises, and deletes it again. Run by .ci/deploy.

Not shown, because the emulator has no such part: a restored snapshot (SnapStart), Slack, mail, enforced policies,
metrics from log lines, alarms that fire, and a table that forgets (TTL) or is backed up.
"""

import glob
import json
import os
import sys
import time

import dashboard
from stack import (CLOUDFORMATION, DYNAMODB, EVENTS, LAMBDA, SNS, SQS, Failed, check, client, command, decisions, fresh,
                   invoke, outputs, receive, resources, sam_deploy, sample, stack_exists, wait_for, NAME)

NOT_MATCHED = {"failed-error-code.json", "failed-error-message-only.json", "another-call.json"}
PLAIN = sample("create-db-security-group.json")


# What people get wrong, and a part of what they have to be told.
WRONG = {
    "AlertEmail=security.example.com": "one email address",
    "AlertEmail=a@example.com,b@example.com": "one email address",
    "AlertCap=0": "whole number from 1 to 10000",
    "AlertCap=10001": "whole number from 1 to 10000",
    "WindowMinutes=7": "WindowMinutes",
    "NewActorReservePercent=91": "whole number from 0 to 90",
    "PublishesPerSecond=11": "whole number from 1 to 10",
    "RetentionDays=0": "whole number from 1 to 365",
    "SlackWorkspaceId=T0123ABCD": "SlackWorkspaceId needs SlackChannelId too",
    "SlackChannelId=C0123ABCD": "SlackChannelId needs SlackWorkspaceId too",
    "SlackWorkspaceId=security": "workspace id such as",
    "OrganizationId=123456789012": "organization id",
    "AlarmTopicArn=alarms": "ARN of a standard SNS topic",
    "Architecture=sparc": "Architecture",
}
TRIED_WITH_SAM = ("AlertEmail=security.example.com", "AlertCap=0", "SlackWorkspaceId=T0123ABCD")


def wrong_parameters_are_refused():
    """A few as people deploy, all of them at the service that judges."""
    for parameter in TRIED_WITH_SAM:
        done = sam_deploy(parameter, ok=False, stack="refused")
        check(done.returncode != 0 and WRONG[parameter] in " ".join(done.stdout.split()),
              f"sam deploy is refused: {parameter}", done.stdout)
    command("sam", "package", "--resolve-s3", "--output-template-file", ".aws-sam/packaged.yaml")
    s3 = client("s3")
    s3.create_bucket(Bucket="templates", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    with open(".aws-sam/packaged.yaml", "rb") as file:
        s3.put_object(Bucket="templates", Key="packaged.yaml", Body=file)
    for parameter, reason in WRONG.items():
        told = change_set_refusal(parameter)
        check(told is not None and reason in told, f"refused: {parameter}", told)
        print(f"        {told.partition('operation: ')[2]}")
    check(not stack_exists("refused"), "nothing was created by any of them")


def change_set_refusal(parameter):
    """What CloudFormation says against this parameter, None where it says nothing."""
    name, value = parameter.split("=", 1)
    try:
        CLOUDFORMATION.create_change_set(
            StackName="refused", ChangeSetName="try", ChangeSetType="CREATE",
            TemplateURL="https://s3.eu-central-1.amazonaws.com/templates/packaged.yaml",
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            Parameters=[{"ParameterKey": name, "ParameterValue": value}])
    except CLOUDFORMATION.exceptions.ClientError as refusal:
        return str(refusal)
    return None


def deploys_and_deploys_again():
    started = time.monotonic()
    sam_deploy()
    check(stack_exists(NAME), f"sam deploy took {time.monotonic() - started:.0f} s and made {len(resources())} resources")
    version = LAMBDA.get_alias(FunctionName=outputs()["AlertFunctionArn"].split(":")[6], Name="live")["FunctionVersion"]
    again = sam_deploy()
    check("No changes to deploy" in again.stdout, "a second sam deploy says: No changes to deploy")
    now = LAMBDA.get_alias(FunctionName=outputs()["AlertFunctionArn"].split(":")[6], Name="live")["FunctionVersion"]
    check(now == version, f"the alias still points at version {version}")


def is_as_written(stack):
    table = DYNAMODB.describe_table(TableName=stack["LedgerTable"])["Table"]
    index = table["GlobalSecondaryIndexes"][0]
    check(index["Projection"] == {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["summary"]}
          and index["IndexName"] == "queue-dueAt", "the ledger has its sparse index")
    check(table["DeletionProtectionEnabled"], "the ledger is protected from deletion")
    topic = SNS.get_topic_attributes(TopicArn=stack["AlertTopicArn"])["Attributes"]
    sids = [s["Sid"] for s in json.loads(topic["Policy"])["Statement"]]
    check(sids == ["FunctionsPublish", "NobodyElsePublishes", "OnlyOverTls", "OwnAlarmsPublish"], f"its policy: {', '.join(sids)}")
    target = EVENTS.list_targets_by_rule(Rule=stack["RuleName"])["Targets"][0]
    check(target["Arn"] == stack["AlertFunctionArn"] and target["Arn"].endswith(":live"), "the rule calls the alias live")
    check(target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}
          and "RuleDeadLetters" in target["DeadLetterConfig"]["Arn"], "it retries for a day, then keeps the event")
    name = stack["AlertFunctionArn"].split(":")[6]
    config = LAMBDA.get_function_event_invoke_config(FunctionName=name, Qualifier="live")
    check("FailedEvents" in config["DestinationConfig"]["OnFailure"]["Destination"]
          and config["MaximumRetryAttempts"] == 2, "failed events go to their queue after two retries")
    snapshot = LAMBDA.get_function_configuration(FunctionName=name)["SnapStart"]["ApplyOn"]
    check(snapshot == "PublishedVersions", "SnapStart is asked for on published versions")
    schedules = client("scheduler").list_schedules()["Schedules"]
    check(len(schedules) == 1 and schedules[0]["Target"]["Arn"] == stack["SweepFunctionArn"], "one schedule calls the sweep")
    alarms = client("cloudwatch").describe_alarms()["MetricAlarms"]
    check(len(alarms) == 14 and all(a["AlarmActions"] == [stack["AlertTopicArn"]] for a in alarms), "14 alarms tell the alert topic")
    widgets = dashboard.check(client("cloudwatch").get_dashboard(DashboardName=f"{NAME}-eu-central-1")["DashboardBody"], alarms)
    check(widgets > 0, f"the dashboard is valid: {widgets} widgets, and every metric of ours in it exists")


def pattern_judges_every_sample(stack):
    pattern = EVENTS.describe_rule(Name=stack["RuleName"])["EventPattern"]
    archive = EVENTS.describe_archive(ArchiveName=stack["ArchiveArn"].split("/")[-1])["EventPattern"]
    check(json.loads(archive) == json.loads(pattern), "the archive keeps what the rule lets through")
    with open("src/main/resources/rdsalert/rules/aws-rds-security-group-creation.json", encoding="utf-8") as rule:
        check(json.load(rule)["pattern"] == json.loads(pattern), "the deployed pattern is the packaged rule's")
    for path in sorted(glob.glob("events/*.json")):
        file = os.path.basename(path)
        answer = command("aws", "events", "test-event-pattern", "--event-pattern", pattern, "--event", json.dumps(sample(file)))
        check(json.loads(answer.stdout)["Result"] == (file not in NOT_MATCHED),
              f"test-event-pattern: {file} {'does not match' if file in NOT_MATCHED else 'matches'}")


def subscribe(stack, name, *kinds):
    """A queue that takes only messages of some kinds, by filter policy."""
    queue = SQS.create_queue(QueueName=name)["QueueUrl"]
    arn = SQS.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    SQS.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": stack["AlertTopicArn"]}}}]})})
    SNS.subscribe(TopicArn=stack["AlertTopicArn"], Protocol="sqs", Endpoint=arn,
                  Attributes={"FilterPolicy": json.dumps({"kind": kinds})})
    return queue


def alerts_once(stack, queue):
    check(invoke(stack["AlertFunctionArn"], PLAIN)[0] == 202, "a sample is taken asynchronously through the alias")
    messages = receive(queue, 60)
    check(len(messages) == 1, "one message arrives in a subscribed SQS queue")
    body = json.loads(messages[0]["Message"])
    check(PLAIN["detail"]["eventID"] in json.dumps(body), "its body is the one for machines, and is about this event", body)
    attributes = {name: a["Value"] for name, a in messages[0]["MessageAttributes"].items()}
    check(attributes.get("kind") == "alert", f"its attributes: {attributes}")
    event_id = PLAIN["detail"]["eventID"]
    invoke(stack["AlertFunctionArn"], PLAIN)
    wait_for("the same event again is a duplicate", lambda: decisions().get(event_id) == ["alerted", "duplicate"])
    check(receive(queue, 4) == [], "and brings no second message")


def ignores(stack, queue):
    for file in sorted(NOT_MATCHED):
        event = sample(file)
        invoke(stack["AlertFunctionArn"], event)
        wait_for(f"{file} is ignored", lambda event=event: decisions().get(event["detail"]["eventID"]) == ["ignored"])
    check(receive(queue, 3) == [], "and nobody is told")


def keeps_what_fails(stack):
    with open("src/test/resources/malformed-event.json", encoding="utf-8") as file:
        malformed = json.load(file)
    invoke(stack["AlertFunctionArn"], malformed)
    messages = receive(stack["FailedEventsUrl"], 90)
    check(len(messages) == 1 and messages[0]["requestPayload"] == malformed, "a malformed event ends in the on-failure queue, whole")
    error = messages[0]["responsePayload"]
    check("eventID" in json.dumps(error), f"with the reason: {error.get('errorMessage')}")


def comes_through_the_bus(stack, queue):
    """CloudTrail puts an event on the bus; rule and archive take it; a replay brings no second alert."""
    event = fresh(PLAIN)
    began = time.time() - 5
    EVENTS.put_events(Entries=[{"Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"])}])
    check(len(receive(queue, 60)) == 1, "an event on the bus reaches the subscriber through the rule")
    EVENTS.start_replay(ReplayName="drill", EventSourceArn=stack["ArchiveArn"], EventStartTime=began, EventEndTime=time.time() + 5,
                        Destination={"Arn": stack["ArchiveArn"].split(":archive")[0] + ":event-bus/default"})
    wait_for("replayed from the archive it is a duplicate", lambda: decisions().get(event["detail"]["eventID"]) == ["alerted", "duplicate"])
    check(receive(queue, 4) == [], "and brings no second message")


def commands_for_people_work(stack, queue):
    none = command("ops/preflight", ok=False)
    check(none.returncode == 1 and "will never fire" in none.stdout, "preflight, no trail: " + none.stdout.strip().splitlines()[-1])
    client("s3").create_bucket(Bucket="trail", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    trails = client("cloudtrail")
    trails.create_trail(Name="management", S3BucketName="trail", IsMultiRegionTrail=True)
    off = command("ops/preflight", ok=False)
    check(off.returncode == 1 and "switched off" in off.stdout, "preflight, logging off: " + off.stdout.splitlines()[0])
    trails.start_logging(Name="management")
    on = command("ops/preflight", ok=False)
    check(on.returncode == 0, "preflight, logging on: " + on.stdout.strip().splitlines()[-1])
    trails.put_event_selectors(TrailName="management", AdvancedEventSelectors=[{"Name": "data", "FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]}])
    data = command("ops/preflight", ok=False)
    check(data.returncode == 1 and "does not log management events" in data.stdout, "preflight, data events only: " + data.stdout.splitlines()[0])
    drill = command("ops/drill", NAME)
    check("PASSED" in drill.stdout, "drill: " + drill.stdout.strip().splitlines()[-1])
    check(len(receive(queue, 20)) == 1, "its alert reached the subscriber")
    lost = fresh(PLAIN)
    SQS.send_message(QueueUrl=stack["RuleDeadLettersUrl"], MessageBody=json.dumps(lost))
    SQS.send_message(QueueUrl=stack["FailedEventsUrl"], MessageBody=json.dumps({"requestPayload": PLAIN}))
    redrive = command("ops/redrive", NAME)
    check("2 events sent, 0 messages left" in redrive.stdout, "redrive: " + redrive.stdout.strip().splitlines()[-1])
    messages = receive(queue, 60)
    check(len(messages) == 1, "the lost event is alerted, the one that was alerted before is not")
    wait_for("which the log calls a duplicate", lambda: decisions()[PLAIN["detail"]["eventID"]][-1] == "duplicate")


def settings_reach_the_alias():
    sam_deploy("AlertCap=2", "WindowMinutes=1", "NewActorReservePercent=0", "PublishesPerSecond=10")
    stack = outputs()
    settings = LAMBDA.get_function_configuration(FunctionName=stack["AlertFunctionArn"])["Environment"]["Variables"]
    check(settings["ALERT_CAP"] == "2" and settings["WINDOW_MINUTES"] == "1", "a changed setting reaches the alias by itself")
    schedule = client("scheduler").list_schedules()["Schedules"][0]
    expression = client("scheduler").get_schedule(Name=schedule["Name"])["ScheduleExpression"]
    check(expression == "rate(1 minute)", f"and the schedule: {expression}")
    return stack


def holds(stack, queue):
    """Five events at a cap of two, all within one window."""
    invoke(stack["AlertFunctionArn"], sample("another-call.json"), kind="RequestResponse")  # so that none waits for a start
    # Early in a minute, so that all fall into one window, and not in the minute with which a window of the ten
    # minutes set before began: that one has its places taken.
    while time.time() % 60 > 30 or int(time.time() / 60) % 10 == 0:
        time.sleep(1)
    answers = [json.loads(invoke(stack["AlertFunctionArn"], fresh(PLAIN), kind="RequestResponse")[1]) for _ in range(5)]
    made = [answer.get("decision") for answer in answers]
    check(made == ["alerted"] * 2 + ["held"] * 3, f"five events at a cap of two: {', '.join(map(str, made))}", answers)
    check(len(receive(queue, 20, wanted=3)) == 2, "the subscriber got two")
    sam_deploy("AlertCap=100")


def tells_what_was_held(queue):
    """A sweep that the schedule started tells the rest, some two minutes after the window has closed."""
    messages = receive(queue, 300, wanted=2)
    kinds = [m["MessageAttributes"]["kind"]["Value"] for m in messages]
    check(kinds == ["notice", "digest"], f"another subscriber, filtered by kind, got: {', '.join(kinds)}")
    check("3 alerts held" in messages[1]["Subject"], f"the digest says: {messages[1]['Subject']}")


def deletes(stack):
    # CloudFormation deletes a table by the same call; the emulator's own does not, and would not be stopped.
    protected = command("aws", "dynamodb", "delete-table", "--table-name", stack["LedgerTable"], ok=False)
    check(protected.returncode != 0 and "protect" in protected.stdout.lower(), "a protected ledger cannot be deleted", protected.stdout)
    sam_deploy("ProtectLedger=false")
    command("sam", "delete", "--stack-name", NAME, "--no-prompts")
    check(not stack_exists(NAME), "sam delete, once the protection is off")
    left = what_is_left(stack)
    print("  left: " + "; ".join(left))
    check(all(thing.startswith(("log group", "key, deleted on")) for thing in left) and len(left) == 3,
          "left on purpose: two log groups, and the key for 30 days more")


def what_is_left(stack):
    left = [f"table {t}" for t in DYNAMODB.list_tables()["TableNames"]]
    left += [f"topic {t['TopicArn']}" for t in SNS.list_topics().get("Topics", [])]
    left += [f"queue {q}" for q in SQS.list_queues().get("QueueUrls", []) if not q.endswith(("/alerts", "/told"))]
    left += [f"function {f['FunctionName']}" for f in LAMBDA.list_functions()["Functions"]]
    left += [f"rule {r['Name']}" for r in EVENTS.list_rules()["Rules"]]
    left += [f"archive {a['ArchiveName']}" for a in EVENTS.list_archives()["Archives"]]
    left += [f"role {r['RoleName']}" for r in client("iam").list_roles()["Roles"] if NAME in r["RoleName"]]
    left += [f"schedule {s['Name']}" for s in client("scheduler").list_schedules()["Schedules"]]
    left += [f"alarm {a['AlarmName']}" for a in client("cloudwatch").describe_alarms()["MetricAlarms"]]
    left += [f"dashboard {d['DashboardName']}" for d in client("cloudwatch").list_dashboards()["DashboardEntries"]]
    left += [f"log group {g['logGroupName']}" for g in client("logs").describe_log_groups()["logGroups"] if NAME in g["logGroupName"]]
    key = client("kms").describe_key(KeyId=stack["KeyArn"])["KeyMetadata"]
    left.append(f"key, deleted on {key['DeletionDate']:%Y-%m-%d}" if key["KeyState"] == "PendingDeletion" else f"key {key['KeyId']}")
    return left


def forwarder_deploys():
    template = ("--template-file", "template-forwarder.yaml")
    bad = sam_deploy("CentralBusArn=central", ok=False, stack="forwarder", template=template)
    check(bad.returncode != 0 and "ARN of a default event bus" in " ".join(bad.stdout.split()), "the forwarder refuses a bus that is none")
    sam_deploy("CentralBusArn=arn:aws:events:eu-central-1:210987654321:event-bus/default", stack="forwarder", template=template)
    rule = next(r for r in EVENTS.list_rules()["Rules"] if r["Name"].startswith("forwarder"))
    target = EVENTS.list_targets_by_rule(Rule=rule["Name"])["Targets"][0]
    check(target["Arn"].endswith("210987654321:event-bus/default"), "it deploys, and its rule points at the central bus")
    with open("src/main/resources/rdsalert/rules/aws-rds-security-group-creation.json", encoding="utf-8") as packaged:
        check(json.load(packaged)["pattern"] == json.loads(rule["EventPattern"]), "with the packaged rule's pattern")
    command("sam", "delete", "--stack-name", "forwarder", "--no-prompts")


def step(title, action, *arguments):
    started = time.monotonic()
    print(f"{title}", flush=True)
    result = action(*arguments)
    print(f"  ({time.monotonic() - started:.0f} s)", flush=True)
    return result


def main():
    step("Deploy, and deploy again", deploys_and_deploys_again)
    stack = outputs()
    step("As written", is_as_written, stack)
    queue, others = subscribe(stack, "alerts", "alert"), subscribe(stack, "told", "notice", "digest")
    step("An alert, once", alerts_once, stack, queue)
    step("What is not for us", ignores, stack, queue)
    step("A malformed event", keeps_what_fails, stack)
    stack = step("Other settings", settings_reach_the_alias)
    step("The cap", holds, stack, queue)
    # A digest comes two minutes after its window has closed; until then:
    step("Through the bus, and a replay", comes_through_the_bus, stack, queue)
    step("The deployed pattern", pattern_judges_every_sample, stack)
    step("Commands for people", commands_for_people_work, stack, queue)
    step("Wrong parameters", wrong_parameters_are_refused)
    step("The forwarder", forwarder_deploys)
    step("The sweep, and its digest", tells_what_was_held, others)
    step("Delete", deletes, stack)
    print("The emulator cannot show: restored snapshots, Slack, mail, enforced policies, metrics from logs, alarms that fire, "
          "TTL and backups of the table.")


if __name__ == "__main__":
    try:
        main()
        import shutil; shutil.copy(os.environ["EMULATOR_CALLS"], "/tmp/stack-calls.jsonl")
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        sys.exit(1)
