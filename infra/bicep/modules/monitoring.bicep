// Logs, traces and metrics. Nothing is taken in with a key: senders need the role that this module gives to the app.
metadata description = 'Log Analytics and Application Insights'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the workspace.')
param workspaceName string

@description('Name of the Application Insights component.')
param componentName string

@description('Days that logs are kept; 31 are free.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('Most gigabytes of logs a day: the rest of that day is not kept, and not paid for.')
@minValue(1)
param dailyGigabytes int

@description('Principal of the app\'s identity.')
param appPrincipalId string

var roles = loadJsonContent('../roles.json')

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: dailyGigabytes
    }
    features: {
      disableLocalAuth: true
    }
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

// Without it telemetry is dropped in silence.
resource appSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(component.id, appPrincipalId, roles.monitoringMetricsPublisher)
  scope: component
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
  }
}

output workspaceId string = workspace.id
output componentId string = component.id
// No secret: with local authentication off it only says where to send.
output connectionString string = component.properties.ConnectionString
