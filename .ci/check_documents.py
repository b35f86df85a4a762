"""Follows every link of the documents to a file and to a heading in it, as GitHub names headings, and measures README.md.

Also checks that the section named in an alarm's description exists, that no command has a comment beside it, and that each
decision record has its parts and is listed under its title. First it proves that it notices faults. Links to other sites are
not followed.
"""

import pathlib
import re
import sys

MOST_LINES, WIDEST = 200, 120


def prose(text):
    """The lines outside of code blocks."""
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            inside = not inside
        elif not inside:
            yield line


def anchors(text):
    """The anchors of the headings; the second heading of a name gets -1 appended."""
    seen = {}
    for line in prose(text):
        if heading := re.match(r"#+ (.*)", line):
            name = re.sub(r"[^\w\- ]", "", heading.group(1).lower()).replace(" ", "-")
            seen[name] = seen.get(name, -1) + 1
            yield f"{name}-{seen[name]}" if seen[name] else name


def dead_links(document, text, exists, read):
    """Links whose file or heading is not there."""
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", "\n".join(prose(text)))):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (document.parent / file if file else document).resolve()
        if not exists(target) or anchor and anchor not in anchors(text if not file else read(target)):
            yield f"{document}: {link} leads nowhere"


def commented(document, text):
    """Lines of commands with a comment: by default macOS's zsh takes the comment for words of the command."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, re.M | re.S):
        for line in block.splitlines():
            if re.search(r"(^|\s)#(\s|$)", line):
                yield f"{document}: a command has a comment beside it: {line.strip()}"


def untold(template, text, runbook):
    """Alarms whose description names no section of the runbook, or one that is not there."""
    for description in re.findall(r"AlarmDescription: >-\n((?: {8}.*\n)+)", text):
        section = re.search(r" Runbook: (.*)\.$", " ".join(description.split()))
        if not section or section.group(1).replace(",", "").replace(" ", "-") not in anchors(runbook):
            yield f"{template}: an alarm names no section of docs/runbook.md: {' '.join(description.split())}"
    if text.count("AlarmDescription:") != text.count("AlarmDescription: >-\n"):
        yield f"{template}: an AlarmDescription is not written as the others are"


def excess(text):
    if (lines := text.count("\n")) > MOST_LINES:
        yield f"README.md has {lines} lines, more than {MOST_LINES}"
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > WIDEST and not line.startswith("|"):
            yield f"README.md:{number} has {len(line)} characters, more than {WIDEST}"


def incomplete(record, text, index):
    """A record's parts that are missing or out of order; *Not taken* is optional."""
    parts = re.findall(r"^\*\*(Status|Context|Decision|Not taken|Consequences)\.\*\*", text, re.M)
    if [part for part in parts if part != "Not taken"] != ["Status", "Context", "Decision", "Consequences"]:
        yield f"{record} needs Status, Context, Decision and Consequences, in this order, and has {', '.join(parts)}"
    if not re.search(r"^\*\*Status\.\*\* .*\d{4}-\d{2}-\d{2}", text, re.M):
        yield f"{record} has no date in its status"
    if f"[{record[:4]}]({record}): {text.splitlines()[0][2:]}" not in index:
        yield f"{record} does not stand in README.md under its title"


def prove():
    here = pathlib.Path("/x/a.md")
    text = "# One, `two`\n[a](#one-two) [b](#three) [c](b.md#one) [d](b.md#two) [e](c.md) `[f](g.md)` [h](https://example.com)\n"
    found = list(dead_links(here, text, lambda path: path.name == "b.md" or path == here, lambda path: "## One\n"))
    assert [line.split(": ")[1].split()[0] for line in found] == ["#three", "b.md#two", "c.md"], found
    block = "```sh\nls '#a' # why\n```\n```yaml\na: b # c\n```\n"
    assert len(list(commented("a", block))) == 1 and not list(commented("a", block.replace(" # why", "")))
    assert len(list(excess("x\n" * 201 + "y" * 121))) == 2
    alarm = "      AlarmDescription: >-\n        Sweeps failed.\n        Runbook: sweep errors.\n      Namespace: A\n"
    assert not list(untold("a", alarm, "### Sweep errors\n"))
    assert len(list(untold("a", alarm + "AlarmDescription: B\n", "### Sweep error\n"))) == 2
    good = "# A\n**Status.** Taken on 2026-01-31.\n**Context.**\n**Decision.**\n**Not taken.**\n**Consequences.**\n"
    assert not list(incomplete("0100-a.md", good, "- [0100](0100-a.md): A\n"))
    assert len(list(incomplete("0100-a.md", good.replace("2026-01-31", "a day").replace("Context", "Why"), ""))) == 3


def main():
    prove()
    files = [*pathlib.Path().glob("*.md"), *pathlib.Path("docs").rglob("*.md"), *pathlib.Path("events").glob("*.md")]
    documents = {file.resolve(): file.read_text(encoding="utf-8") for file in files}
    faults = [fault for document, text in documents.items()
              for fault in dead_links(document, text, pathlib.Path.exists, lambda path: path.read_text(encoding="utf-8"))]
    faults += [fault for document, text in documents.items() for fault in commented(document, text)]
    faults += excess(pathlib.Path("README.md").read_text(encoding="utf-8"))
    runbook = pathlib.Path("docs/runbook.md").read_text(encoding="utf-8")
    for template in "template.yaml", "template-forwarder.yaml":
        faults += untold(template, pathlib.Path(template).read_text(encoding="utf-8"), runbook)
    decisions = pathlib.Path("docs/decisions")
    index = (decisions / "README.md").read_text(encoding="utf-8")
    for record in sorted(decisions.glob("0*.md")):
        faults += incomplete(record.name, record.read_text(encoding="utf-8"), index)
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(documents)} documents: every link leads to a file or a heading that is there; README.md is short enough")


if __name__ == "__main__":
    main()
