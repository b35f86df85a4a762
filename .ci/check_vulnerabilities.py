"""Asks OSV, a public database, for known vulnerabilities: of what is shipped, and of the tools that check it.

One in what is shipped is a failure, unless .ci/vulnerabilities-accepted has its id and a reason. One in a tool is told.
Where the database cannot be reached nothing was checked, and that is what is said: no failure, and no pass.
"""

import json
import os
import pathlib
import re
import sys
import urllib.error
import urllib.request
import zipfile

DATABASE = os.environ.get("OSV_URL", "https://api.osv.dev")
ACCEPTED = pathlib.Path(".ci/vulnerabilities-accepted")


def shipped():
    with zipfile.ZipFile("target/lambda.zip") as package:
        bill = json.loads(package.read("META-INF/sbom/lambda.cdx.json"))
    return {component["purl"].partition("?")[0] for component in bill["components"]}


def tools():
    for lock in pathlib.Path(".ci/locks").glob("*.txt"):
        for name, version in re.findall(r"^([\w.-]+)==([^ ;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
            yield f"pkg:pypi/{name}@{version}"
    lock = json.loads(pathlib.Path(".ci/locks/links/package-lock.json").read_text(encoding="utf-8"))
    for path, part in lock["packages"].items():
        if path:
            yield f"pkg:npm/{path.rpartition('node_modules/')[2].replace('@', '%40')}@{part['version']}"


def known(packages):
    """The ids of each package's known vulnerabilities, requested in batches because the database takes 1,000 at most."""
    found = {}
    for start in range(0, len(packages), 500):
        lot = packages[start:start + 500]
        body = json.dumps({"queries": [{"package": {"purl": purl}} for purl in lot]}).encode()
        request = urllib.request.Request(f"{DATABASE}/v1/querybatch", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            results = json.load(answer)["results"]
        if len(results) != len(lot):
            sys.exit(f"FAILED: {DATABASE} was asked about {len(lot)} packages and told of {len(results)}")
        found.update({purl: [v["id"] for v in result["vulns"]] for purl, result in zip(lot, results) if result.get("vulns")})
    return found


def accepted():
    """Ids that were reviewed, each with the reason why it does no harm here."""
    for line in ACCEPTED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            identity, _, reason = line.partition(" ")
            if len(reason) < 20:
                sys.exit(f"FAILED: {ACCEPTED} has no reason for {identity}")
            yield identity


def main():
    ours, theirs = sorted(shipped()), sorted(set(tools()))
    try:
        in_ours, in_theirs = known(ours), known(theirs)
    except (urllib.error.URLError, TimeoutError, ConnectionError) as unreachable:
        if getattr(unreachable, "code", None) == 400:
            sys.exit(f"FAILED: {DATABASE} did not understand what it was asked")
        print(f"NOT CHECKED for known vulnerabilities: {DATABASE} cannot be reached ({unreachable})")
        return
    for purl, ids in in_theirs.items():
        print(f"  known in a tool: {purl}: {', '.join(ids)}")
    fine = set(accepted())
    bad = {purl: open_ids for purl, ids in in_ours.items() if (open_ids := [i for i in ids if i not in fine])}
    for purl, ids in bad.items():
        print(f"known in what is shipped: {purl}: {', '.join(ids)}", file=sys.stderr)
    if bad:
        sys.exit(f"FAILED: take a newer version, or say in {ACCEPTED} why it does no harm")
    print(f"nothing known in the {len(ours)} libraries that are shipped, {len(in_theirs)} of {len(theirs)} tools with something known")


if __name__ == "__main__":
    main()
