"""Shapes of resource types that the checker of templates does not bring along, after the schemas that Azure publishes.

A name that ends in `!` is required. A text is a closed list of values; `[x]` is a list of x; `{"*": x}` has names of its own.
"""

from typing import Any, Final

REQUIRED: Final = 1
SIMPLE: Final = {"str": "StringType", "int": "IntegerType", "bool": "BooleanType"}
TAGS: Final = {"*": "str"}

_METRIC: Final = {
    "criterionType!": "'DynamicThresholdCriterion|StaticThresholdCriterion",
    "name!": "str",
    "metricName!": "str",
    "metricNamespace": "str",
    "operator!": "'Equals|GreaterThan|GreaterThanOrEqual|LessThan|LessThanOrEqual",
    "threshold!": "int",
    "timeAggregation!": "'Average|Count|Maximum|Minimum|Total",
    "dimensions": [{"name!": "str", "operator!": "'Include|Exclude", "values!": ["str"]}],
    "skipMetricValidation": "bool",
}
_CONDITION: Final = {
    "query": "str",
    "timeAggregation": "'Average|Count|Maximum|Minimum|Total",
    "metricMeasureColumn": "str",
    "operator": "'Equals|GreaterThan|GreaterThanOrEqual|LessThan|LessThanOrEqual",
    "threshold": "int",
    "failingPeriods": {"minFailingPeriodsToAlert": "int", "numberOfEvaluationPeriods": "int"},
}
_NOTICE: Final = {
    "enabled!": "bool",
    "operator!": "'EqualTo|GreaterThan|GreaterThanOrEqualTo",
    "threshold!": "int",
    "thresholdType": "'Actual|Forecasted",
    "contactEmails!": ["str"],
    "contactGroups": ["str"],
}

SHAPES: Final[dict[str, dict[str, Any]]] = {
    "Microsoft.Insights/actionGroups@2023-01-01": {
        "location!": "str",
        "properties": {
            "enabled!": "bool",
            "groupShortName!": "str",
            "emailReceivers": [{"name!": "str", "emailAddress!": "str", "useCommonAlertSchema": "bool"}],
        },
    },
    "Microsoft.Insights/metricAlerts@2018-03-01": {
        "location!": "str",
        "properties!": {
            "description": "str",
            "enabled!": "bool",
            "severity!": "int",
            "scopes!": ["str"],
            "evaluationFrequency!": "str",
            "windowSize!": "str",
            "autoMitigate": "bool",
            "criteria!": {"odata.type!": "'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", "allOf": [_METRIC]},
            "actions": [{"actionGroupId": "str"}],
        },
    },
    "Microsoft.Insights/scheduledQueryRules@2023-12-01": {
        "location!": "str",
        "kind": "'LogAlert|LogToMetric",
        "properties!": {
            "displayName": "str",
            "description": "str",
            "enabled": "bool",
            "severity": "int",
            "scopes": ["str"],
            "evaluationFrequency": "str",
            "windowSize": "str",
            "skipQueryValidation": "bool",
            "autoMitigate": "bool",
            "criteria": {"allOf": [_CONDITION]},
            "actions": {"actionGroups": ["str"]},
        },
    },
    "Microsoft.Insights/workbooks@2023-06-01": {
        "location!": "str",
        "kind": "'shared",
        "properties": {
            "displayName!": "str",
            "category!": "str",
            "serializedData!": "str",
            "sourceId": "str",
            "version": "str",
            "description": "str",
        },
    },
    "Microsoft.Consumption/budgets@2023-03-01": {
        "properties": {
            "category!": "'Cost",
            "amount!": "int",
            "timeGrain!": "'Annually|Monthly|Quarterly",
            "timePeriod!": {"startDate!": "str", "endDate": "str"},
            "notifications": {"*": _NOTICE},
        },
    },
    "Microsoft.Communication/emailServices@2023-04-01": {"location!": "str", "properties": {"dataLocation!": "str"}},
    "Microsoft.Communication/emailServices/domains@2023-04-01": {
        "location!": "str",
        "properties": {
            "domainManagement!": "'AzureManaged|CustomerManaged|CustomerManagedInExchangeOnline",
            "userEngagementTracking": "'Disabled|Enabled",
        },
    },
    "Microsoft.Communication/communicationServices@2023-04-01": {
        "location!": "str",
        "properties": {"dataLocation!": "str", "linkedDomains": ["str"]},
    },
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01": {
        "location": "str",
        "properties": {"registrationEnabled": "bool", "virtualNetwork": {"id": "str"}, "resolutionPolicy": "'Default|NxDomainRedirect"},
    },
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01": {
        "properties": {"privateDnsZoneConfigs": [{"name": "str", "properties": {"privateDnsZoneId": "str"}}]},
    },
    "Microsoft.Storage/storageAccounts/queueServices@2025-08-01": {"properties": {}},
    "Microsoft.Storage/storageAccounts/queueServices/queues@2025-08-01": {"properties": {"metadata": {"*": "str"}}},
}


# What Azure takes and its published schemas do not have yet: a property of that type, beside one that they have.
UNPUBLISHED: Final = {"Microsoft.Web/sites@2025-03-01": ("httpsOnly", "siteScopedCertificatesEnabled")}


def types(published: dict[str, Any]) -> dict[str, Any]:
    """All shapes as the checker wants them: per type a list of nodes, of which the first is the resource.

    Args:
        published: those that the checker brings along.
    """
    for name, (known, unpublished) in UNPUBLISHED.items():
        for node in published[name]:
            if known in node.get("properties", {}):
                node["properties"][unpublished] = node["properties"][known]
    return published | {name: _nodes(shape) for name, shape in SHAPES.items()}


def _nodes(shape: dict[str, Any]) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = [{"$type": "ResourceType", "body": 0}]
    nodes[0]["body"] = _add(nodes, {"name!": "str", "tags": TAGS, **shape})
    return nodes


def _add(nodes: list[dict[str, Any]], shape: Any) -> int:
    if isinstance(shape, list):
        node: dict[str, Any] = {"$type": "ArrayType", "itemType": _add(nodes, shape[0])}
    elif isinstance(shape, dict):
        node = {"$type": "ObjectType", "properties": {}}
        for key, value in shape.items():
            if key == "*":
                node["additionalProperties"] = _add(nodes, value)
            else:
                node["properties"][key.rstrip("!")] = {"type": _add(nodes, value), "flags": REQUIRED if key.endswith("!") else 0}
    elif shape in SIMPLE:
        node = {"$type": SIMPLE[shape]}
    else:
        literals = [_literal(nodes, value) for value in shape.removeprefix("'").split("|")]
        node = {"$type": "UnionType", "elements": literals}
    nodes.append(node)
    return len(nodes) - 1


def _literal(nodes: list[dict[str, Any]], value: str) -> int:
    nodes.append({"$type": "StringLiteralType", "value": value})
    return len(nodes) - 1
