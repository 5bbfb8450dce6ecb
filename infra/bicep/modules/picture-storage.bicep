// The account of the pictures, and of dropped files and what is made of them. Browsers send files straight to it with signed addresses,
// and Event Grid reads its events, so it has a public endpoint even where the rest is private; keys are off, so what is signed is signed
// by the app's identity and ends within the hour.
metadata description = 'Storage of the pictures'

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

@description('Origin of the web app, for browsers that send files straight into the store.')
param webOrigins array

@description('Names of the containers: pictures, incoming, uploads, outputs, presets.')
param containers object

@description('Container of events that could not be delivered.')
param deadLetterContainer string

@description('Queues that the app\'s triggers wait at.')
param queueNames array

@description('Days after which a file on its way into the gallery, a dropped file and a dead letter are deleted; 0 keeps dropped files.')
param incomingDays int
param uploadsDays int
param deadLetterDays int

@description('Principal of the app\'s identity.')
param appPrincipalId string

@description('Who operates the service: may drop files, write presets, and replay what failed. Empty for nobody.')
param operatorPrincipalId string

@description('User, Group or ServicePrincipal.')
param operatorPrincipalType string

@description('Workspace for the log of writes and deletes.')
param workspaceId string

var roles = loadJsonContent('../roles.json')

// Presets are the operators': the app reads them.
var appMayWrite = [
  containers.pictures
  containers.incoming
  containers.uploads
  containers.outputs
]
var operatorMayWrite = [
  containers.uploads
  containers.outputs
  containers.presets
  deadLetterContainer
]
var containerNames = union(appMayWrite, operatorMayWrite)

var cleaning = [
  {
    name: 'incoming'
    container: containers.incoming
    days: incomingDays
  }
  {
    name: 'uploads'
    container: containers.uploads
    days: uploadsDays
  }
  {
    name: 'dead-letters'
    container: deadLetterContainer
    days: deadLetterDays
  }
]

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  // checkov:skip=CKV_AZURE_35:browsers send files to it with signed addresses, from anywhere
  // checkov:skip=CKV_AZURE_59:the same; no blob is public
  // checkov:skip=CKV_AZURE_206:over zones with zoneRedundant
  // checkov:skip=CKV_AZURE_43:the name is 'stpics' and 13 letters and digits
  name: accountName
  location: location
  tags: tags
  sku: {
    name: skuName
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices' // Event Grid comes this way
      defaultAction: 'Allow'
    }
    sasPolicy: {
      sasExpirationPeriod: '0.01:00:00'
      expirationAction: 'Log'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    cors: {
      corsRules: [
        {
          allowedOrigins: webOrigins
          allowedMethods: [
            'GET'
            'HEAD'
            'PUT'
            'OPTIONS'
          ]
          allowedHeaders: [
            'content-type'
            'range'
            'x-ms-*'
          ]
          exposedHeaders: [
            'etag'
            'content-length'
            'content-range'
            'x-ms-*'
          ]
          maxAgeInSeconds: 3600
        }
      ]
    }
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = [
  for name in containerNames: {
    parent: blobs
    name: name
    properties: {
      publicAccess: 'None'
    }
  }
]

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-08-01' = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-08-01' = [
  for name in queueNames: {
    parent: queues
    name: name
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for rule in cleaning: {
          name: rule.name
          type: 'Lifecycle'
          enabled: rule.days > 0
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
                'appendBlob'
              ]
              prefixMatch: [
                '${rule.container}/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: max(rule.days, 1)
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    container
  ]
}

resource appWrites 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for name in appMayWrite: {
    name: guid(account.id, name, appPrincipalId, roles.storageBlobDataContributor)
    scope: container[indexOf(containerNames, name)]
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    }
  }
]

resource appReadsPresets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, containers.presets, appPrincipalId, roles.storageBlobDataReader)
  scope: container[indexOf(containerNames, containers.presets)]
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

// Signed addresses are made with a key that the account gives to whoever has this role; it exists for accounts only.
resource appSigns 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, appPrincipalId, roles.storageBlobDelegator)
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDelegator)
  }
}

// For the whole account: the blobs extension makes its poison queue by itself.
resource appQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, appPrincipalId, roles.storageQueueDataContributor)
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageQueueDataContributor)
  }
}

resource operatorWrites 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for name in operatorMayWrite: if (!empty(operatorPrincipalId)) {
    name: guid(account.id, name, operatorPrincipalId, roles.storageBlobDataContributor)
    scope: container[indexOf(containerNames, name)]
    properties: {
      principalId: operatorPrincipalId
      principalType: operatorPrincipalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    }
  }
]

resource operatorReplays 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in queueNames: if (!empty(operatorPrincipalId)) {
    name: guid(account.id, name, operatorPrincipalId, roles.storageQueueDataContributor)
    scope: queue[index]
    properties: {
      principalId: operatorPrincipalId
      principalType: operatorPrincipalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageQueueDataContributor)
    }
  }
]

// Reads are most of the traffic and would be most of the bill.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'lienzo'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

output accountId string = account.id
output accountName string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
