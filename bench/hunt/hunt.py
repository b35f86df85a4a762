"""What somebody would type instead of ./rdsalert run: hunt.py orjson|duckdb FILE..."""
import gzip
import sys

kind, files = sys.argv[1], sys.argv[2:]
if kind == "orjson":
    import orjson

    for file in files:
        with gzip.open(file) as log:
            data = log.read()
        for record in orjson.loads(data)["Records"]:
            if record["eventName"] == "CreateDBSecurityGroup" and "errorCode" not in record:
                print(record["eventID"])
else:
    import duckdb

    query = """
        SELECT record->>'eventID'
        FROM (SELECT unnest(Records) AS record
              FROM read_json(?, columns = {Records: 'JSON[]'}, maximum_object_size = 2000000000))
        WHERE record->>'eventName' = 'CreateDBSecurityGroup' AND record->>'errorCode' IS NULL"""
    for row in duckdb.execute(query, [files]).fetchall():
        print(row[0])
