"""Starts MiniStack, an emulator of AWS, with what its release lacks and the template needs.

Each is done with the emulator's own parts; nothing here knows this project. Once a release has them, remove them here.
"""

import json

import ministack.services.cloudformation.provisioners as provisioners
from ministack import app
from ministack.services import eventbridge, lambda_svc


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
    """AWS::Chatbot::SlackChannelConfiguration is only written down: there is no Slack behind it."""
    return f"arn:aws:chatbot::123456789012:chat-configuration/slack-channel/{props['ConfigurationName']}", {}


def slack_update(physical_id, old_props, new_props, stack_name):
    return physical_id, {}


provisioners._RESOURCE_HANDLERS["AWS::Chatbot::SlackChannelConfiguration"] = {
    "create": slack_create, "update": slack_update, "delete": lambda physical_id, props: None}
provisioners._RESOURCE_HANDLERS["AWS::Events::Archive"] = {
    "create": archive_create, "update": archive_update, "delete": archive_delete}
provisioners._RESOURCE_HANDLERS["AWS::Events::EventBusPolicy"] = {
    "create": bus_policy_create, "update": bus_policy_update, "delete": bus_policy_delete}


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

put_events = eventbridge._put_events


def as_cloudtrail(data, allow_aws_source=False):
    """Somebody has to play CloudTrail: its events, and only those, may be put on the bus from outside."""
    entries = data.get("Entries", [])
    if all(entry.get("DetailType") == "AWS API Call via CloudTrail" for entry in entries):
        allow_aws_source = True
    return put_events(data, allow_aws_source)


eventbridge._put_events = as_cloudtrail

app.main()
