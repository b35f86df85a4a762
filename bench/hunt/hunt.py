"""What one would write instead of ./rdsalert run: hunt.py parse|search|duckdb FILE-OR-FOLDER"""
import glob
import gzip
import os
import sys

kind, logs = sys.argv[1:]
files = sorted(glob.glob(logs + "/**/*.gz", recursive=True)) if os.path.isdir(logs) else [logs]
if kind == "duckdb":
    import duckdb

    query = """
        SELECT record->>'eventID'
        FROM (SELECT unnest(Records) AS record
              FROM read_json(?, columns = {Records: 'JSON[]'}, maximum_object_size = 2000000000))
        WHERE record->>'eventName' = 'CreateDBSecurityGroup' AND record->>'errorCode' IS NULL"""
    for row in duckdb.execute(query, [files]).fetchall():
        print(row[0])
else:
    import orjson

    for file in files:
        with gzip.open(file) as log:
            data = log.read()
        if kind == "search" and b"CreateDBSecurityGroup" not in data:
            continue
        for record in orjson.loads(data)["Records"]:
            if record["eventName"] == "CreateDBSecurityGroup" and "errorCode" not in record:
                print(record["eventID"])
