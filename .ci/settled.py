"""Follows the documents in several orders and checks after each step that it undoes no other. Run by .ci/deploy.

What is compared after each: every parameter of the stack, its resources, a second `sam deploy` that changes nothing, and the
team's checkout, in which git sees nothing.
"""

import itertools
import os
import random
import sys

import observed
from documented import Document
from samcli.yamlhelper import yaml_parse
from stack import CLOUDFORMATION, NAME, Failed, check, client, command, resources, stack_exists

DEPLOY = Document("docs/deploy.md", begin_with="Who is told")
RUNBOOK = Document("docs/runbook.md", begin_with="Runbook")
UNATTENDED = (("sam deploy", "sam deploy --no-confirm-changeset"),)

# Every step of the documents that sets something: what it sets, and which resources it adds.
STEPS = {
    "Settings": ({"AlertCap": "50", "LookBackMinutes": "30"}, set()),
    "Slack": ({"SlackWorkspaceId": "T0123ABCD", "SlackChannelId": "C0123ABCD"}, {"SlackChannel", "SlackRole"}),
    "Many accounts and Regions": ({"OrganizationId": "o-exampleorgid"}, {"BusPolicy"}),
    "More than the core": ({"RulePack": "database-exposure"}, {"IngressRecorded"}),
}
BLOCK = {"More than the core": 1}


class Expected:
    """What the stack has to have by now."""

    def __init__(self):
        with open("template.yaml", encoding="utf-8") as file:
            parameters = yaml_parse(file.read())["Parameters"]
        self.parameters = {name: str(of.get("Default", "")) for name, of in parameters.items()}
        self.resources = set()

    def compare(self, after):
        stack = CLOUDFORMATION.describe_stacks(StackName=NAME)["Stacks"][0]
        has = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
        check(has == self.parameters, f"after {after}: {len(has)} parameters, each as it was set",
              {name: (has.get(name), self.parameters.get(name)) for name in has | self.parameters if has.get(name) != self.parameters.get(name)})
        missing = self.resources - resources().keys()
        check(not missing, f"  and {len(resources())} resources", missing)
        changes = command("git", "status", "--porcelain").stdout
        check(not changes, "  and git sees nothing", changes)


def again(what="sam deploy"):
    said = command("sam", "deploy", "--no-confirm-changeset").stdout
    check("No changes to deploy" in said, f"  and a plain {what} changes nothing", said)


def become_a_deployer():
    """From here on every command runs with exactly the documented rights for this stack."""
    with open("docs/deployer-policy.json", encoding="utf-8") as file:
        policy = file.read()
    iam = client("iam")
    iam.create_user(UserName="deployer")
    iam.put_user_policy(UserName="deployer", PolicyName="rights", PolicyDocument=policy)
    key = iam.create_access_key(UserName="deployer")["AccessKey"]
    os.environ |= {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    said = command("aws", "sns", "create-topic", "--name", "another", ok=False)
    check(said.returncode != 0, "a deployer may make nothing else", said.stdout)


def first_deployment(expected):
    """As in the README, with Enter wherever that is enough."""
    said = command("sam", "deploy", ok=False).stdout
    check("--stack-name" in said, "sam deploy before anything: refused", said)
    said = command("ops/settings", answers="security@example.com\nplatform@example.com\n\n\n").stdout
    print("      " + said.strip().replace("\n", "\n      "))
    built = ".aws-sam/build"
    os.rename(built, built + "-away")
    said = command("sam", "deploy", "--no-confirm-changeset", ok=False)
    check(said.returncode != 0 and "Template file not found" in said.stdout and not stack_exists(NAME),
          "sam deploy without sam build: refused, nothing is uploaded", said.stdout)
    os.rename(built + "-away", built)
    command("./rdsalert", "check")
    command("sam", "deploy", "--no-confirm-changeset")
    expected.parameters |= {"AlertEmail": "security@example.com", "WatchEmail": "platform@example.com"}
    expected.compare("the first deployment")
    again()
    token = [t for to, action, t, _ in observed.calls() if (to, action) == ("security@example.com", "confirm")][-1]
    DEPLOY.run("Email", 1, variables=f"token={token}", expect="security@example.com")
    drill = command("ops/drill", NAME, "--proof-wait", "3", ok=False)  # deployed.py waits for the proof
    check("PASSED: the alert was published" in drill.stdout and "no record of the refused call has come" in drill.stdout,
          "a deployer may confirm, and drill", drill.stdout)


def follow(expected, heading):
    DEPLOY.run(heading, BLOCK.get(heading, 0), instead=UNATTENDED)
    values, made = STEPS[heading]
    expected.parameters |= values
    expected.resources |= made
    expected.compare(heading)


def take_back(expected):
    """The same settings at their defaults, as the documents say, in one go."""
    defaults = Expected().parameters
    names = [name for values, _ in STEPS.values() for name in values]
    command("ops/settings", *(f"{name}={defaults[name]}" for name in names))
    command("sam", "deploy", "--no-confirm-changeset")
    for values, made in STEPS.values():
        expected.parameters |= {name: defaults[name] for name in values}
        expected.resources -= made
    expected.compare("all taken back")
    check(not any(made & resources().keys() for _, made in STEPS.values()), "  and what they made is gone")


def guided(expected):
    """Runs sam deploy --guided with Enter at every question, and goes on by the documents."""
    said = command("sam", "deploy", "--guided", "--no-confirm-changeset", answers="\n" * 60).stdout
    check("Saved arguments to config file" in said, "sam deploy --guided, Enter at every question")
    expected.compare("it")
    command("./rdsalert", "check")
    again()


def upgrade(expected):
    """A new version has another parameter, and another comment in the example."""
    place = "../upstream/"
    for file, line, more in (
            ("template.yaml", "Parameters:\n  RulePack:", "Parameters:\n  Colour:\n    Type: String\n    Default: blue\n  RulePack:"),
            ("samconfig.example.toml", "AlertEmail = ", "# Colour.\nColour = \"blue\"\nAlertEmail = ")):
        with open(place + file, encoding="utf-8") as old:
            text = old.read()
        check(line in text, f"  {file} of a new version")
        with open(place + file, "w", encoding="utf-8") as new:
            new.write(text.replace(line, more, 1))
    command("git", "-C", place, "commit", "--quiet", "--all", "--message", "another version")
    said = DEPLOY.run("Upgrade", instead=(
        *UNATTENDED, ("sam build", "sed -i -e 's/^Parameters:$/Parameters:\\n  Colour:\\n    Type: String\\n    Default: blue/' "
                      "-e 's/Description: Takes one event.*/Description: !Ref Colour/' .aws-sam/build/template.yaml")))
    check("added Colour" in said, "git pull, and what is new is added")
    expected.parameters["Colour"] = "blue"
    expected.compare("the upgrade")
    again()


def a_colleague(expected):
    """Has a clone without settings, and the stack is deployed."""
    os.rename("samconfig.toml", "../mine.toml")
    said = command("ops/settings").stdout
    check("is deployed: the file gets its settings" in said, "a colleague's ops/settings takes them from the stack", said)
    again("sam deploy of theirs")
    expected.compare("the colleague")


def second_stack(expected):
    DEPLOY.run("Two stacks in one Region", instead=(
        ("sam deploy", "sam deploy --no-confirm-changeset"), ("sam build", "true")))
    check(stack_exists("rds-alert-trial"), "a second stack is there")
    expected.compare("the second stack")
    command("ops/settings", "--file", "samconfig.trial.toml", "ProtectLedger=false")
    command("sam", "deploy", "--config-file", "samconfig.trial.toml", "--no-confirm-changeset")
    command("sam", "delete", "--stack-name", "rds-alert-trial", "--no-prompts")
    expected.compare("its removal")


def in_every_order():
    """Without the stack: all orders of the steps end in the same file, also starting from what a guided run saved."""
    lines = [f"{name}={value}" for values, _ in STEPS.values() for name, value in values.items()]
    ends = set()
    for order in itertools.islice(itertools.permutations(lines), 0, None, 60):
        command("cp", "samconfig.toml", "samconfig.order.toml")
        for setting in order[: len(order) // 2]:
            command("ops/settings", "--file", "samconfig.order.toml", setting)
        command("ops/settings", "--file", "samconfig.order.toml", *order[len(order) // 2:])
        with open("samconfig.order.toml", encoding="utf-8") as file:
            ends.add(file.read())
    check(len(ends) == 1, "any order of the steps ends in the same file", len(ends))
    os.remove("samconfig.order.toml")


def removed():
    RUNBOOK.run("Remove the stack", 0, instead=(*UNATTENDED, ('--stack-name "$stack"', '--stack-name "$stack" --no-prompts')))
    check(not stack_exists(NAME), "the runbook removes the stack")


def main():
    seed = int(os.environ.get("SEED", random.randrange(1000)))
    print(f"Settings, in orders of seed {seed}")
    chance, expected = random.Random(seed), Expected()
    before = {name: os.environ[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
    become_a_deployer()
    first_deployment(expected)
    for heading in chance.sample(list(STEPS), len(STEPS)):
        follow(expected, heading)
    again()
    guided(expected)
    take_back(expected)
    for heading in chance.sample(list(STEPS), 2):
        follow(expected, heading)
    upgrade(expected)
    a_colleague(expected)
    in_every_order()
    deployer = {name: os.environ[name] for name in before}
    os.environ |= before  # another stack needs rights of its own
    second_stack(expected)
    os.environ |= deployer
    removed()


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        sys.exit(1)
