// The account of the Functions host: its leases and keys, the queues inside its triggers, and the deployed package. No pictures.
metadata description = 'Storage of the Functions host'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param accountName string

@description('Redundancy: Standard_LRS, or Standard_ZRS over zones.')
param skuName string

@description('True when only the app\'s network may reach it.')
param private bool

@description('Container of the deployed package.')
param packageContainer string

@description('Principal of the app\'s identity.')
param appPrincipalId string

var roles = loadJsonContent('../roles.json')

// The host makes containers, queues and tables of its own names, so its roles are those of the whole account, which holds nothing else.
var hostRoles = [
  roles.storageBlobDataOwner
  roles.storageQueueDataContributor
  roles.storageTableDataContributor
]

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  // checkov:skip=CKV_AZURE_35:denied with private networking
  // checkov:skip=CKV_AZURE_59:off with private networking
  // checkov:skip=CKV_AZURE_206:over zones with zoneRedundant
  // checkov:skip=CKV_AZURE_43:the name is 'sthost' and 13 letters and digits
  name: accountName
  location: location
  tags: tags
  sku: {
    name: skuName
  }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: packageContainer
  properties: {
    publicAccess: 'None'
  }
}

resource hostRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostRoles: {
    name: guid(account.id, appPrincipalId, role)
    scope: account
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output accountId string = account.id
output accountName string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
output packageUrl string = '${account.properties.primaryEndpoints.blob}${packages.name}'
