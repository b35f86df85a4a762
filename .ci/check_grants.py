"""Compares the actions that roles are granted in the templates with the table in docs/security.md."""

import re
import sys

from samcli.yamlhelper import yaml_parse


def listed(value):
    return value if isinstance(value, list) else [value]


def grants(document):
    """Every action and resource that a policy allows."""
    for statement in document["Statement"]:
        for action in listed(statement["Action"]):
            for resource in listed(statement["Resource"]):
                yield action, resource


def granted(path):
    """Every role and action of a template."""
    with open(path, encoding="utf-8") as file:
        resources = yaml_parse(file.read())["Resources"]
    for name, properties in ((name, r["Properties"]) for name, r in resources.items() if r["Type"] == "AWS::IAM::Role"):
        assert "ManagedPolicyArns" not in properties, f"{name} has a managed policy, which nobody wrote down"
        apart = [r["Properties"] for r in resources.values() if r["Type"] == "AWS::IAM::Policy" and {"Ref": name} in r["Properties"]["Roles"]]
        for policy in properties.get("Policies", []) + apart:
            for action, _ in grants(policy["PolicyDocument"]):
                assert "*" not in action, f"{name} is granted {action}"
                yield name, action


def documented(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if found := re.match(r"\| (\w+Role) \| `([\w:]+)` \| [^|]+ \| [^|]+ \| [^|]+ \|$", line):
                yield found.groups()


def main():
    in_templates = sorted([*granted("template.yaml"), *granted("template-forwarder.yaml")])
    in_document = sorted(documented("docs/security.md"))
    for role, action in sorted(set(in_templates) ^ set(in_document)):
        print(f"{role} {action}: only in {'the templates' if (role, action) in in_templates else 'docs/security.md'}", file=sys.stderr)
    if in_templates != in_document:
        sys.exit("FAILED: docs/security.md does not say what is granted")
    print(f"{len(in_templates)} grants, each in docs/security.md with what it is for, none with a wildcard in its action")


if __name__ == "__main__":
    main()
