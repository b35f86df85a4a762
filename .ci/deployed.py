"""Deploys the template, tries what it promises, and deletes it again. Run by .ci/deploy.

Every call is judged by the policies of role and resource. Not shown, because the emulator has no such part: a restored
snapshot (SnapStart), Slack, mail, encryption, metrics from log lines, alarms that fire, and a table that forgets (TTL)
or is backed up.
"""

import collections
import datetime
import json
import sys
import time

import dashboard
import observed
import samples
import watched
from documented import Document
from samcli.yamlhelper import yaml_parse
from samples import sample
from stack import (CLOUDFORMATION, DYNAMODB, EVENTS, LAMBDA, SNS, SQS, Failed, Inbox, check, client, command, decisions, fresh,
                   invoke, log_lines, metrics, outputs, put_on_bus, resources, sam_deploy, settle, stack_exists, subscribe, told_of,
                   wait_for, NAME)

RUNBOOK = Document("docs/runbook.md", begin_with="Runbook")
DEPLOY = Document("docs/deploy.md", begin_with="Who is told")
UNATTENDED = (("sam deploy", "sam deploy --no-confirm-changeset"),)
RULE_ID = "378f9024-8a0c-46a5-aa08-ce147ac73a4e"

VERDICTS = samples.verdicts(samples.CORE)
PLAIN = sample("create-db-security-group")


# Common mistakes, each with a part of the message that has to come.
WRONG = {
    "AlertEmail=security.example.com": "one email address",
    "AlertEmail=a@example.com,b@example.com": "one email address",
    "WatchEmail=platform.example.com": "one email address",
    "AlertCap=0": "whole number from 1 to 500",
    "AlertCap=501": "whole number from 1 to 500",
    "WindowMinutes=0": "whole number from 1 to 1440",
    "WindowMinutes=1441": "whole number from 1 to 1440",
    "NewActorReservePercent=91": "whole number from 0 to 90",
    "PublishesPerSecond=11": "whole number from 1 to 10",
    "RetentionDays=15": "whole number from 16 to 365",
    "SlackWorkspaceId=T0123ABCD": "SlackWorkspaceId needs SlackChannelId too",
    "SlackChannelId=C0123ABCD": "SlackChannelId needs SlackWorkspaceId too",
    "SlackWorkspaceId=security": "workspace id such as",
    "OrganizationId=123456789012": "organization id",
    "AlarmTopicArn=alarms": "ARN of a standard SNS topic",
    "ExceptionsFile=../a file": "the path of a file",
    "Architecture=sparc": "Architecture",
    "RulePack=everything": "RulePack",
    "RulesOff=a rule": "ids of rules with commas between",
    "RulesOn=a rule": "ids of rules with commas between",
}
TRIED_WITH_SAM = ("AlertEmail=security.example.com", "AlertCap=0", "SlackWorkspaceId=T0123ABCD")


def wrong_parameters_are_refused():
    """A few by deploying, all of them at the service that judges them."""
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
    """CloudFormation's objection to this parameter, or None."""
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
    command("ops/settings", answers="security@example.com\n\n\n\n")
    sam_deploy()
    check(stack_exists(NAME), f"sam deploy took {time.monotonic() - started:.0f} s and made {len(resources())} resources")
    version = LAMBDA.get_alias(FunctionName=outputs()["AlertFunctionArn"].split(":")[6], Name="live")["FunctionVersion"]
    again = sam_deploy()
    check("No changes to deploy" in again.stdout, "a second sam deploy says: No changes to deploy", again.stdout)
    now = LAMBDA.get_alias(FunctionName=outputs()["AlertFunctionArn"].split(":")[6], Name="live")["FunctionVersion"]
    check(now == version, f"the alias still points at version {version}")


def is_as_written(stack):
    table = DYNAMODB.describe_table(TableName=stack["LedgerTable"])["Table"]
    index = table["GlobalSecondaryIndexes"][0]
    check(index["Projection"] == {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["summary"]}
          and index["IndexName"] == "queue-dueAt", "the ledger has its sparse index")
    check(table["DeletionProtectionEnabled"], "the ledger is protected from deletion")
    policy = json.loads(DYNAMODB.get_resource_policy(ResourceArn=table["TableArn"])["Policy"])["Statement"]
    roles = sorted(arn.split(":role/")[1].split("-")[-2] for arn in policy[0]["Condition"]["ArnNotEquals"]["aws:PrincipalArn"])
    check(roles == ["AlertRole", "SweepRole"] and len(policy) == 1, "its policy denies writes to all but the two functions", policy)
    check(table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST", "it is paid by the call")
    topic = SNS.get_topic_attributes(TopicArn=stack["AlertTopicArn"])["Attributes"]
    kept = [g["retentionInDays"] for g in client("logs").describe_log_groups()["logGroups"] if NAME in g["logGroupName"]]
    check(kept == [365, 365], f"logs are kept for {kept[0]} days")
    sids = [s["Sid"] for s in json.loads(topic["Policy"])["Statement"]]
    check(sids == ["FunctionsPublish", "NobodyElsePublishes", "OnlyOverTls", "OwnAlarmsPublish"], f"its policy: {', '.join(sids)}")
    target = EVENTS.list_targets_by_rule(Rule=stack["RuleName"])["Targets"][0]
    check(target["Arn"] == stack["AlertFunctionArn"] and target["Arn"].endswith(":live"), "the rule calls the alias live")
    check(target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}
          and "RuleDeadLetters" in target["DeadLetterConfig"]["Arn"], "it retries for a day, then keeps the event")
    with open("template.yaml", encoding="utf-8") as file:
        template = yaml_parse(file.read())
    name = stack["AlertFunctionArn"].split(":")[6]
    config = LAMBDA.get_function_event_invoke_config(FunctionName=name, Qualifier="live")
    check("FailedEvents" in config["DestinationConfig"]["OnFailure"]["Destination"]
          and config["MaximumRetryAttempts"] == 2, "failed events go to their queue after two retries")
    snapshot = LAMBDA.get_function_configuration(FunctionName=name)["SnapStart"]["ApplyOn"]
    check(snapshot == "PublishedVersions", "SnapStart is asked for on published versions")
    schedules = client("scheduler").list_schedules()["Schedules"]
    called = {s["Name"]: s["Target"]["Arn"] for s in schedules}
    check(called.pop(stack["ProofSchedule"]).endswith(":aws-sdk:rds:createDBSecurityGroup"), "one schedule makes the call of the proof")
    check(list(called.values()) == [stack["SweepFunctionArn"]], "the other calls the sweep")
    for function in ("AlertFunctionArn", "SweepFunctionArn"):
        deployed = LAMBDA.get_function_configuration(FunctionName=stack[function])
        told = deployed["Environment"]["Variables"]["FUNCTION_TIMEOUT_SECONDS"]
        check(told == str(deployed["Timeout"]), f"{function} is told its timeout: {told} s")
    alarms = client("cloudwatch").describe_alarms()["MetricAlarms"]
    written = [r for r in template["Resources"].values() if r["Type"] == "AWS::CloudWatch::Alarm"]
    check(len(alarms) == len(written) and all(a["AlarmActions"] == a["OKActions"] and stack["AlertTopicArn"] in a["AlarmActions"] for a in alarms),
          f"{len(alarms)} alarms tell the alert topic when they begin and when they end")
    both = [a["AlarmName"].split("-")[-2] for a in alarms if stack["WatchTopicArn"] in a["AlarmActions"]]
    check(sorted(both) == ["FailedNotificationsAlarm", "LedgerOpenAlarm", "NoProofAlarm", "NobodyListensAlarm", "UndeliverableAlarm"],
          "those on what would silence it tell the second topic too", both)
    subscribers = SNS.list_subscriptions_by_topic(TopicArn=stack["AlertTopicArn"])["Subscriptions"]
    check([s["Endpoint"] for s in subscribers] == ["security@example.com"], "AlertEmail is subscribed")


def packaged_pattern():
    """The rule's pattern with what every rule gets: the detail-type, and a successful outcome."""
    with open("src/main/resources/rdsalert/rules/rds-db-security-group-created.yaml", encoding="utf-8") as rule:
        pattern = yaml_parse(rule.read())["pattern"]
    absent = [{"exists": False}, None, ""]
    detail = {**pattern["detail"], "errorCode": absent, "errorMessage": absent}
    return {**pattern, "detail-type": ["AWS API Call via CloudTrail"], "detail": detail}


def pattern_judges_every_sample(stack):
    pattern = EVENTS.describe_rule(Name=stack["RuleName"])["EventPattern"]
    archive = EVENTS.describe_archive(ArchiveName=stack["ArchiveArn"].split("/")[-1])["EventPattern"]
    check(packaged_pattern() == json.loads(pattern), "the deployed pattern is the packaged rule's")
    for file, hit in VERDICTS.items():
        event = json.dumps(samples.read(file))
        answer = command("aws", "events", "test-event-pattern", "--event-pattern", pattern, "--event", event)
        check(json.loads(answer.stdout)["Result"] == hit,
              f"test-event-pattern: {file} {'matches' if hit else 'does not match'}")
        if hit:
            answer = command("aws", "events", "test-event-pattern", "--event-pattern", archive, "--event", event)
            check(json.loads(answer.stdout)["Result"], "the archive keeps it")


def recipes_work(stack):
    """Subscribers by the recipes: an address that confirms, and a queue for machines. Returns the queue's inbox."""
    DEPLOY.run("Email", 0, expect="SubscriptionArn")
    token = [t for to, action, t, _ in observed.calls() if (to, action) == ("on-call@example.com", "confirm")][-1]
    DEPLOY.run("Email", 1, variables=f"token={token}", expect="arn:aws:sns:eu-central-1:123456789012:")
    DEPLOY.run("Wake somebody for what is critical", expect="SubscriptionArn")
    DEPLOY.run("SMS", expect="SubscriptionArn")
    DEPLOY.run("A queue, a SIEM", expect="SubscriptionArn")
    return Inbox(SQS.get_queue_url(QueueName="siem-findings")["QueueUrl"])


def of_kinds(*kinds):
    """What a subscription receives whose filter asks for certain kinds of messages."""
    return {"FilterPolicy": json.dumps({"kind": kinds})}


def exceptions_change_without_a_build(stack):
    """Puts an exception into Parameter Store, and removes it. Returns the events that were alerted."""
    entry = {"id": "mary", "rule": RULE_ID, "owner": "platform team", "reason": "A drill.", "expires": "2027-06-30T00:00:00Z",
             "pattern": {"detail": {"userIdentity": {"arn": [PLAIN["detail"]["userIdentity"]["arn"]]}}}}
    loose = {**entry, "pattern": {"detail": {"userAgent": [{"prefix": "aws-cli/"}]}}}
    full = {**entry, "id": "full", "pattern": {"detail": {**entry["pattern"]["detail"], "userAgent": [{"numeric": ["=", n]} for n in range(50)]}}}
    too_much = {**full, "id": "too-much"}
    for given, code in ((loose, 1), (entry, 0), (full, 0), (too_much, 1)):
        put = command("ops/exceptions", NAME, "put", "-", answers=json.dumps(given), ok=False)
        check(put.returncode == code, f"ops/exceptions put ends with {code}: {put.stdout.strip().splitlines()[-1]}", put.stdout)
    elsewhere = command("ops/exceptions", NAME + "s", "put", "-", answers=json.dumps(entry), ok=False)
    check(elsewhere.returncode == 2 and "does not exist" in elsewhere.stdout, "ops/exceptions puts nothing below a name that is no stack's", elsewhere.stdout)
    check("mary: {" in command("ops/exceptions", NAME, "list").stdout, "ops/exceptions list shows the one that is sound")
    command("ops/exceptions", NAME, "check")
    command("ops/exceptions", NAME, "remove", "full")
    alerted = decided_within_two_minutes(stack, "excepted", "once it is there, its caller's call is excepted")
    command("ops/exceptions", NAME, "remove", "mary")
    return alerted | decided_within_two_minutes(stack, "alerted", "once it is gone, they are told again")


def decided_within_two_minutes(stack, wanted, what):
    """Sends events until one gets this decision; returns those that were alerted."""
    started, alerted = time.monotonic(), set()
    while True:
        event = fresh(PLAIN)
        decision = decide(stack, event)["decision"]
        if decision != "excepted":  # one that could not be published at once is by a sweep
            alerted.add(event["detail"]["eventID"])
        if decision == wanted:
            check(True, f"{what}, after {time.monotonic() - started:.0f} s")
            return alerted
        if time.monotonic() - started > 120:
            raise Failed(f"{what}: not within two minutes")
        time.sleep(10)


def nobody_else_publishes(stack):
    try:
        SNS.publish(TopicArn=stack["AlertTopicArn"], Message="Nothing happened, go back to sleep")
    except SNS.exceptions.AuthorizationErrorException as refusal:
        check("explicit deny" in str(refusal) or "not authorized" in str(refusal), "the account's own root may not publish to the topic")
    else:
        raise Failed("the account's own root may publish to the topic")


def nobody_else_writes(stack):
    """An administrator cannot write to the ledger, and the runbook's way to do so works."""
    store = client_of("administrator", "dynamodb", {"Effect": "Allow", "Action": "*", "Resource": "*"})
    table, key, item = stack["LedgerTable"], {"pk": {"S": "forged"}}, {"pk": {"S": "forged"}, "admitted": {"N": "100"}}
    writes = {
        "put": lambda: store.put_item(TableName=table, Item=item),
        "update": lambda: store.update_item(TableName=table, Key=key, UpdateExpression="SET admitted = :n", ExpressionAttributeValues={":n": {"N": "100"}}),
        "delete": lambda: store.delete_item(TableName=table, Key=key),
        "batch": lambda: store.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": item}}]}),
        "transaction": lambda: store.transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": item}}]),
    }
    for name, write in writes.items():
        check(is_denied(write), f"an administrator may not write to the ledger: {name}")
    check(store.scan(TableName=table)["Count"] >= 0, "but may read it")
    kept = (("ledger-policy.json", ".aws-sam/ledger-policy.json"),)
    RUNBOOK.run("Write to the ledger by hand", 0, instead=kept)
    check(not is_denied(writes["put"]) and not is_denied(writes["delete"]), "without the policy it works")
    sweep_tells(stack, store)
    arn = DYNAMODB.describe_table(TableName=table)["Table"]["TableArn"]
    RUNBOOK.run("Write to the ledger by hand", 1, variables=f"table={arn}", instead=kept)
    check(is_denied(writes["put"]), "and with the policy back it does not")
    RUNBOOK.run("Write to the ledger by hand", 2, expect='"Events"')


def sweep_tells(stack, store):
    """The policy is gone, nobody is subscribed, and an overdue digest cannot be sent: a sweep counts all three for the alarms."""
    hour_ago = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    start = int(hour_ago.timestamp()) // 600 * 600
    name = f"{datetime.datetime.fromtimestamp(start, datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}/PT10M"
    key = {"pk": {"S": f"digest#{RULE_ID}#{name}"}}
    numbers = {"window": start, "windowSeconds": 600, "leaseUntil": 0, "dueAt": (start + 730) * 1000, "raisedAt": start * 1000, "expiresAt": start + 10**6}
    store.put_item(TableName=stack["LedgerTable"], Item={
        **key, **{n: {"N": str(value)} for n, value in numbers.items()}, "state": {"S": "claimed"}, "token": {"S": "none"}, "queue": {"S": "due"},
        "event": {"B": b"cannot be read"}})
    answer = invoke(stack["SweepFunctionArn"], {}, kind="RequestResponse")[1]
    check(b"SweepFailed" in answer, "a sweep that could not send a digest fails", answer)
    said = swept()
    check(said["HeldUntold"] == 1, f"and counts it as held and not told: {said['failures'][0]}", said)
    RUNBOOK.run("Held, not told", expect='"HeldUntold":1')
    check(said["LedgerOpen"] == 1 and "ledger: its policy does not keep others from writing" in said["surroundings"], "it finds the ledger open", said)
    RUNBOOK.run("Ledger open", expect='"LedgerOpen":1')
    check((said["NobodyListens"], said["NobodyWatches"], said["SubscribersPending"]) == (2, 1, 1), f"and nobody who listens: {said['surroundings']}", said)
    RUNBOOK.run("Nobody listens", expect="nobody gets")
    RUNBOOK.run("Nobody watches", expect="nobody gets")
    store.delete_item(TableName=stack["LedgerTable"], Key=key)


def client_of(user, service, statement):
    """A client of a new user who has this right."""
    iam = client("iam")
    iam.create_user(UserName=user)
    iam.put_user_policy(UserName=user, PolicyName="rights", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    key = iam.create_access_key(UserName=user)["AccessKey"]
    return client(service, aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])


def is_denied(call):
    try:
        call()
    except DYNAMODB.exceptions.ClientError as refusal:
        if refusal.response["Error"]["Code"] == "AccessDeniedException" and "explicit deny" in str(refusal):
            return True
        raise
    return False


def alerts_once(stack, inbox):
    event_id = PLAIN["detail"]["eventID"]
    check(invoke(stack["AlertFunctionArn"], PLAIN)[0] == 202, "a sample is taken asynchronously through the alias")
    messages = inbox.about(event_id)
    check(len(messages) == 1, "one message arrives in a subscribed SQS queue")
    finding = json.loads(messages[0]["Body"])
    check(finding["class_uid"] == 2004 and finding["metadata"]["uid"] == f"{RULE_ID}:{event_id}",
          "its body is the finding for machines, about this event", finding)
    attributes = {name: a["StringValue"] for name, a in messages[0]["MessageAttributes"].items()}
    check(attributes == {"kind": "alert", "severity": "low", "risk_score": "21", "rule": RULE_ID, "account": "123456789012",
                         "region": "eu-central-1"}, f"its attributes: {attributes}")
    invoke(stack["AlertFunctionArn"], PLAIN)
    wait_for("the same event again is a duplicate", lambda: decisions().get(event_id) == ["alerted", "duplicate"])


def ignores(stack):
    for file in [file for file, hit in VERDICTS.items() if not hit]:
        event = samples.read(file)
        invoke(stack["AlertFunctionArn"], event)
        wait_for(f"{file} is ignored", lambda event=event: decisions().get(event["detail"]["eventID"]) == ["ignored"])
    own = watched.by_cloudformation(watched.Parts(NAME), watched.creation_began(NAME))
    invoke(stack["AlertFunctionArn"], own)
    wait_for("so is what CloudFormation called to make the stack", lambda: decisions().get(own["detail"]["eventID"]) == ["ignored"])


def put_in(queue, *bodies):
    """Puts messages into a queue whose policy allows only its one sender to do so."""
    policy = SQS.get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])["Attributes"]["Policy"]
    SQS.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": ""})
    for body in bodies:
        SQS.send_message(QueueUrl=queue, MessageBody=body)
    SQS.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})


def keeps_what_fails(stack, inbox):
    """A malformed event, and the runbook's commands about it; then one that the rule could not hand over."""
    with open("src/test/resources/malformed-event.json", encoding="utf-8") as file:
        malformed = json.load(file)
    invoke(stack["AlertFunctionArn"], malformed)
    failed = Inbox(stack["FailedEventsUrl"])
    messages = failed.until(lambda m: m, 90)
    report = json.loads(messages[0]["Body"])
    check(len(messages) == 1 and report["requestPayload"] == malformed, "a malformed event ends in the on-failure queue, whole")
    error = report["responsePayload"]
    check("eventID" in json.dumps(error), f"with the reason: {error.get('errorMessage')}")
    put_in(stack["FailedEventsUrl"], messages[0]["Body"], json.dumps({**report, "requestPayload": PLAIN}))
    RUNBOOK.run("Runbook", 1, expect='"decision":"failed"')
    RUNBOOK.run("Failed events", 0, expect="2 events sent, 0 messages left")
    wait_for("redriven, what was alerted before is a duplicate", lambda: decisions()[PLAIN["detail"]["eventID"]][-1] == "duplicate")
    waiting = lambda: int(SQS.get_queue_attributes(QueueUrl=stack["FailedEventsUrl"], AttributeNames=["All"])["Attributes"]["ApproximateNumberOfMessages"])
    wait_for("and the malformed one is back", waiting)
    RUNBOOK.run("Failed events", 1, expect=malformed["id"])
    check(not waiting(), "until its message is deleted")
    put_in(stack["FailedEventsUrl"], json.dumps({"requestPayload": fresh(PLAIN)}))
    forged = command("ops/redrive", NAME, ok=False)
    check(forged.returncode == 1 and "0 events sent, 1 messages left" in forged.stdout, "what no function of ours gave up is not redriven", forged.stdout)
    SQS.purge_queue(QueueUrl=stack["FailedEventsUrl"])
    lost = fresh(PLAIN)
    put_in(stack["RuleDeadLettersUrl"], json.dumps(lost))
    RUNBOOK.run("Rule dead letters", expect="1 events sent, 0 messages left")
    check(len(inbox.about(lost["detail"]["eventID"])) == 1, "an event from the rule's dead letters is alerted")
    return lost["detail"]["eventID"]


def comes_through_the_bus(stack, inbox):
    """CloudTrail puts an event on the bus; rule and archive take it; a replay brings no second alert."""
    event = fresh(PLAIN)
    event_id = event["detail"]["eventID"]
    began = datetime.datetime.now(datetime.timezone.utc)
    put_on_bus(event)
    check(len(inbox.about(event_id)) == 1, "an event on the bus reaches the subscriber through the rule")
    RUNBOOK.run("Switch off, switch on", 0, instead=(("aws events enable-rule", "true"),))
    off = fresh(PLAIN)
    put_on_bus(off)
    ended = began + datetime.timedelta(minutes=5)
    RUNBOOK.run("Switch off, switch on", 0, instead=(("aws events disable-rule", "true"),))
    RUNBOOK.run("Replay from the archive", instead=(
        ("2026-03-20T00:00:00Z", f"{began:%Y-%m-%dT%H:%M:%SZ}"), ("2026-03-21T00:00:00Z", f"{ended:%Y-%m-%dT%H:%M:%SZ}")))
    wait_for("replayed from the archive it is a duplicate", lambda: decisions().get(event_id) == ["alerted", "duplicate"])
    check(len(inbox.about(off["detail"]["eventID"])) == 1, "what came while the rule was off is alerted by the replay")
    return {event_id, off["detail"]["eventID"]}


def preflight_tells():
    none = command("ops/preflight", ok=False)
    check(none.returncode == 1 and "will never fire" in none.stdout, "preflight, no trail: " + none.stdout.strip().splitlines()[-1])
    client("s3").create_bucket(Bucket="trail", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    trails = client("cloudtrail")
    trails.create_trail(Name="management", S3BucketName="trail", IsMultiRegionTrail=True)
    off = command("ops/preflight", ok=False)
    check(off.returncode == 1 and "switched off" in off.stdout, "preflight, logging off: " + off.stdout.splitlines()[0])
    trails.start_logging(Name="management")
    trails.put_event_selectors(TrailName="management", AdvancedEventSelectors=[{"Name": "data", "FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]}])
    data = command("ops/preflight", ok=False)
    check(data.returncode == 1 and "does not log management events" in data.stdout, "preflight, data events only: " + data.stdout.splitlines()[0])
    trails.put_event_selectors(TrailName="management", EventSelectors=[{"ReadWriteType": "All", "IncludeManagementEvents": True}])


def runbook_works(stack, inbox, held):
    """The commands that no other step tries."""
    said = RUNBOOK.run("Does it work? The drill", expect="PASSED")
    check("The rule can fire" in said, "preflight, logging on, and the drill")
    drill = next(line.split()[-1] for line in said.splitlines() if line.startswith("sent event"))
    check(len(inbox.about(drill)) == 1, "its alert reached the subscriber")
    RUNBOOK.run("Sweep errors")
    RUNBOOK.run("Throttles", expect="ConcurrentExecutions")
    RUNBOOK.run("Failed notifications", expect="siem-findings")
    RUNBOOK.run("Exceptions off")
    RUNBOOK.run("Perhaps sent")
    RUNBOOK.run("No proof", expect='"proved"')
    RUNBOOK.run("List what is overdue", 0, expect='"Items"')
    RUNBOOK.run("List what is overdue", 1, expect='"sent"')
    answer = RUNBOOK.run("List what was held in a window", instead=(("2026-03-01T02:40:00Z/PT10M", f"{held}/PT1M"),))
    check(len(json.loads(answer)["Items"]) == 3 and "summary" in json.loads(answer)["Items"][0], "which lists the three that were held")
    RUNBOOK.run("Switch off, switch on", 1, expect="0 events read")
    # The emulator does not know this call, but the CLI does.
    RUNBOOK.run("Rotate the key", ok=False, expect="RotateKeyOnDemand")
    return drill


def swept():
    """What the last sweep said."""
    return list(log_lines(outputs()["SweepLogGroup"]))[-1]


def nobody_listens(stack):
    """With only an unconfirmed address nobody gets anything; the drill says so, and later a sweep."""
    drill = command("ops/drill", NAME, ok=False)
    check(drill.returncode == 1 and "FAILED: nobody gets alerts" in drill.stdout and "1 that wait for an answer" in drill.stdout,
          "the drill fails: " + drill.stdout.strip().splitlines()[0], drill.stdout)


def proof_of(role, days):
    """A proof as CloudTrail would record it that many days from now."""
    with open("src/test/resources/proof-event.json", encoding="utf-8") as file:
        proof = fresh(json.load(file), eventTime=f"{datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}")
    proof["detail"]["userIdentity"]["sessionContext"]["sessionIssuer"]["arn"] = role
    return proof


def sweeps(state):
    """Switches the schedule of the sweep on or off."""
    scheduler = client("scheduler")
    name = next(s["Name"] for s in scheduler.list_schedules()["Schedules"] if s["Name"] != outputs()["ProofSchedule"])
    schedule = scheduler.get_schedule(Name=name)
    kept = {key: schedule[key] for key in ("Name", "GroupName", "ScheduleExpression", "FlexibleTimeWindow", "Target")}
    scheduler.update_schedule(**kept, State=state)


def proof_comes(stack):
    """AWS refuses the call of a schedule; its record reaches the function, is counted, and is reported to both topics once a week."""
    told, watch = subscribe(stack["AlertTopicArn"], "proofs", **of_kinds("proof")), subscribe(stack["WatchTopicArn"], "watch")
    proofs = lambda messages: [m for m in messages if "weekly proof" in m["Body"]]
    rights, role = client("iam"), resources()["AlertRole"]["PhysicalResourceId"]
    rights.put_role_policy(RoleName=role, PolicyName="taken-away", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "sns:Publish", "Resource": stack["WatchTopicArn"]}]}))
    sweeps("DISABLED")  # one that comes in between would tell the other topic at once
    said = command("ops/drill", NAME, "--proof-wait", "300").stdout
    rights.delete_role_policy(RoleName=role, PolicyName="taken-away")
    check("the refused call came through" in said, "the drill: " + said.strip().splitlines()[-1], said)
    check(any(call[:2] == ("ProofRole", "rds:CreateDBSecurityGroup") and not call[3] for call in observed.calls()), "the role was refused, as it is meant to be")
    check(len(told.until(proofs, 60)) == 1 and not watch.until(proofs, 1), "one topic tells of the first proof of the week, the other may not yet")
    invoke(stack["SweepFunctionArn"], {}, kind="RequestResponse")
    sweeps("ENABLED")
    check(len(watch.until(proofs, 60)) == 1, "and does by a sweep, once it may")
    pattern = EVENTS.describe_rule(Name=next(r["Name"] for r in EVENTS.list_rules()["Rules"] if "ProofRecorded" in r["Name"]))["EventPattern"]
    ours = json.loads(pattern)["detail"]["userIdentity"]["sessionContext"]["sessionIssuer"]["arn"][0]
    again, next_week = (decide(stack, proof_of(ours, days))["decision"] for days in (0, 7))
    check((again, next_week) == ("proved", "proved"), "another one of this week, and one of the next")
    check(len(watch.until(lambda messages: len(proofs(messages)) > 1 and proofs(messages), 60)) == 2, "of which the second is told")
    check(len(told.until(lambda messages: len(messages) > 1 and messages, 60)) == 2, "to both")
    matches = lambda event: json.loads(command("aws", "events", "test-event-pattern", "--event-pattern", pattern, "--event", json.dumps(event)).stdout)["Result"]
    check(matches(proof_of(ours, 0)) and not matches(proof_of(ours + "2", 0)), "the rule lets the proof through, and not another role's call")
    return next(line.split()[-1] for line in said.splitlines() if line.startswith("sent event"))


def nobody_else_sends(stack):
    """A client of a user to whom IAM allows everything."""
    queues = client_of("sender", "sqs", {"Effect": "Allow", "Action": "*", "Resource": "*"})
    for name in ("FailedEventsUrl", "RuleDeadLettersUrl", "SweepDeadLettersUrl"):
        try:
            queues.send_message(QueueUrl=stack[name], MessageBody="{}")
        except SQS.exceptions.ClientError as refusal:
            check("AccessDenied" in str(refusal) or "not authorized" in str(refusal), f"an administrator may not send to {name}")
        else:
            raise Failed(f"an administrator may send to {name}")


def missed_starts_are_kept(stack):
    """A schedule with our role and a target that the role does not allow it to start."""
    scheduler = client("scheduler")
    ours = next(s["Name"] for s in scheduler.list_schedules()["Schedules"] if s["Name"] != stack["ProofSchedule"])
    target = scheduler.get_schedule(Name=ours)["Target"]
    scheduler.create_schedule(Name="elsewhere", ScheduleExpression="at(2026-01-01T00:00:00)", FlexibleTimeWindow={"Mode": "OFF"},
                              Target={**target, "Arn": stack["AlertFunctionArn"]})
    missed = Inbox(stack["SweepDeadLettersUrl"])
    check(len(missed.until(lambda m: m, 60)) == 1, "a start that the role does not allow ends in the sweep's dead letters")
    scheduler.delete_schedule(Name="elsewhere")
    RUNBOOK.run("Sweep dead letters")


def settings_reach_the_alias():
    """The Slack recipe, and with it the settings that the cap is tried with."""
    # On a busy machine an alert may be left to the sweep. It has to go out before the places are few, or it would count with those below.
    invoke(outputs()["SweepFunctionArn"], {}, "RequestResponse")
    channel = "SlackChannelId=C0123ABCD"
    DEPLOY.run("Slack", instead=(*UNATTENDED, (channel, channel + " AlertCap=2 WindowMinutes=1 NewActorReservePercent=0 PublishesPerSecond=10")))
    stack = outputs()
    settings = LAMBDA.get_function_configuration(FunctionName=stack["AlertFunctionArn"])["Environment"]["Variables"]
    check(settings["ALERT_CAP"] == "2" and settings["WINDOW_MINUTES"] == "1", "a changed setting reaches the alias by itself")
    schedules = client("scheduler")
    expressions = sorted(schedules.get_schedule(Name=s["Name"])["ScheduleExpression"] for s in schedules.list_schedules()["Schedules"])
    check(expressions == ["rate(1 day)", "rate(5 minutes)"], f"schedules do not follow the window: {expressions}")
    check({"SlackChannel", "SlackRole"} <= resources().keys(), "the Slack channel and its role are there")
    return stack


def early_in_a_window(minutes, left):
    """Waits until a window of this many minutes has this many seconds left."""
    while minutes * 60 - time.time() % (minutes * 60) < left:
        time.sleep(0.5)


def decide(stack, event):
    """What the function decides. A run that fails is repeated, as Lambda repeats it for a rule: until its lease is over."""
    for _ in range(4):
        answer = json.loads(invoke(stack["AlertFunctionArn"], event, kind="RequestResponse")[1])
        if "decision" in answer:
            return answer
        print(f"        failed, and repeated: {answer.get('errorMessage')}", flush=True)
        time.sleep(12)
    raise Failed(f"the function failed four times: {answer}")


def holds(stack, inbox):
    """Five events at a cap of two, all within one window; returns the window, and what was alerted."""
    decide(stack, sample("another-call"))  # so that none waits for a start
    early_in_a_window(1, left=30)
    events = [fresh(PLAIN) for _ in range(5)]
    answers = [decide(stack, event) for event in events]
    made = [answer.get("decision") for answer in answers]
    check(made == ["alerted"] * 2 + ["held"] * 3, f"five events at a cap of two: {', '.join(map(str, made))}", answers)
    return answers[4]["window"]["start"], {event["detail"]["eventID"] for event in events[:2]}


def fills_a_window(stack):
    """A window whose open places are taken and whose reserve is in use; and in it two runs that lose their rights between two calls."""
    # Of 40 places 8 are the reserve, among them one for root and one for a caller that is new in the window. The window
    # is a day long, so that its digest does not interfere.
    DEPLOY.run("Many accounts and Regions", 0, instead=(*UNATTENDED, (
        "OrganizationId=o-exampleorgid", "OrganizationId=o-exampleorgid AlertCap=40 WindowMinutes=1440 NewActorReservePercent=20")))
    policy = json.loads(EVENTS.describe_event_bus()["Policy"])["Statement"]
    check(len(policy) == 1 and policy[0]["Condition"] == {"StringEquals": {
        "aws:PrincipalOrgID": "o-exampleorgid", "events:source": "aws.rds", "events:detail-type": "AWS API Call via CloudTrail"}},
        "the bus lets in RDS calls of the organization, and nothing else", policy)
    decide(stack, sample("another-call"))
    early_in_a_window(1440, left=150)
    events = [fresh(PLAIN) for _ in range(32)] + [fresh(sample("assumed-role-mfa"))]
    made = collections.Counter()
    for event in events:
        made[decide(stack, event)["decision"]] += 1
        time.sleep(0.05)
    check(made.keys() <= {"alerted", "waiting"} and made.total() == 33, f"33 events at a cap of 40, the last by another actor: {dict(made)}")
    role = next(resource["PhysicalResourceId"] for name, resource in resources().items() if name == "AlertRole")
    rights = client("iam")
    sweeps("DISABLED")  # one that comes before the sweep by hand would leave it nothing
    rights.put_role_policy(RoleName=role, PolicyName="taken-away", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": ["dynamodb:GetItem", "dynamodb:UpdateItem"], "Resource": "*"}]}))
    # One fails when it asks for a place; the other knows that there is none, and fails before it can put notice and digest.
    stopped = [fresh(sample("root")), fresh(PLAIN)]
    answers = [json.loads(invoke(stack["AlertFunctionArn"], event, kind="RequestResponse")[1]) for event in stopped]
    # A run claims before its rights fail, and its lease ends 32 s later.
    leases_end = time.monotonic() + 32
    rights.delete_role_policy(RoleName=role, PolicyName="taken-away")
    check(all("AccessDenied" in json.dumps(answer) for answer in answers),
          f"runs whose rights are taken away fail: {answers[0].get('errorMessage')}", answers)
    # For root a place is left, for the other none.
    return {event["detail"]["eventID"] for event in [*events, stopped[0]]}, leases_end


def sweeps_what_died(leases_end):
    """The runbook's sweep by hand, once the leases of the runs that failed are over."""
    time.sleep(max(0, leases_end - time.monotonic()))
    answer = RUNBOOK.run("No sweep", expect='"DISABLED"').replace(" ", "")
    sweeps("ENABLED")
    check('"held":1' in answer and '"finished":true' in answer, "the sweep takes both over; one still gets a place, one is held", answer)
    settle("AlertCap=500", "WindowMinutes=1")


def tells_what_was_held(others):
    """A sweep reports the rest: one started by the schedule, because the one by hand is usually too early."""
    others.until(lambda messages: len(messages) >= 3, 600)
    told = sorted((json.loads(m["Body"])["MessageAttributes"]["kind"]["Value"], json.loads(m["Body"])["Subject"]) for m in others.messages)
    check([kind for kind, _ in told] == ["digest", "notice", "notice"],
          "another subscriber, filtered by kind, got the notices of both windows that held something, and the digest of the closed one", told)
    wait_for("the schedule started a sweep", lambda: any(role == "ScheduleRole" and allowed and action == "lambda:InvokeFunction"
                                                         for role, action, _, allowed in observed.calls()), 330)
    subject = told[0][1]
    check("3 alerts held" in subject, f"the digest says: {subject}")


def each_came_once(inbox, expected):
    wanted = collections.Counter(dict.fromkeys(expected, 1))
    alerts = lambda messages: collections.Counter(told_of(m) for m in messages if m["MessageAttributes"]["kind"]["StringValue"] == "alert")
    inbox.until(lambda messages: alerts(messages).total() > len(expected), 5)
    got = alerts(inbox.messages)
    check(got == wanted, f"{len(expected)} alerts about {len(expected)} events came, each once, and nothing else", (got - wanted, wanted - got))


def metrics_are_written(stack):
    """This run has written every metric that alarms and dashboard look at."""
    written = metrics(stack["AlertLogGroup"]) | metrics(stack["SweepLogGroup"])
    check(any(line.get("LedgerOpen") == 0 for line in log_lines(stack["SweepLogGroup"])), "a later sweep found the ledger closed")
    alarms = client("cloudwatch").describe_alarms()["MetricAlarms"]
    ours = {(a["Dimensions"][0]["Value"], a["MetricName"]) for a in alarms if a["Namespace"] == dashboard.OURS}
    check(ours <= written, f"{len(ours)} alarms look at metrics that the functions write", ours - written)
    body = client("cloudwatch").get_dashboard(DashboardName=f"{NAME}-eu-central-1")["DashboardBody"]
    widgets = dashboard.check(body, alarms, written)
    check(widgets > 0, f"the dashboard is valid: {widgets} widgets, and every metric of ours in it was written")


def is_protected(table):
    return DYNAMODB.describe_table(TableName=table)["Table"].get("DeletionProtectionEnabled", False)


def deletes(stack):
    # CloudFormation deletes a table by this call. The emulator's CloudFormation does not, so protection would not stop it.
    protected = command("aws", "dynamodb", "delete-table", "--table-name", stack["LedgerTable"], ok=False)
    check(protected.returncode != 0 and "protect" in protected.stdout.lower(), "a protected ledger cannot be deleted", protected.stdout)
    RUNBOOK.run("A first deployment failed", instead=(("aws cloudformation delete-stack", "true"),))
    check(not is_protected(stack["LedgerTable"]), "but for those of the runbook, which take its protection off")
    DYNAMODB.update_table(TableName=stack["LedgerTable"], DeletionProtectionEnabled=True)
    RUNBOOK.run("Remove the stack", 0, instead=(*UNATTENDED, ('--stack-name "$stack"', '--stack-name "$stack" --no-prompts')))
    check(not stack_exists(NAME), "sam delete, once the protection is off")
    left = what_is_left(stack)
    print("  left: " + "; ".join(left))
    check(all(thing.startswith(("log group", "key, deleted on")) for thing in left) and len(left) == 3,
          "left on purpose: two log groups, and the key for 30 days more")
    RUNBOOK.run("Remove the stack", 1, variables=f"alert_logs={stack['AlertLogGroup']} sweep_logs={stack['SweepLogGroup']} key={stack['KeyArn']}")
    left = what_is_left(stack)
    check(len(left) == 1 and left[0].startswith("key "), "and these can be removed, or kept, by hand")


def what_is_left(stack):
    left = [f"table {t}" for t in DYNAMODB.list_tables()["TableNames"]]
    left += [f"topic {t['TopicArn']}" for t in SNS.list_topics().get("Topics", [])]
    left += [f"queue {q}" for q in SQS.list_queues().get("QueueUrls", []) if not q.endswith(("/siem-findings", "/told", "/proofs", "/watch"))]
    left += [f"function {f['FunctionName']}" for f in LAMBDA.list_functions()["Functions"]]
    left += [f"rule {r['Name']}" for r in EVENTS.list_rules()["Rules"]]
    left += [f"archive {a['ArchiveName']}" for a in EVENTS.list_archives()["Archives"]]
    left += [f"bus policy {p}" for p in [EVENTS.describe_event_bus().get("Policy")] if p]
    left += [f"role {r['RoleName']}" for r in client("iam").list_roles()["Roles"] if NAME in r["RoleName"]]
    left += [f"schedule {s['Name']}" for s in client("scheduler").list_schedules()["Schedules"]]
    left += [f"alarm {a['AlarmName']}" for a in client("cloudwatch").describe_alarms()["MetricAlarms"]]
    left += [f"dashboard {d['DashboardName']}" for d in client("cloudwatch").list_dashboards()["DashboardEntries"]]
    left += [f"log group {g['logGroupName']}" for g in client("logs").describe_log_groups()["logGroups"] if NAME in g["logGroupName"]]
    key = client("kms").describe_key(KeyId=stack["KeyArn"])["KeyMetadata"]
    left.append(f"key, deleted on {key['DeletionDate']:%Y-%m-%d}" if key["KeyState"] == "PendingDeletion" else f"key {key['KeyId']}")
    return left


def forwarder_deploys(stack, inbox):
    """Returns what was alerted, and what roles are granted, the forwarder's too."""
    template = ("--template-file", "template-forwarder.yaml")
    bad = sam_deploy("CentralBusArn=central", ok=False, stack="forwarder", template=template)
    check(bad.returncode != 0 and "ARN of a default event bus" in " ".join(bad.stdout.split()), "the forwarder refuses a bus that is none")
    sam_deploy("CentralBusArn=arn:aws:events:eu-central-1:210987654321:event-bus/default", stack="forwarder", template=template)
    rule = next(r for r in EVENTS.list_rules()["Rules"] if r["Name"].startswith("forwarder"))
    target = EVENTS.list_targets_by_rule(Rule=rule["Name"])["Targets"][0]
    check(target["Arn"].endswith("210987654321:event-bus/default"), "it deploys, and its rule points at the central bus")
    check(packaged_pattern() == json.loads(rule["EventPattern"]), "with the packaged rule's pattern")
    event = fresh(PLAIN)
    put_on_bus(event)
    wait_for("its role is used for the central bus", lambda: any(role == "ForwardRole" and allowed for role, _, _, allowed in observed.calls()))
    check(len(inbox.about(event["detail"]["eventID"])) == 1, "and the event itself is alerted by the stack that is here")
    names = [r["RoleName"] for r in client("iam").list_roles()["Roles"] if r["RoleName"].startswith((NAME, "forwarder"))]
    granted = set(observed.policies(names))
    # The emulator has no StackSets, but the CLI knows them.
    DEPLOY.run("Many accounts and Regions", 1, ok=False, expect="CreateStackSet")
    RUNBOOK.run("Not forwarded", 0, instead=(("rds-security-group-forwarder", "forwarder"), ("event.json", "/dev/null")))
    command("sam", "delete", "--stack-name", "forwarder", "--no-prompts")
    RUNBOOK.run("Not forwarded", 1, instead=(("event.json", "events/rds-db-security-group-created/hit-create-db-security-group.json"),), expect="202")
    return event["detail"]["eventID"], granted


def roles_are_used(granted):
    # Four refusals were made on purpose: two in fills_a_window, one in missed_starts_are_kept, one in proof_comes. The proof's own is its purpose.
    observed.compare(granted, {("ProofRole", "rds:CreateDBSecurityGroup"), ("AlertRole", "sns:Publish"), ("AlertRole", "dynamodb:GetItem"), ("AlertRole", "dynamodb:UpdateItem"), ("ScheduleRole", "lambda:InvokeFunction")})


def documents_were_tried():
    left = {block for block in RUNBOOK.untried() if block[0] != watched.HEADING}  # which watched.py tries
    check(not left, "every command of the runbook was tried", left)
    # This script does what the first two say; settled.py tries the others.
    left = {heading for heading, _ in DEPLOY.untried()} - {"Deploy", "Try it without AWS", "Settings", "Upgrade", "Two stacks in one Region"}
    check(not left, "and every recipe", left)


def rules_of_calls():
    """The rules that call the function, with their patterns; not those that watch the stack."""
    return {rule["Name"]: rule["EventPattern"] for rule in EVENTS.list_rules()["Rules"] if not rule["Name"].startswith("rds-alert-watch-")}


def pack_comes_through_the_bus(inbox):
    """Three services, each by a rule that only the pack brings; and back to the core."""
    before = rules_of_calls()
    DEPLOY.run("More than the core", 0, expect="db-snapshot-public", instead=(("logs/*.json.gz", "events/*/hit-*.json"),))
    DEPLOY.run("More than the core", 1, instead=(*UNATTENDED, ("RulePack=", "AlertCap=100 WindowMinutes=10 RulePack=")))
    rules = rules_of_calls()
    check(len(rules) == len(before) + 3, f"there are three rules more: {', '.join(rules)}")
    for rule in ("db-snapshot-public", "db-port-open-to-world", "redshift-made-public"):
        event = fresh(samples.read(samples.first_hit(rule)))
        put_on_bus(event)
        told = inbox.about(event["detail"]["eventID"])
        check(len(told) == 1, f"{event['detail']['eventName']} comes through the bus")
        check(json.loads(told[0]["Body"])["finding_info"]["analytic"]["uid"] == rule, f"and is told of by {rule}", told)
    settle("RulePack=core")
    check(rules_of_calls() == before, "with the core there are the same rules as before")


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
    step("Nobody listens", nobody_listens, stack)
    # No sweep has run yet, and each looks around only once an hour.
    step("Who may write to the ledger", nobody_else_writes, stack)
    inbox, others = step("Recipes", recipes_work, stack), subscribe(stack["AlertTopicArn"], "told", **of_kinds("notice", "digest"))
    told_of_exceptions = step("Exceptions without a build", exceptions_change_without_a_build, stack)
    step("Who may publish", nobody_else_publishes, stack)
    step("Who may send to the queues", nobody_else_sends, stack)
    step("An alert, once", alerts_once, stack, inbox)
    step("What is not for us", ignores, stack)
    told = {PLAIN["detail"]["eventID"], step("What fails is kept", keeps_what_fails, stack, inbox)} | told_of_exceptions
    stack = step("Other settings, and Slack", settings_reach_the_alias)
    held, events = step("The cap", holds, stack, inbox)
    told |= events
    events, leases_end = step("A full window, an organization, lost rights", fills_a_window, stack)
    told |= events
    # Leases end after half a minute, and a digest comes two minutes after its window has closed; until then:
    step("The deployed pattern", pattern_judges_every_sample, stack)
    step("Preflight", preflight_tells)
    step("What died", sweeps_what_died, leases_end)
    told |= step("Through the bus, switched off, replayed", comes_through_the_bus, stack, inbox)
    told.add(step("The proof of life", proof_comes, stack))
    told.add(step("The runbook", runbook_works, stack, inbox, held))
    step("A sweep that cannot start", missed_starts_are_kept, stack)
    step("Wrong parameters", wrong_parameters_are_refused)
    event, granted = step("The forwarder", forwarder_deploys, stack, inbox)
    told.add(event)
    step("The digest", tells_what_was_held, others)
    step("In all", each_came_once, inbox, told)
    step("Granted, used", roles_are_used, granted)
    step("Metrics", metrics_are_written, stack)
    step("The pack", pack_comes_through_the_bus, inbox)
    step("Delete", deletes, stack)
    step("Documents", documents_were_tried)
    print("The emulator cannot show: restored snapshots, Slack, mail, encryption, metrics from logs, alarms that fire, "
          "TTL and backups of the table.")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        for role, action in sorted(observed.refused()):
            print(f"refused before: {role} {action}", file=sys.stderr)
        sys.exit(1)
