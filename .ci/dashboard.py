"""Checks a dashboard's body against the structure that CloudWatch documents for it."""

import json

OURS = "RdsSecurityGroupAlert"
TOP = {"widgets", "start", "end", "periodOverride", "variables"}
WIDGET = {"type", "x", "y", "width", "height", "properties"}
PROPERTIES = {
    "metric": ({"metrics", "region"}, {"title", "view", "stat", "period", "stacked", "setPeriodToTimeRange", "yAxis", "legend", "annotations", "liveData"}),
    "alarm": ({"alarms"}, {"title", "sortBy", "states"}),
    "log": ({"region", "query"}, {"title", "view", "stacked"}),
    "text": ({"markdown"}, {"background"}),
}
RENDERING = {"stat", "label", "yAxis", "color", "id", "visible", "period"}


def require(holds, what):
    if not holds:
        raise ValueError(f"the dashboard is not valid: {what}")


def expanded(metric, before):
    """A metric with its shorthands expanded: '.' repeats one word of the line before, '...' all but the last ones."""
    words = [w for w in metric if isinstance(w, str)]
    if words and words[0] == "...":
        rest = words[1:]
        words = before[:len(before) - len(rest)] + rest
    return [before[i] if w == "." else w for i, w in enumerate(words)]


def check_metrics(metrics, written):
    before = []
    for metric in metrics:
        require(all(isinstance(w, str) for w in metric[:-1]), f"only the last of {metric} may be an object")
        options = metric[-1] if isinstance(metric[-1], dict) else {}
        require(options.keys() <= RENDERING, f"{metric} has options that nobody knows")
        words = expanded(metric, before)
        require(len(words) >= 4 and len(words) % 2 == 0, f"{metric} is not namespace, name, and pairs of dimension and value")
        if words[0] == OURS:
            require(words[2] in ("FunctionName", "StackName") and (words[3], words[1]) in written, f"nobody writes {words}")
        before = words


def check(body, alarms, written):
    """Returns how many widgets there are; `written` are the metrics that functions were seen to write.

    :raises ValueError: what is wrong
    """
    parsed = json.loads(body)
    require(parsed.keys() <= TOP, f"unknown words {parsed.keys() - TOP}")
    taken = set()
    for widget in parsed["widgets"]:
        kind = widget["type"]
        require(widget.keys() == WIDGET and kind in PROPERTIES, f"a widget is {widget}")
        needed, allowed = PROPERTIES[kind]
        words = widget["properties"].keys()
        require(needed <= words <= needed | allowed, f"{kind} has {words}")
        require(widget["x"] + widget["width"] <= 24 and 1 <= widget["height"] <= 1000, "a widget does not fit the grid")
        cells = {(x, y) for x in range(widget["x"], widget["x"] + widget["width"]) for y in range(widget["y"], widget["y"] + widget["height"])}
        require(not cells & taken, f"{widget['properties'].get('title')} lies on another widget")
        taken |= cells
        if kind == "metric":
            check_metrics(widget["properties"]["metrics"], written)
        if kind == "alarm":
            require(set(widget["properties"]["alarms"]) == {a["AlarmArn"] for a in alarms}, "the alarm widget does not show exactly the stack's alarms")
    return len(parsed["widgets"])
