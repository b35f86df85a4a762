"""Validates OCSF findings, and proves that the validators refuse broken ones."""

import copy
import json
import pathlib
import sys

import jsonschema
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
from py_ocsf_models.events.findings.detection_finding import DetectionFinding

SCHEMA = OcsfJsonSchemaEmbedded(get_ocsf_schema("1.8.0")).get_class_schema(
    "detection_finding", profiles=["cloud"]
)
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
# Objects of which OCSF requires at least one attribute, which the JSON Schema does not express.
AT_LEAST_ONE = {
    name: definition["constraints"]["at_least_one"]
    for name, definition in get_ocsf_schema("1.8.0")["objects"].items()
    if "at_least_one" in (definition.get("constraints") or {})
}
NAMED = {"actor": "actor", "user": "user", "src_endpoint": "network_endpoint", "account": "account"}


def constraints(value, path="finding"):
    """Yields what breaks an at-least-one constraint."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from constraints(item, f"{path}[{number}]")
    if isinstance(value, dict):
        for key, item in value.items():
            wanted = AT_LEAST_ONE.get(NAMED.get(key, ""))
            if wanted and isinstance(item, dict) and not any(name in item for name in wanted):
                yield f"{path}.{key}: none of {', '.join(wanted)}"
            if key == "evidences":
                for evidence in item:
                    if not any(name in evidence for name in AT_LEAST_ONE["evidences"]):
                        yield f"{path}.{key}: evidence of nothing"
            if key not in ("unmapped", "data"):
                yield from constraints(item, f"{path}.{key}")


def old_observables(finding):
    """A finding without observables of kinds newer than OCSF 1.1, the last version that py-ocsf-models knows."""
    kept = [one for one in finding.get("observables", []) if one["type_id"] <= 30]
    kept = [one for one in kept if one["type_id"] not in range(11, 20)]
    return {**finding, "observables": kept}


def faults(finding):
    """All faults that the validators find."""
    found = [f"schema: {e.json_path}: {e.message[:200]}" for e in VALIDATOR.iter_errors(finding)]
    found += [f"constraint: {fault}" for fault in constraints(finding)]
    try:
        DetectionFinding.model_validate(old_observables(finding))
    except ValueError as e:
        found.append(f"py-ocsf-models: {e}")
    return found


def broken(finding):
    """Yields broken copies, each with what was broken."""
    for path in (("class_uid",), ("metadata", "version"), ("finding_info", "uid"), ("cloud",)):
        copied = copy.deepcopy(finding)
        inner = copied
        for name in path[:-1]:
            inner = inner[name]
        del inner[path[-1]]
        yield "without " + ".".join(path), copied
    for path, value in (("severity_id", 17), ("time", "yesterday"), ("surprise", 1)):
        yield f"{path} = {value}", {**copy.deepcopy(finding), path: value}
    copied = copy.deepcopy(finding)
    copied["evidences"][0]["src_endpoint"] = {"ip": "cloudformation.amazonaws.com"}
    yield "a service's name as an address", copied
    copied = copy.deepcopy(finding)
    copied["evidences"][0]["actor"] = {}
    yield "an actor that is nobody", copied


def main(folder):
    files = sorted(pathlib.Path(folder).glob("*.json"))
    if not files:
        sys.exit(f"{folder} holds no findings: run the tests first")
    bad = 0
    for file in files:
        for fault in faults(json.loads(file.read_text())):
            bad += 1
            print(f"{file.name}: {fault}")
    if bad:
        sys.exit(f"{bad} faults in {len(files)} findings")
    print(f"{len(files)} findings are valid OCSF 1.8.0 Detection Findings")
    for what, finding in broken(json.loads(files[0].parent.joinpath("root.json").read_text())):
        if not faults(finding):
            sys.exit(f"the validators let a broken finding pass: {what}")
        print(f"refused: {what}")


main(sys.argv[1])
