"""Runs the queries of ./rdsalert sql in DuckDB over all samples, and compares verdicts with those of reading the files."""

import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import samples

DUCKDB = sys.argv[1]
ON_REQUEST = "db-snapshot-deleted,legacy-db-group-removed"
CHOICES = (("--pack", "core"), ("--pack", "database-exposure", "--rules-on", ON_REQUEST))


def output(*command, given=None):
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 2) or (command[0] == DUCKDB and done.returncode):
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stderr}")
    return done.stdout


def duckdb(sql):
    return output(DUCKDB, "-noheader", "-list", given=sql)


def query(folder, *options):
    return output("./rdsalert", "sql", "--engine", "duckdb", "--files", f"{folder}/**/*.json.gz", *options)


def verdicts(files, choice, given=None):
    """For each event that is not ignored: the decision, and the rules that matched."""
    lines = output("./rdsalert", "run", "--json", "--cap", "none", *choice, *files, given=given)
    decided = map(json.loads, lines.splitlines())
    return sorted((one["eventId"], one["decision"], *one["rules"]) for one in decided)


def write(folder):
    """Writes samples as log files, by day, and a digest file beside them; returns files and hits.

    No query asks for what concerns the stack itself.
    """
    days = {}
    hits = set()
    for path, hit in samples.verdicts().items():
        record = samples.read(path).get("detail")
        if not isinstance(record, dict) or path.startswith("events/stack-"):
            continue
        day = re.match(r"\d{4}-\d\d-\d\d", str(record.get("eventTime"))) or re.match(".*", "2026-01-01")
        days.setdefault(day.group().replace("-", "/"), []).append(record)
        if hit:
            hits.add(record["eventID"])
    files = []
    for day, records in sorted(days.items()):
        for number in range(0, len(records), 50):
            name = f"123456789012_CloudTrail_eu-central-1_{day.replace('/', '')}T0000Z_{number}.json.gz"
            file = folder / "AWSLogs/123456789012/CloudTrail/eu-central-1" / day / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(gzip.compress(json.dumps({"Records": records[number:number + 50]}).encode()))
            files.append(file)
    digest = folder / "AWSLogs/123456789012/CloudTrail-Digest/eu-central-1/2026/02/10/digest.json.gz"
    digest.parent.mkdir(parents=True)
    digest.write_bytes(gzip.compress(b'{"awsAccountId": "123456789012", "logFiles": []}'))
    return files, hits


def check_verdicts(folder, files, hits):
    for choice in CHOICES:
        found = duckdb(query(folder, *choice))
        by_query = verdicts(["-"], choice, found)
        by_files = verdicts(map(str, files), choice)
        if by_query != by_files:
            sys.exit(f"{choice}: other verdicts\n{set(by_query) ^ set(by_files)}")
        print(f"{' '.join(choice)}: {found.count(chr(10))} records found, {len(by_query)} verdicts, the same as of the files")
    if missing := hits - {one[0] for one in by_query}:
        sys.exit(f"samples of hits that were not found: {missing}")


def check_time(folder, files):
    day = sorted({"/".join(file.parts[-4:-1]) for file in files})[len({file.parent for file in files}) // 2]
    since = day.replace("/", "-")
    sql = query(folder, *CHOICES[1], "--since", f"{since}T00:00:00Z", "--until", f"{since}T12:00:00Z")
    scanned = re.search(r"Scanning Files[\": ]+(\d+)/(\d+)", duckdb("EXPLAIN (ANALYZE, FORMAT json) " + sql))
    if not scanned or int(scanned[1]) >= int(scanned[2]):
        sys.exit(f"no file was left out: {scanned and scanned[0]}")
    whole = [json.loads(line) for line in duckdb(query(folder, *CHOICES[1])).split("\n")[:-1]]
    wanted = sorted(one["eventID"] for one in whole if since <= one["eventTime"] < f"{since}T12:00:00Z")
    got = sorted(json.loads(line)["eventID"] for line in duckdb(sql).split("\n")[:-1])
    if got != wanted or not wanted or len(wanted) == len(whole):
        sys.exit(f"of {since}: wanted {wanted}, got {got}")
    print(f"morning of {since}: {len(got)} of {len(whole)} records, {scanned[1]} of {scanned[2]} files opened")


with tempfile.TemporaryDirectory() as name:
    logs = pathlib.Path(name, "logs")
    written, expected = write(logs)
    check_verdicts(logs, written, expected)
    check_time(logs, written)
