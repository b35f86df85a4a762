"""Tests what reports that somebody switches the stack off: every call of a list, and a broken stack."""

import datetime
import json
import re
import shutil
import sys

import samples
from documented import Document
from stack import (CLOUDFORMATION, DYNAMODB, EVENTS, LAMBDA, SNS, Failed, check, client, command, fresh, invoke, log_lines, put_on_bus, sam_deploy,
                   subscribe, wait_for)

RUNBOOK = Document("docs/runbook.md", begin_with="Runbook")
HEADING = "Somebody switches it off"
CALLS = "src/test/resources/watched-calls.txt"
RULES = ("WatchOfRules", "WatchOfParts", "WatchOfTheRest", "WatchOfDeployments")
STACK = "broken"
SETTINGS = ("ProtectLedger=false", "RulePack=database-exposure", "NewActorReservePercent=0", "WindowMinutes=1440", "WatchEmail=platform@example.com")


class Parts:
    """What the deployed parts of a stack are called."""

    def __init__(self, stack):
        pages = CLOUDFORMATION.get_paginator("list_stack_resources").paginate(StackName=stack)
        self.names = {r["LogicalResourceId"]: r["PhysicalResourceId"].rsplit("/", 1)[-1] if r["ResourceType"] == "AWS::SQS::Queue"
                      else r["PhysicalResourceId"] for page in pages for r in page["StackResourceSummaries"]}
        self.names["AWS::StackName"] = stack

    def __getitem__(self, name):
        return self.names[name]

    def has(self, text):
        return all(name in self.names for name in re.findall(r"\$\{([\w:]+)}", text))

    def fill(self, text):
        return re.sub(r"\$\{([\w:]+)}", lambda slot: self[slot[1]], text)


def calls(parts):
    """Each call on a part of the stack as CloudTrail delivers it, and the rules that report it."""
    plain = samples.sample("create-db-security-group")
    with open(CALLS, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    for line in lines:
        call, _, rules = line.rpartition("|")
        service, name, parameters = call.split(" ", 2)
        if parts.has(parameters):
            event = fresh(plain, eventSource=f"{service}.amazonaws.com", eventName=name, readOnly=False, responseElements=None,
                          requestParameters=json.loads(parts.fill(parameters)))
            yield {**event, "source": f"aws.{service}"}, rules.split()


def told(inbox, event, times):
    """The messages on a call, which a rule sends as text; the function's are JSON."""
    event_id = event["detail"]["eventID"]
    return inbox.until(lambda messages: len(found := [m["Body"] for m in messages if event_id in m["Body"] and m["Body"][0] != "{"]) >= times and found, 30) or []


def patterns_judge_every_call(parts):
    patterns = {rule: EVENTS.describe_rule(Name=parts[rule])["EventPattern"] for rule in RULES}
    judged = 0
    for event, rules in calls(parts):
        matched = [rule for rule in RULES
                   if EVENTS.test_event_pattern(EventPattern=patterns[rule], Event=json.dumps(event))["Result"]]
        if matched != rules:
            check(False, f"{event['detail']['eventName']} is told by {rules}", (matched, event["detail"]))
        judged += 1
    check(judged > 50, f"test-event-pattern: the deployed patterns tell of what they should among {judged} calls, and of nothing else")
    longest = max(patterns.values(), key=len)
    check(len(longest) <= 2048, f"the longest of them has {len(longest)} characters")


def every_call_arrives(parts, inbox):
    events = [(event, rules) for event, rules in calls(parts)]
    for event, rules in events:
        put_on_bus(event)
    for event, rules in events:
        if rules:
            bodies = told(inbox, event, len(rules))
            if len(bodies) != len(rules):
                check(False, f"{event['detail']['eventName']} is told {len(rules)} times", bodies)
    check(True, f"each of {sum(bool(rules) for _, rules in events)} calls on the bus arrives at the second topic, through rule and transformer")
    quiet = {event["detail"]["eventID"] for event, rules in events if not rules}
    loud = [m["Body"] for m in inbox.messages if any(event_id in m["Body"] for event_id in quiet)]
    check(not loud, f"none of {len(quiet)} others does", loud)


def hostile_text_stays_out(inbox, event):
    """Hostile values for what a caller may choose."""
    evil = 'quote" newline\n</pre> https://evil.example <call>'
    bad = fresh(event, userAgent=evil, errorCode="AccessDenied", errorMessage=evil)
    bad["detail"]["requestParameters"]["description"] = evil
    bad["detail"]["userIdentity"]["arn"] = f"arn:aws:iam::123456789012:user/{evil}/mary"
    put_on_bus(bad)
    bodies = told(inbox, bad, 1)
    check(len(bodies) == 1 and "evil.example" not in bodies[0], "a hostile caller's text is not in the message", bodies)
    print("\n".join("        " + line for line in bodies[0].splitlines()))


def nobody_else_publishes(parts):
    try:
        SNS.publish(TopicArn=parts["WatchTopic"], Message="All is well, go back to sleep")
    except SNS.exceptions.AuthorizationErrorException:
        check(True, "the account's own root may not publish to the second topic")
    else:
        check(False, "the account's own root may publish to the second topic")


def decision(parts, event):
    """The function's decision on an event, and its reason."""
    lines = [line for line in log_lines(parts["AlertLogs"]) if line.get("eventId") == event["detail"]["eventID"]]
    return lines and (lines[-1]["decision"], lines[-1].get("reason"))


def full_cap_holds_nothing_of_it(parts, watch, alerts):
    """The window's only place is taken by an ordinary alert."""
    first, second, own = (fresh(samples.sample("create-db-security-group")), fresh(samples.sample("create-db-security-group")),
                          fresh(next(event for event, _ in calls(parts))))
    put_on_bus(first)
    check(alerts.about(first["detail"]["eventID"]), "an ordinary alert takes the only place of the window")
    put_on_bus(second)
    wait_for("the next one is held", lambda: (decision(parts, second) or [None])[0] == "held")
    put_on_bus(own)
    check(len(told(watch, own, 1)) == 1, "with the cap full, the direct text on a call that switches a rule off comes")
    for name, inbox in (("first", alerts), ("second", watch)):
        check(json_about(inbox, own), f"and so does the function's alert, to the {name} topic")


def json_about(inbox, event):
    """The function's messages on an event."""
    event_id = event["detail"]["eventID"]
    return inbox.until(lambda messages: [m for m in messages if m["Body"][0] == "{" and event_id in m["Body"]], 60)


def creation_began(stack):
    of_stack = [e for page in CLOUDFORMATION.get_paginator("describe_stack_events").paginate(StackName=stack)
                for e in page["StackEvents"] if e["PhysicalResourceId"] == e["StackId"]]
    return min(e["Timestamp"] for e in of_stack if e["ResourceStatus"] == "CREATE_IN_PROGRESS")


def by_cloudformation(parts, time):
    """A call that CloudFormation made on a part of the stack."""
    event = fresh(next(event for event, _ in calls(parts)), eventTime=time.strftime("%Y-%m-%dT%H:%M:%SZ"))
    event["detail"]["userIdentity"]["invokedBy"] = "cloudformation.amazonaws.com"
    return event


def cloudformation_is_told_unless_this_stack_is_deployed(parts, watch, alerts):
    began = creation_began(STACK)

    def called_at(time):
        event = by_cloudformation(parts, time)
        put_on_bus(event)
        return event

    # The later call arrives first, as can happen with CloudTrail.
    another = called_at(datetime.datetime.now(datetime.timezone.utc))
    own = called_at(began)
    wait_for("what CloudFormation called while this stack was deployed is no alert",
             lambda: decision(parts, own) == ("ignored", "called by a deployment of this stack, which is told of"))
    for name, inbox in (("first", alerts), ("second", watch)):
        check(json_about(inbox, another), f"what it called when this stack was not is one, to the {name} topic")
    texts = [m["Body"] for m in watch.messages if own["detail"]["eventID"] in m["Body"] or (another["detail"]["eventID"] in m["Body"] and m["Body"][0] != "{")]
    check(not texts, "neither has a text of EventBridge's", texts)


def changed_settings_are_told(parts, watch, alerts):
    sweep = f"{parts['SweepFunction']}:live"
    invoke(sweep, {}, "RequestResponse")

    def about_settings(messages):
        return [m["Body"] for m in messages if '"kind:settings"' in m["Body"].replace(" ", "")]

    check(not about_settings(watch.messages + alerts.messages), "the first deployment's settings are noted only")
    sam_deploy(*SETTINGS, "AlertCap=2", stack=STACK)
    for _ in range(2):
        invoke(sweep, {}, "RequestResponse")
    for name, inbox in (("first", alerts), ("second", watch)):
        inbox.until(lambda messages: len(about_settings(messages)) > 1, 10)
        bodies = about_settings(inbox.messages)
        check(len(bodies) == 1 and "AlertCap from 1 to 2" in bodies[0], f"an update of AlertCap is told as such, once, to the {name} topic", bodies)


def wreck(parts):
    """Switches off everything that the alerts need."""
    function = parts["AlertFunction"]
    LAMBDA.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    LAMBDA.put_function_concurrency(FunctionName=parts["SweepFunction"], ReservedConcurrentExecutions=0)
    client("kms").disable_key(KeyId=parts["Key"])
    DYNAMODB.update_table(TableName=parts["Ledger"], DeletionProtectionEnabled=False)
    DYNAMODB.delete_table(TableName=parts["Ledger"])
    SNS.delete_topic(TopicArn=parts["AlertTopic"])
    EVENTS.disable_rule(Name=parts["AlertFunctionCallRecorded"])


def make_trail():
    """A trail that logs management events; without one nothing is reported."""
    client("s3").create_bucket(Bucket="trail", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    trails = client("cloudtrail")
    trails.create_trail(Name="management", S3BucketName="trail", IsMultiRegionTrail=True)
    trails.put_event_selectors(TrailName="management", EventSelectors=[{"ReadWriteType": "All", "IncludeManagementEvents": True}])
    trails.start_logging(Name="management")


def tells_all_the_same():
    """A stack with a pack, which is broken in the end."""
    name = STACK
    make_trail()
    sam_deploy(*SETTINGS, "AlertCap=1", stack=name)
    parts = Parts(name)
    inbox = subscribe(parts["WatchTopic"], "watched", RawMessageDelivery="true")
    alerts = subscribe(parts["AlertTopic"], "alerted", RawMessageDelivery="true")
    subscribed = [s["Endpoint"] for s in SNS.list_subscriptions_by_topic(TopicArn=parts["WatchTopic"])["Subscriptions"]]
    check("platform@example.com" in subscribed, "WatchEmail is subscribed to the second topic")
    patterns_judge_every_call(parts)
    nobody_else_publishes(parts)
    full_cap_holds_nothing_of_it(parts, inbox, alerts)
    cloudformation_is_told_unless_this_stack_is_deployed(parts, inbox, alerts)
    changed_settings_are_told(parts, inbox, alerts)
    # Last, as each call starts a container of its own.
    every_call_arrives(parts, inbox)
    first = next(event for event, _ in calls(parts))
    hostile_text_stays_out(inbox, first)
    wreck(parts)
    again = fresh(first)
    put_on_bus(again)
    bodies = told(inbox, again, 1)
    check(len(bodies) == 1, "with concurrency 0, the key disabled, the table and the first topic gone, the first rule off: the message comes", bodies)
    EVENTS.disable_rule(Name=parts["WatchOfRules"])
    off = next(event for event, rules in calls(parts) if event["detail"]["requestParameters"].get("name") == parts["WatchOfRules"])
    put_on_bus(off)
    bodies = told(inbox, off, 1)
    check(len(bodies) == 1, "with rule 1 off, rule 2 still tells who did it", bodies)
    # The emulator knows no drift, but the CLI does.
    RUNBOOK.run(HEADING, 0, ok=False)
    RUNBOOK.run(HEADING, 1, variables=f"stack={name}")
    states = {rule["Name"]: rule["State"] for rule in EVENTS.list_rules()["Rules"]}
    check(states[parts["WatchOfRules"]] == states[parts["AlertFunctionCallRecorded"]] == "ENABLED", "the runbook's command switches all rules on again", states)
    command("sam", "delete", "--stack-name", name, "--no-prompts", ok=False)


if __name__ == "__main__":
    shutil.copy("samconfig.example.toml", "samconfig.toml")
    try:
        tells_all_the_same()
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        sys.exit(1)
