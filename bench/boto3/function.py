"""The calls of a warm alert by boto3, with the same expressions and items of the same size, and nothing else."""

import http.client
import json
import os
import time
import uuid

import boto3

TABLE = os.environ["LEDGER_TABLE"]
DYNAMODB = boto3.client("dynamodb")
SNS = boto3.client("sns")
LATER = 2_000_000_000
LOW = {"DataType": "String", "StringValue": "low"}
MESSAGE = json.dumps({"default": "x" * 12_000})


def alert():
    item = str(uuid.uuid4())
    DYNAMODB.put_item(
        TableName=TABLE, ConditionExpression="attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure="ALL_OLD",
        Item=values(pk=item, state="claimed", queue="due", dueAt=LATER, leaseUntil=LATER, raisedAt=LATER, expiresAt=LATER,
                    token=item, event=bytes(900)))
    attempt = os.urandom(8)
    update("places", "SET expiresAt = :expires ADD taken :one, #share :one, attempts :attempts, seen :seen",
           "NOT contains(attempts, :attempt) AND (attribute_not_exists(taken) OR taken < :most)"
           " AND (attribute_not_exists(#share) OR #share < :most)", {"#share": "open"},
           one=1, most=500, expires=LATER, attempt=attempt, attempts=[attempt], seen=[bytes(8), bytes([1] * 8)])
    second = int(time.time())
    update("pace", "SET #second = :second, given = :one",
           "attribute_not_exists(pk) OR #second < :second OR #second > :notReal", {"#second": "second"},
           second=second, notReal=second + 5, one=1)
    update(item, "SET #state = :perhapsSent, tries = :one, firstTryAt = :first, dueAt = :next", "#token = :token",
           {"#state": "state", "#token": "token"}, perhapsSent="perhapsSent", token=item, one=1, first=LATER, next=LATER)
    SNS.publish(TopicArn=os.environ["ALERT_TOPIC_ARN"], Subject="An RDS DB security group was created",
                MessageStructure="json", Message=MESSAGE, MessageAttributes={"severity": LOW, "rule": LOW, "kind": LOW})
    update(item, "SET #state = :sent, messageId = :id, sentAt = :now, expiresAt = :expires"
                 " REMOVE #queue, dueAt, event, leaseUntil", "#token = :token",
           {"#state": "state", "#queue": "queue", "#token": "token"},
           sent="sent", id=item, token=item, now=LATER, expires=LATER)


def update(key, expression, condition, names, **arguments):
    DYNAMODB.update_item(
        TableName=TABLE, Key=values(pk=key), ReturnValues="ALL_NEW", ReturnValuesOnConditionCheckFailure="ALL_OLD",
        UpdateExpression=expression, ConditionExpression=condition, ExpressionAttributeNames=names,
        ExpressionAttributeValues=values(**{f":{name}": value for name, value in arguments.items()}))


def values(**plain):
    kinds = {int: "N", str: "S", bytes: "B", list: "BS"}
    return {name: {kinds[type(value)]: str(value) if isinstance(value, int) else value} for name, value in plain.items()}


runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
while True:
    runtime.request("GET", "/2018-06-01/runtime/invocation/next")
    invocation = runtime.getresponse()
    json.loads(invocation.read())
    alert()
    request = invocation.headers["Lambda-Runtime-Aws-Request-Id"]
    runtime.request("POST", f"/2018-06-01/runtime/invocation/{request}/response", b"alerted")
    runtime.getresponse().read()
