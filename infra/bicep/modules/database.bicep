// MySQL that nobody enters with a password: who logs in shows a token of Entra ID, over TLS. Its children come one after the other,
// because the server refuses a second change while one is under way (ServerIsBusy).
metadata description = 'Azure Database for MySQL, flexible server'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the server.')
param serverName string

@description('Name of the database.')
param databaseName string

@description('Size of the server, for example Standard_B1ms.')
param skuName string

@description('Burstable, GeneralPurpose or MemoryOptimized.')
param skuTier string

@description('Storage, GiB; it grows by itself.')
param storageGigabytes int

@description('Days that backups are kept.')
@minValue(1)
@maxValue(35)
param backupDays int

@description('True for a standby in another zone.')
param zoneRedundant bool

@description('True when only the app\'s network may reach it.')
param private bool

@description('The server\'s own identity.')
param serverIdentityId string

@description('Object id of the administrator, best a group: there can be only one.')
param administratorId string

@description('Name of the administrator, as it logs in.')
param administratorName string

@description('Workspace for slow and failed statements.')
param workspaceId string

resource server 'Microsoft.DBforMySQL/flexibleServers@2024-12-30' = {
  // checkov:skip=CKV_AZURE_94:a second region's backup doubles the price; docs/operations.md says how to move a region
  // checkov:skip=CKV_AZURE_53:off with private networking
  // checkov:skip=CKV_AZURE_96:flexible servers encrypt at rest always, this check is about the retired single server
  name: serverName
  location: location
  tags: tags
  sku: {
    name: skuName
    tier: skuTier
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${serverIdentityId}': {}
    }
  }
  properties: {
    version: '8.0.21'
    createMode: 'Default'
    storage: {
      storageSizeGB: storageGigabytes
      autoGrow: 'Enabled'
      autoIoScaling: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: zoneRedundant ? 'ZoneRedundant' : 'Disabled'
    }
    network: {
      publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    }
  }
}

resource administrator 'Microsoft.DBforMySQL/flexibleServers/administrators@2024-12-30' = {
  parent: server
  name: 'ActiveDirectory'
  properties: {
    administratorType: 'ActiveDirectory'
    login: administratorName
    sid: administratorId
    tenantId: tenant().tenantId
    identityResourceId: serverIdentityId
  }
}

resource encryption 'Microsoft.DBforMySQL/flexibleServers/configurations@2024-12-30' = {
  parent: server
  name: 'require_secure_transport'
  properties: {
    value: 'ON'
    source: 'user-override'
  }
  dependsOn: [
    administrator
  ]
}

resource entraOnly 'Microsoft.DBforMySQL/flexibleServers/configurations@2024-12-30' = {
  parent: server
  name: 'aad_auth_only'
  properties: {
    value: 'ON'
    source: 'user-override'
  }
  dependsOn: [
    encryption
  ]
}

resource slowQueries 'Microsoft.DBforMySQL/flexibleServers/configurations@2024-12-30' = {
  parent: server
  name: 'slow_query_log'
  properties: {
    value: 'ON'
    source: 'user-override'
  }
  dependsOn: [
    entraOnly
  ]
}

resource database 'Microsoft.DBforMySQL/flexibleServers/databases@2024-12-30' = {
  parent: server
  name: databaseName
  properties: {
    charset: 'utf8mb4'
    collation: 'utf8mb4_0900_ai_ci'
  }
  dependsOn: [
    slowQueries
  ]
}

// "Azure services": the addresses of a Flex Consumption app without a network are not known beforehand. It lets other tenants knock
// too; what they would need is a token of this tenant for a user of this server. Private networking closes it.
resource azureServices 'Microsoft.DBforMySQL/flexibleServers/firewallRules@2024-12-30' = if (!private) {
  parent: server
  name: 'azure-services'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
  dependsOn: [
    database
  ]
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'lienzo'
  scope: server
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'MySqlSlowLogs'
        enabled: true
      }
    ]
  }
  dependsOn: [
    database
  ]
}

output serverId string = server.id
output serverName string = server.name
output host string = server.properties.fullyQualifiedDomainName
output databaseName string = database.name
