"""Starts MiniStack, an emulator of AWS, with what its release lacks and the template needs.

Each is done with the emulator's own parts; nothing here knows this project. Once a release has them, remove them here.
"""

import hashlib
import json
import os
import threading
import time

import ministack.services.cloudformation.provisioners as provisioners
from ministack.services.cloudformation import changesets, engine, handlers, stacks
from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import dynamodb, eventbridge, iam, lambda_svc, sns, sqs, sts


def refused(answer):
    status, _, body = answer
    if status >= 400:
        raise ValueError(body.decode() if isinstance(body, bytes) else body)


def archive_data(name, props):
    return {
        "ArchiveName": name,
        "EventSourceArn": props["SourceArn"],
        "EventPattern": json.dumps(props.get("EventPattern", {})),
        "RetentionDays": int(props.get("RetentionDays", 0)),
        "Description": props.get("Description", ""),
    }


def archive_create(logical_id, props, stack_name):
    """AWS::Events::Archive: the emulator has archives, its CloudFormation does not know them."""
    name = props.get("ArchiveName") or provisioners._physical_name(stack_name, logical_id, max_len=48)
    refused(eventbridge._create_archive(archive_data(name, props)))
    return name, {"Arn": eventbridge._archives[name]["ArchiveArn"], "ArchiveName": name}


def archive_update(physical_id, old_props, new_props, stack_name):
    refused(eventbridge._update_archive(archive_data(physical_id, new_props)))
    return physical_id, {"Arn": eventbridge._archives[physical_id]["ArchiveArn"], "ArchiveName": physical_id}


def archive_delete(physical_id, props):
    eventbridge._delete_archive({"ArchiveName": physical_id})


def bus_policy_create(logical_id, props, stack_name):
    """AWS::Events::EventBusPolicy, likewise."""
    statement = props["Statement"]
    refused(eventbridge._put_permission({
        "EventBusName": props.get("EventBusName", "default"),
        "StatementId": props["StatementId"],
        "Principal": statement["Principal"],
        "Action": statement["Action"],
        "Condition": statement.get("Condition"),
    }))
    return f"{logical_id}-{props['StatementId']}", {}


def bus_policy_update(physical_id, old_props, new_props, stack_name):
    return bus_policy_create(physical_id.rsplit("-", 1)[0], new_props, stack_name)


def bus_policy_delete(physical_id, props):
    eventbridge._remove_permission({
        "EventBusName": props.get("EventBusName", "default"), "StatementId": props["StatementId"]})


def slack_create(logical_id, props, stack_name):
    """AWS::Chatbot::SlackChannelConfiguration is only stored: there is no Slack behind it."""
    return f"arn:aws:chatbot::123456789012:chat-configuration/slack-channel/{props['ConfigurationName']}", {}


def slack_update(physical_id, old_props, new_props, stack_name):
    return physical_id, {}


provisioners._RESOURCE_HANDLERS["AWS::Chatbot::SlackChannelConfiguration"] = {
    "create": slack_create, "update": slack_update, "delete": lambda physical_id, props: None}
provisioners._RESOURCE_HANDLERS["AWS::Events::Archive"] = {
    "create": archive_create, "update": archive_update, "delete": archive_delete}
provisioners._RESOURCE_HANDLERS["AWS::Events::EventBusPolicy"] = {
    "create": bus_policy_create, "update": bus_policy_update, "delete": bus_policy_delete}

TABLE = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]


def with_policy(handle):
    """A table's own policy: the emulator stores one, but its CloudFormation ignores it."""
    def handle_and_put(*arguments, **options):
        name, attributes = handle(*arguments, **options)
        policy = [properties for properties in arguments if isinstance(properties, dict)][-1].get("ResourcePolicy")
        if policy:
            refused(dynamodb._put_resource_policy({
                "ResourceArn": attributes["Arn"], "Policy": json.dumps(policy["PolicyDocument"])}))
        return name, attributes
    return handle_and_put


TABLE.update(create=with_policy(TABLE["create"]), update=with_policy(TABLE["update"]))

LOG_GROUP = provisioners._RESOURCE_HANDLERS["AWS::Logs::LogGroup"]
create_log_group, update_log_group = LOG_GROUP["create"], LOG_GROUP["update"]


def create_named_log_group(logical_id, props, stack_name):
    """AWS makes the name of a log group that has none from the stack's, as of other resources; the emulator makes a path."""
    name = provisioners._physical_name(stack_name, logical_id, max_len=512)
    return create_log_group(logical_id, {"LogGroupName": name, **props}, stack_name)


def update_named_log_group(physical_id, old_props, new_props, *arguments, **options):
    return update_log_group(physical_id, {"LogGroupName": physical_id, **old_props},
                            {"LogGroupName": physical_id, **new_props}, *arguments, **options)


LOG_GROUP.update(create=create_named_log_group, update=update_named_log_group)


run_asynchronously = lambda_svc.invoke_async_with_retry


def with_config_of_alias(func, event):
    """An asynchronous call of an alias obeys the alias's retries and destination; the emulator looks at the function's."""
    config = func.get("config") or func
    arn = config.get("FunctionArn", "").split(":")
    known = lambda_svc._functions.get(config.get("FunctionName"), {}).get("event_invoke_configs") or {}
    if len(arn) == 8 and arn[7] in known:
        func = {**func, "event_invoke_config": known[arn[7]]}
    return run_asynchronously(func, event)


lambda_svc.invoke_async_with_retry = with_config_of_alias

# A burst of events would start as many containers at once, and on two processors they would starve each other and everything else.
ROOM = threading.BoundedSemaphore(3)
run_function = lambda_svc._execute_function_docker


def run_when_there_is_room(*arguments):
    with ROOM:
        return run_function(*arguments)


lambda_svc._execute_function_docker = run_when_there_is_room

put_events = eventbridge._put_events


def as_cloudtrail(data, allow_aws_source=False):
    """The tests play CloudTrail: its events, and no others, may be put on the bus from outside."""
    entries = data.get("Entries", [])
    if all(entry.get("DetailType") == "AWS API Call via CloudTrail" for entry in entries):
        allow_aws_source = True
    return put_events(data, allow_aws_source)


eventbridge._put_events = as_cloudtrail


# ---- What roles do, and whether their policies let them ------------------------------------------------------------
def note(role, action, resource, allowed):
    """One line for each call that a role made."""
    with open(os.environ["EMULATOR_CALLS"], "a", encoding="utf-8") as file:
        file.write(json.dumps({"role": role, "action": action, "resource": resource, "allowed": allowed}) + "\n")


enforce = iam_evaluator.enforce


def function_with(role):
    """The ARN of the function that has a role, if there is one: Lambda sends it with every call from within the function."""
    for function in lambda_svc._functions.values():
        if function["config"]["Role"].rsplit("/", 1)[-1] == role:
            return {"lambda:SourceFunctionArn": ":".join(function["config"]["FunctionArn"].split(":")[:7])}
    return {}


def enforce_and_note(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    session = sts._sessions.get(access_key_id)
    if session:
        service_context = {**(service_context or {}), **function_with(session["Arn"].split("/")[1])}
    refusal = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
    if session:
        note(session["Arn"].split("/")[1], iam_action, resource_arn, refusal is None)
    return refusal


iam_evaluator.enforce = enforce_and_note


resource_arns = iam_actions.dynamodb_resource_arns


def resource_arns_by_arn(body, region, account_id):
    """A call about a resource by its ARN is about that resource; the emulator looks for a table's name only."""
    named = json.loads(body or b"{}").get("ResourceArn")
    return [named] if named else resource_arns(body, region, account_id)


iam_actions.dynamodb_resource_arns = resource_arns_by_arn

resource_arn = iam_actions.extract_resource_arn


def resource_arn_of_path(service, method, path, headers, body, query_params, region, account_id):
    """A call for a path in Parameter Store is judged by the path; the emulator looks only for a single parameter's name."""
    named = resource_arn(service, method, path, headers, body, query_params, region, account_id)
    below = json.loads(body or b"{}").get("Path") if service == "ssm" else None
    return f"arn:aws:ssm:{region}:{account_id}:parameter{below}" if below and named == "*" else named


iam_actions.extract_resource_arn = resource_arn_of_path


def table_policy(resource_arn):
    """The policy of a table, or of the table of an index, and the account that has it."""
    table = resource_arn.partition("/index/")[0]
    found = dynamodb._resource_policies.get(table)
    return found and (found["Policy"], table.split(":")[4])


# The emulator stores policies of tables but does not apply them.
dynamodb.policy_for_arn = table_policy
iam_evaluator._RESOURCE_POLICY_LOOKUPS["dynamodb"] = ("dynamodb", "policy_for_arn")


def may(role_arn, action, resource):
    """Services that act with a role are limited by its policies too; the emulator lets them do everything."""
    account, name = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    context = iam_evaluator.EvalContext(
        principal_arn=role_arn, principal_type="AssumedRole", principal_account=account, action=action,
        resource_arn=resource, region=get_region())
    allowed = iam_evaluator.evaluate(context, iam_evaluator._gather_role_policies(name, account)).decision == "Allow"
    note(name, action, resource, allowed)
    return allowed


keep_failed_event = lambda_svc._route_async_failure


def keep_failed_event_by_role(target_arn, func_name, event, result):
    role = lambda_svc._functions[func_name]["config"]["Role"]
    if may(role, "sqs:SendMessage", target_arn):
        keep_failed_event(target_arn, func_name, event, result)


lambda_svc._route_async_failure = keep_failed_event_by_role

write_log = lambda_svc._emit_lambda_logs


def write_log_by_role(func, request_id, *arguments, **options):
    config = func.get("config") or func
    group = config["LoggingConfig"]["LogGroup"]
    stream = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group}:log-stream:{request_id}"
    if all([may(config["Role"], action, stream) for action in ("logs:CreateLogStream", "logs:PutLogEvents")]):
        write_log(func, request_id, *arguments, **options)


lambda_svc._emit_lambda_logs = write_log_by_role

run_in_container = lambda_svc._invoke_rie


class Patient:
    """A container whose log is read only after the run has ended in it too, which on a busy machine is later than the answer."""

    def __init__(self, container):
        self._container = container

    def __getattr__(self, name):
        return getattr(self._container, name)

    def logs(self, **options):
        until = time.monotonic() + 5
        while b"END RequestId" not in (text := self._container.logs(**options)) and time.monotonic() < until:
            time.sleep(0.05)
        return text


lambda_svc._invoke_rie = lambda container, *arguments: run_in_container(Patient(container), *arguments)

hand_over = eventbridge._invoke_target
ACTION_ON = {"lambda": "lambda:InvokeFunction", "events": "events:PutEvents"}


def call_by_role(target):
    """A schedule that calls AWS itself. Only the effect of a refusal is simulated: CloudTrail records it."""
    service, action = target["Arn"].split(":")[-2:]
    action = action[0].upper() + action[1:]
    role = target["RoleArn"]
    if may(role, f"{service}:{action}", "*"):
        raise NotImplementedError(f"{role} may call {service}:{action}, which is not played")
    _, partition, _, _, account, name = role.split(":")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    session = f"arn:{partition}:sts::{account}:assumed-role/{name.rsplit('/', 1)[-1]}/{new_uuid()[:8]}"
    record = {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "AssumedRole", "principalId": "AROAEXAMPLEPROOFROLE0:session", "arn": session, "accountId": account,
            "sessionContext": {"sessionIssuer": {
                "type": "Role", "principalId": "AROAEXAMPLEPROOFROLE0", "arn": role, "accountId": account,
                "userName": name.rsplit("/", 1)[-1]}}},
        "eventTime": now, "eventSource": f"{service}.amazonaws.com", "eventName": action, "awsRegion": get_region(),
        "sourceIPAddress": "scheduler.amazonaws.com", "userAgent": "scheduler.amazonaws.com", "errorCode": "AccessDenied",
        "errorMessage": f"User: {session} is not authorized to perform: {service}:{action}", "requestParameters": None,
        "responseElements": None, "requestID": new_uuid(), "eventID": new_uuid(), "eventType": "AwsApiCall",
        "managementEvent": True, "recipientAccountId": account, "eventCategory": "Management"}
    put_events({"Entries": [{"Source": f"aws.{service}", "DetailType": "AWS API Call via CloudTrail",
                             "Detail": json.dumps(record)}]}, True)


def hand_over_by_role(target, event, rule, view=None):
    """A rule or schedule with a role may do only what the role allows; a schedule keeps what it could not deliver."""
    role = target.get("RoleArn")
    if ":aws-sdk:" in target["Arn"]:
        call_by_role(target)
    elif role is None or may(role, ACTION_ON[target["Arn"].split(":")[2]], target["Arn"]):
        hand_over(target, event, rule, view)
    elif "DeadLetterConfig" in target and may(role, "sqs:SendMessage", target["DeadLetterConfig"]["Arn"]):
        sqs._queue_by_arn(target["DeadLetterConfig"]["Arn"])["messages"].append(message(target.get("Input", "{}")))


def message(body):
    """A message in the form of the emulator's own queues."""
    now = time.time()
    return {
        "id": new_uuid(), "body": body, "md5_body": hashlib.md5(body.encode()).hexdigest(), "md5_attrs": "",
        "receipt_handle": None, "sent_at": now, "visible_at": now, "receive_count": 0, "first_receive_at": None,
        "message_attributes": {}, "sys": {"SenderId": get_account_id(), "SentTimestamp": str(int(now * 1000))},
        "group_id": None, "dedup_id": None, "dedup_cache_key": None, "seq": None}


eventbridge._invoke_target = hand_over_by_role

subscribe = sns._subscribe


def subscribe_and_ask(params):
    """An address has to confirm; the emulator asks only https. The token, which would come by mail, is written down."""
    answer = subscribe(params)
    for topic in sns._topics.values():
        for subscription in topic["subscriptions"]:
            if subscription["protocol"] == "email" and subscription.get("token", "") is None:
                subscription.update(token=new_uuid(), confirmed=False)
                subscription["attributes"]["PendingConfirmation"] = "true"
                note(subscription["endpoint"], "confirm", subscription["token"], True)
    return answer


sns._subscribe = subscribe_and_ask

SUBSCRIPTION = provisioners._RESOURCE_HANDLERS["AWS::SNS::Subscription"]
subscribe_by_template = SUBSCRIPTION["create"]


def subscribe_by_template_and_ask(logical_id, props, stack_name):
    """The same for an address in a template."""
    name, attributes = subscribe_by_template(logical_id, props, stack_name)
    if props["Protocol"] == "email":
        subscription = sns._find_subscription(props["TopicArn"], name)
        subscription.update(token=new_uuid(), confirmed=False)
        subscription["attributes"]["PendingConfirmation"] = "true"
        note(subscription["endpoint"], "confirm", subscription["token"], True)
    return name, attributes


SUBSCRIPTION["create"] = subscribe_by_template_and_ask

list_subscriptions = sns._list_subscriptions_by_topic


def list_without_pending(params):
    """A subscription that was not confirmed has no ARN yet."""
    status, headers, body = list_subscriptions(params)
    text = body.decode() if isinstance(body, bytes) else body
    for topic in sns._topics.values():
        for subscription in topic["subscriptions"]:
            if subscription["attributes"].get("PendingConfirmation") == "true":
                text = text.replace(f"<SubscriptionArn>{subscription['arn']}<", "<SubscriptionArn>PendingConfirmation<")
    return status, headers, text.encode() if isinstance(body, bytes) else text


sns._list_subscriptions_by_topic = list_without_pending

resolve_key = iam_evaluator._resolve_condition_key


def resolve_key_as_documented(key, ctx):
    """aws:PrincipalArn is a role's ARN with its path, not its session's; aws:PrincipalIsAWSService is in every request."""
    name = key.lower()
    if name == "aws:principalisawsservice":
        return str(ctx.principal_type == "Service").lower()
    if name == "aws:principalarn" and ":assumed-role/" in ctx.principal_arn:
        account, role = ctx.principal_arn.split(":")[4], ctx.principal_arn.split("/")[1]
        # With the role's path, which a session's ARN lacks.
        return (iam._roles.get(role) or {}).get("Arn", f"arn:aws:iam::{account}:role/{role}")
    return resolve_key(key, ctx)


iam_evaluator._resolve_condition_key = resolve_key_as_documented

evaluate_conditions = changesets._evaluate_conditions


def evaluate_with_pseudo_parameters(template, params):
    """A condition may use AWS::Region and AWS::Partition; the emulator knows only the stack's parameters there."""
    where = {"AWS::Partition": {"Value": "aws"}, "AWS::Region": {"Value": get_region()}, "AWS::AccountId": {"Value": get_account_id()}}
    return evaluate_conditions(template, {**where, **params})


for module in (changesets, engine, handlers, stacks, provisioners):
    module._evaluate_conditions = evaluate_with_pseudo_parameters

# The emulator has no TLS. Policies that require TLS are told that every call has it, or nothing would be allowed.
pin_request_origin = app.pin_request_origin
app.pin_request_origin = lambda source_ip, secure: pin_request_origin(source_ip, True)

app.main()
