"""Tries what tells that somebody switches the stack off: every call of a list, and a stack in pieces."""

import json
import re

import samples
from stack import CLOUDFORMATION, DYNAMODB, EVENTS, LAMBDA, SNS, check, client, command, fresh, put_on_bus, sam_deploy, subscribe

CALLS = "src/test/resources/watched-calls.txt"
RULES = ("WatchOfRules", "WatchOfParts", "WatchOfTheRest", "WatchOfDeployments")


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
    """Each call as CloudTrail hands it over, and the rules that tell of it; those on what the stack has."""
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
    """The messages on a call, which a rule sends as text."""
    event_id = event["detail"]["eventID"]
    return inbox.until(lambda messages: len(found := [m["Body"] for m in messages if event_id in m["Body"]]) >= times and found, 30) or []


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
    """What a caller may choose, chosen badly."""
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


def wreck(parts):
    """Everything that the alerts need, switched off."""
    function = parts["AlertFunction"]
    LAMBDA.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    LAMBDA.put_function_concurrency(FunctionName=parts["SweepFunction"], ReservedConcurrentExecutions=0)
    client("kms").disable_key(KeyId=parts["Key"])
    DYNAMODB.update_table(TableName=parts["Ledger"], DeletionProtectionEnabled=False)
    DYNAMODB.delete_table(TableName=parts["Ledger"])
    SNS.delete_topic(TopicArn=parts["AlertTopic"])
    EVENTS.disable_rule(Name=parts["AlertFunctionCallRecorded"])


def tells_all_the_same(runbook):
    """A stack of its own, with a pack, so that it can be broken."""
    name = "broken"
    sam_deploy("ProtectLedger=false", "RulePack=database-exposure", "AlertCap=1", "NewActorReservePercent=0", "WatchEmail=platform@example.com", stack=name)
    parts = Parts(name)
    inbox = subscribe(parts["WatchTopic"], "watched", RawMessageDelivery="true")
    subscribed = [s["Endpoint"] for s in SNS.list_subscriptions_by_topic(TopicArn=parts["WatchTopic"])["Subscriptions"]]
    check("platform@example.com" in subscribed, "WatchEmail is subscribed to the second topic")
    patterns_judge_every_call(parts)
    nobody_else_publishes(parts)
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
    if runbook:
        # The emulator knows no drift, but the CLI does.
        runbook.run("Somebody switches it off", 0, ok=False)
        runbook.run("Somebody switches it off", 1, variables=f"stack={name}")
        states = {rule["Name"]: rule["State"] for rule in EVENTS.list_rules()["Rules"]}
        check(states[parts["WatchOfRules"]] == states[parts["AlertFunctionCallRecorded"]] == "ENABLED", "the runbook's command switches all rules on again", states)
    command("sam", "delete", "--stack-name", name, "--no-prompts", ok=False)
