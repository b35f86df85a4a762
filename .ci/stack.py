"""The deployed stack as the checks see it: sam as users run it, and clients of the emulated services."""

import copy
import json
import os
import subprocess
import time
import uuid

import botocore.session

NAME = "rds-security-group-alert"
SESSION = botocore.session.get_session()


def client(service, **credentials):
    return SESSION.create_client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"], **credentials)


LAMBDA, SQS, SNS, EVENTS, DYNAMODB, CLOUDFORMATION, LOGS = (
    client(s) for s in ("lambda", "sqs", "sns", "events", "dynamodb", "cloudformation", "logs"))


class Failed(Exception):
    """A check failed."""


def check(holds, what, seen=""):
    """Fails if the condition does not hold, with what was seen instead."""
    if not holds:
        raise Failed(f"{what}\n{seen}")
    print(f"  ok  {what}", flush=True)


def command(*words, ok=True, answers=""):
    """Runs a command as a user would, with these answers; returns all it printed."""
    done = subprocess.run(words, input=answers, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ok and done.returncode != 0:
        raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
    return done


def sam_deploy(*parameters, ok=True, stack=NAME, template=()):
    overrides = ("--parameter-overrides", *parameters) if parameters else ()
    return command("sam", "deploy", "--stack-name", stack, "--no-confirm-changeset", *template, *overrides, ok=ok)


def settle(*settings):
    """Sets the stack's settings in samconfig.toml, as a team does, and deploys."""
    command("ops/settings", *settings)
    return sam_deploy()


def outputs():
    stack = CLOUDFORMATION.describe_stacks(StackName=NAME)["Stacks"][0]
    return {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}


def stack_exists(name):
    try:
        stacks = CLOUDFORMATION.describe_stacks(StackName=name)["Stacks"]
    except CLOUDFORMATION.exceptions.ClientError:
        return False
    return any(s["StackStatus"] not in ("DELETE_COMPLETE", "REVIEW_IN_PROGRESS") for s in stacks)


def resources():
    pages = CLOUDFORMATION.get_paginator("list_stack_resources").paginate(StackName=NAME)
    return {r["LogicalResourceId"]: r for page in pages for r in page["StackResourceSummaries"]}


def fresh(event, **detail):
    """A copy with an event id of its own."""
    other = copy.deepcopy(event)
    other["detail"].update(detail, eventID=str(uuid.uuid4()))
    return other


def invoke(function_arn, event, kind="Event"):
    """Calls the function asynchronously, as EventBridge does."""
    answer = LAMBDA.invoke(FunctionName=function_arn, InvocationType=kind, Payload=json.dumps(event).encode())
    return answer["StatusCode"], answer["Payload"].read()


def put_on_bus(event):
    EVENTS.put_events(Entries=[{"Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"])}])


class Inbox:
    """All messages that a queue has received so far."""

    def __init__(self, queue):
        self.queue = queue
        self.messages = []

    def until(self, condition, seconds):
        """Takes messages until the condition holds for them or the time is up; returns what the condition found."""
        end = time.monotonic() + seconds
        while not (found := condition(self.messages)) and time.monotonic() < end:
            answer = SQS.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10, WaitTimeSeconds=1,
                                         MessageAttributeNames=["All"])
            for message in answer.get("Messages", []):
                self.messages.append(message)
                SQS.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return found

    def about(self, event_id, seconds=180):
        """The messages about an event."""
        return self.until(lambda messages: [m for m in messages if told_of(m) == event_id], seconds)


def subscribe(topic, name, **attributes):
    """A queue that receives a topic's messages, as far as the subscription's attributes allow."""
    queue = SQS.create_queue(QueueName=name)["QueueUrl"]
    arn = SQS.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    SQS.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}}}]})})
    SNS.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)
    return Inbox(queue)


def told_of(message):
    """The event that a finding is about."""
    return json.loads(message["Body"])["metadata"].get("original_event_uid")


def log_lines(group):
    """The lines that a function itself wrote, in order."""
    pages = LOGS.get_paginator("filter_log_events").paginate(logGroupName=group)
    for line in sorted((e for page in pages for e in page["events"]), key=lambda e: e["timestamp"]):
        if line["message"].startswith("{"):
            yield json.loads(line["message"])


def decisions():
    """What the alert function decided so far, by event id."""
    found = {}
    for entry in log_lines(outputs()["AlertLogGroup"]):
        found.setdefault(entry.get("eventId"), []).append(entry["decision"])
    return found


def metrics(group):
    """What a function counted, including the zeros that are not published: (name of function or stack, name of the metric)."""
    return {(entry[by], name) for entry in log_lines(group) for by in ("FunctionName", "StackName") if by in entry
            for name, value in entry.items() if name[0].isupper() and type(value) is int}


def wait_for(what, condition, seconds=180):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            check(True, what)
            return
        time.sleep(1)
    raise Failed(f"{what}: not after {seconds} s")
