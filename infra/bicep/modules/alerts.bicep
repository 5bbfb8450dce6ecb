// What somebody must hear of. Each alert's description says which page of docs/operations.md is for it.
metadata description = 'Alerts'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Who is told; empty for alerts that are only seen in the portal.')
param email string

@description('Application Insights component, its workspace, Event Grid topic and MySQL server.')
param componentId string
param workspaceId string
param topicId string
param databaseId string

@description('Connections that the database server takes.')
param databaseConnections int

@description('95 of 100 requests are to be answered within so many milliseconds.')
param latencyMilliseconds int

var runbook = 'See docs/operations.md:'

var onMetrics = [
  {
    name: 'failed-requests'
    description: '${runbook} "Requests fail".'
    scope: componentId
    namespace: 'microsoft.insights/components'
    metric: 'requests/failed'
    aggregation: 'Count'
    threshold: 10
    severity: 1
  }
  {
    name: 'delivery-fails'
    description: '${runbook} "Dropped files wait".'
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeliveryAttemptFailCount'
    aggregation: 'Total'
    threshold: 20
    severity: 2
  }
  {
    name: 'dead-letters'
    description: '${runbook} "Replay dead letters".'
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    threshold: 0
    severity: 1
  }
  {
    name: 'database-connections'
    description: '${runbook} "The database has no connections left".'
    scope: databaseId
    namespace: 'Microsoft.DBforMySQL/flexibleServers'
    metric: 'active_connections'
    aggregation: 'Maximum'
    threshold: databaseConnections * 8 / 10
    severity: 1
  }
  {
    name: 'database-processor'
    description: '${runbook} "The database is slow".'
    scope: databaseId
    namespace: 'Microsoft.DBforMySQL/flexibleServers'
    metric: 'cpu_percent'
    aggregation: 'Average'
    threshold: 80
    severity: 2
  }
  {
    name: 'database-storage'
    description: '${runbook} "The database is slow".'
    scope: databaseId
    namespace: 'Microsoft.DBforMySQL/flexibleServers'
    metric: 'storage_percent'
    aggregation: 'Maximum'
    threshold: 85
    severity: 2
  }
]

// The service writes one JSON line per thing that happened; see shared/log.py.
var onLogs = [
  {
    name: 'poison'
    description: '${runbook} "Replay poison messages".'
    query: 'AppTraces | where Message startswith \'{"event": "blob_poison"\' or Message startswith \'{"event": "job_poison"\''
    aggregation: 'Count'
    column: ''
    operator: 'GreaterThan'
    threshold: 0
    severity: 1
  }
  {
    name: 'unexpected-errors'
    description: '${runbook} "Requests fail".'
    query: 'AppExceptions | where SeverityLevel >= 3'
    aggregation: 'Count'
    column: ''
    operator: 'GreaterThan'
    threshold: 5
    severity: 2
  }
  {
    name: 'latency'
    description: '${runbook} "Answers are slow".'
    query: 'AppRequests | where Name !startswith "blob_" and Name !startswith "jobs_" and Name != "sweep" | summarize P95 = percentile(DurationMs, 95)'
    aggregation: 'Maximum'
    column: 'P95'
    operator: 'GreaterThan'
    threshold: latencyMilliseconds
    severity: 3
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-lienzo'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'lienzo'
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource onMetric 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in onMetrics: {
    name: 'alert-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
      enabled: true
      severity: alert.severity
      scopes: [
        alert.scope
      ]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: alert.name
            metricNamespace: alert.namespace
            metricName: alert.metric
            operator: 'GreaterThan'
            threshold: alert.threshold
            timeAggregation: alert.aggregation
          }
        ]
      }
      actions: empty(email) ? [] : array({ actionGroupId: group.id })
    }
  }
]

resource onLog 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in onLogs: {
    name: 'alert-${alert.name}'
    location: location
    tags: tags
    properties: {
      displayName: alert.name
      description: alert.description
      enabled: true
      severity: alert.severity
      scopes: [
        workspaceId
      ]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT15M'
      skipQueryValidation: true // the tables come with the first record
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: alert.aggregation
            metricMeasureColumn: empty(alert.column) ? null : alert.column
            operator: alert.operator
            threshold: alert.threshold
            failingPeriods: {
              minFailingPeriodsToAlert: 1
              numberOfEvaluationPeriods: 1
            }
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: empty(email) ? [] : array(group.id)
      }
    }
  }
]
