// Everything that the service is in Azure: `azd up` runs this, then the hooks in infra/hooks.
targetScope = 'subscription'

metadata description = 'Lienzo: an image service on Azure Functions'

@description('Name of the environment, for example dev, staging or production. One resource group each.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Region. Flex Consumption must be offered there: az functionapp list-flexconsumption-locations.')
param location string

@description('Object id of who deploys and operates: gets the vault\'s secret, the drop folders and the queues. Empty for nobody.')
param principalId string = ''

@description('What it is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param principalType string = 'User'

@description('Object id of the database\'s administrator, best a group with the deployers in it: there can be only one.')
param databaseAdminId string

@description('Its name: a user\'s principal name, a group\'s or an application\'s display name; 32 characters at most.')
@maxLength(32)
param databaseAdminName string

@description('Version of Python in Azure.')
param pythonVersion string = '3.13'

@description('Memory of an instance, MB; 2048 has one core, and one decoded picture of 50 megapixels fits well.')
@allowed([
  512
  2048
  4096
])
param instanceMemory int = 2048

@description('Most instances, over all functions. Each keeps its share of the database\'s connections.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Requests that an instance works on at once.')
@minValue(1)
@maxValue(100)
param httpConcurrency int = 8

@description('Instances that are always on for requests. They cost all day; without one, the first request after a rest waits.')
@minValue(0)
param alwaysReadyHttp int = 0

@description('Instances that are always on for dropped files.')
@minValue(0)
param alwaysReadyBlob int = 0

@description('True for a network of its own and private addresses of the host\'s storage, the vault and the database.')
param privateNetworking bool = false

@description('Addresses of that network, and of its subnets for the app and for private endpoints.')
param networkAddresses string = '10.40.0.0/16'
param appAddresses string = '10.40.0.0/24'
param endpointAddresses string = '10.40.1.0/24'

@description('True for instances, storage and a database standby in several zones.')
param zoneRedundant bool = false

@description('Size of the database server.')
@allowed([
  'Standard_B1ms'
  'Standard_B2s'
  'Standard_D2ads_v5'
  'Standard_D4ads_v5'
])
param databaseSize string = 'Standard_B1ms'

@description('Storage of the database, GiB; it grows by itself.')
@minValue(20)
param databaseStorage int = 20

@description('Days that backups of the database are kept.')
@minValue(1)
@maxValue(35)
param databaseBackupDays int = 14

@description('True for mail by Azure Communication Services, and proof of addresses.')
param emailService bool = false

@description('Where the e-mail service keeps data, for example Europe or United States.')
param emailDataLocation string = 'Europe'

@description('Domain of your own, without https://, for example pictures.example.com; a hook binds it when its DNS records are there.')
param customDomain string = ''

@description('True once it is bound and has its certificate: it is then the address in mails and tokens. The hook sets it.')
param customDomainReady bool = false

@description('Who hears of alerts and of spending; empty for nobody.')
param alertEmail string = ''

@description('For a month, in the currency of the subscription.')
@minValue(1)
param monthlyBudget int = 50

@description('First day of the month in which the budget begins, for example 2026-11-01. It must not change later.')
param budgetStart string

@description('Days that logs are kept.')
param logDays int = 30

@description('Most gigabytes of logs a day.')
param logGigabytes int = 1

@description('95 of 100 requests are to be answered within so many milliseconds.')
param latencyMilliseconds int = 3000

@description('Days after which dropped files are deleted; 0 keeps them. What was made of them stays.')
@minValue(0)
param uploadsDays int = 30

@description('owner/name of the GitHub repository whose workflow deploys; empty for none.')
param githubRepository string = ''

@description('Issuer and subject of the Azure Pipelines service connection that deploys, as it shows them; empty for none.')
param pipelinesIssuer string = ''
param pipelinesSubject string = ''

@description('More settings of the app, LIENZO_… and their values.')
param extraSettings object = {}

// Connections that a server of each size takes by default.
var databaseSizes = {
  Standard_B1ms: {
    tier: 'Burstable'
    connections: 171
  }
  Standard_B2s: {
    tier: 'Burstable'
    connections: 341
  }
  Standard_D2ads_v5: {
    tier: 'GeneralPurpose'
    connections: 683
  }
  Standard_D4ads_v5: {
    tier: 'GeneralPurpose'
    connections: 1365
  }
}
// A burstable server has no standby.
var database = zoneRedundant && startsWith(databaseSize, 'Standard_B') ? 'Standard_D2ads_v5' : databaseSize
var databaseConnections = databaseSizes[database].connections
// All instances together take 80 of 100 connections, less ten for people; four each are enough.
var databasePoolSize = max(1, min(4, (databaseConnections * 8 / 10 - 10) / maximumInstances))

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = {
  'azd-env-name': environmentName
  application: 'lienzo'
}
var appName = 'func-lienzo-${token}'
var webOrigins = [
  'https://${appName}.azurewebsites.net'
  'https://${customDomain}'
]
var storageSku = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
var containers = {
  pictures: 'pictures'
  incoming: 'incoming'
  uploads: 'uploads'
  outputs: 'outputs'
  presets: 'presets'
}
var queueNames = [
  'lienzo-jobs'
  'lienzo-jobs-poison'
  'webjobs-blobtrigger-poison'
]
var deadLetterContainer = 'deadletters'
var signingKeysSecret = 'signing-keys'
var databaseUser = 'app'
var migratorUser = 'migrator'
var serviceName = 'api'

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-lienzo-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: tags
    appIdentityName: 'id-lienzo-app-${token}'
    migratorIdentityName: 'id-lienzo-migrator-${token}'
    databaseIdentityName: 'id-lienzo-database-${token}'
    githubRepository: githubRepository
    githubEnvironment: environmentName
    pipelinesIssuer: pipelinesIssuer
    pipelinesSubject: pipelinesSubject
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: 'log-lienzo-${token}'
    componentName: 'appi-lienzo-${token}'
    retentionDays: logDays
    dailyGigabytes: logGigabytes
    appPrincipalId: identity.outputs.appPrincipalId
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'network'
  scope: group
  params: {
    location: location
    tags: tags
    networkName: 'vnet-lienzo-${token}'
    networkAddresses: networkAddresses
    appAddresses: appAddresses
    endpointAddresses: endpointAddresses
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'host-storage'
  scope: group
  params: {
    location: location
    tags: tags
    accountName: 'sthost${token}'
    skuName: storageSku
    private: privateNetworking
    packageContainer: 'packages'
    appPrincipalId: identity.outputs.appPrincipalId
  }
}

module pictureStorage 'modules/picture-storage.bicep' = {
  name: 'picture-storage'
  scope: group
  params: {
    location: location
    tags: tags
    accountName: 'stpics${token}'
    skuName: storageSku
    webOrigins: empty(customDomain) ? take(webOrigins, 1) : webOrigins
    containers: containers
    deadLetterContainer: deadLetterContainer
    queueNames: queueNames
    incomingDays: 2
    uploadsDays: uploadsDays
    deadLetterDays: 30
    appPrincipalId: identity.outputs.appPrincipalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
    workspaceId: monitoring.outputs.workspaceId
  }
}

module events 'modules/events.bicep' = {
  name: 'events'
  scope: group
  params: {
    location: location
    tags: tags
    topicName: 'evgt-lienzo-${token}'
    accountName: pictureStorage.outputs.accountName
    deadLetterContainer: deadLetterContainer
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    location: location
    tags: tags
    vaultName: 'kv-lienzo-${token}'
    private: privateNetworking
    appPrincipalId: identity.outputs.appPrincipalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
    workspaceId: monitoring.outputs.workspaceId
  }
}

module mysql 'modules/database.bicep' = {
  name: 'database'
  scope: group
  params: {
    location: location
    tags: tags
    serverName: 'mysql-lienzo-${token}'
    databaseName: 'lienzo'
    skuName: database
    skuTier: databaseSizes[database].tier
    storageGigabytes: databaseStorage
    backupDays: databaseBackupDays
    zoneRedundant: zoneRedundant
    private: privateNetworking
    serverIdentityId: identity.outputs.databaseIdentityId
    administratorId: databaseAdminId
    administratorName: databaseAdminName
    workspaceId: monitoring.outputs.workspaceId
  }
}

module privateEndpoints 'modules/private-endpoints.bicep' = if (privateNetworking) {
  name: 'private-endpoints'
  scope: group
  params: {
    location: location
    tags: tags
    subnetId: privateNetworking ? network!.outputs.endpointSubnetId : ''
    hostStorageId: hostStorage.outputs.accountId
    vaultId: vault.outputs.vaultId
    databaseId: mysql.outputs.serverId
    blobZoneId: privateNetworking ? network!.outputs.blobZoneId : ''
    queueZoneId: privateNetworking ? network!.outputs.queueZoneId : ''
    tableZoneId: privateNetworking ? network!.outputs.tableZoneId : ''
    vaultZoneId: privateNetworking ? network!.outputs.vaultZoneId : ''
    databaseZoneId: privateNetworking ? network!.outputs.databaseZoneId : ''
  }
}

module mail 'modules/mail.bicep' = if (emailService) {
  name: 'mail'
  scope: group
  params: {
    tags: tags
    emailServiceName: 'email-lienzo-${token}'
    communicationServiceName: 'acs-lienzo-${token}'
    dataLocation: emailDataLocation
    appPrincipalId: identity.outputs.appPrincipalId
  }
}

// After the modules that give the app its roles, and with private networking after its addresses: it would start without them.
module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    location: location
    tags: tags
    planName: 'plan-lienzo-${token}'
    appName: appName
    serviceName: serviceName
    pythonVersion: pythonVersion
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    httpConcurrency: httpConcurrency
    alwaysReadyHttp: alwaysReadyHttp
    alwaysReadyBlob: alwaysReadyBlob
    zoneRedundant: zoneRedundant
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
    identityId: identity.outputs.appId
    identityClientId: identity.outputs.appClientId
    packageUrl: hostStorage.outputs.packageUrl
    hostBlobEndpoint: hostStorage.outputs.blobEndpoint
    hostQueueEndpoint: hostStorage.outputs.queueEndpoint
    hostTableEndpoint: hostStorage.outputs.tableEndpoint
    picturesBlobEndpoint: pictureStorage.outputs.blobEndpoint
    picturesQueueEndpoint: pictureStorage.outputs.queueEndpoint
    containers: containers
    telemetryConnectionString: monitoring.outputs.connectionString
    vaultUri: vault.outputs.vaultUri
    signingKeysSecret: signingKeysSecret
    databaseHost: mysql.outputs.host
    databaseName: mysql.outputs.databaseName
    databaseUser: databaseUser
    databasePoolSize: databasePoolSize
    customDomain: customDomainReady ? customDomain : ''
    mailEndpoint: emailService ? mail!.outputs.endpoint : ''
    mailSender: emailService ? mail!.outputs.sender : 'Lienzo <no-reply@localhost>'
    extraSettings: extraSettings
  }
  dependsOn: [
    privateEndpoints
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    email: alertEmail
    componentId: monitoring.outputs.componentId
    workspaceId: monitoring.outputs.workspaceId
    topicId: events.outputs.topicId
    databaseId: mysql.outputs.serverId
    databaseConnections: databaseConnections
    latencyMilliseconds: latencyMilliseconds
  }
}

module dashboard 'modules/dashboard.bicep' = {
  name: 'dashboard'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module budget 'modules/budget.bicep' = if (!empty(alertEmail)) {
  name: 'budget'
  scope: group
  params: {
    monthlyAmount: monthlyBudget
    startDate: budgetStart
    email: alertEmail
  }
}

// azd keeps these as environment variables; the hooks read them.
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = functions.outputs.appName
output SERVICE_API_ID string = functions.outputs.appId
output SERVICE_API_URI string = functions.outputs.appUrl
// DNS records that the domain needs.
output CUSTOM_DOMAIN_CNAME string = empty(customDomain) ? '' : '${customDomain} CNAME ${functions.outputs.hostName}'
output CUSTOM_DOMAIN_TXT string = empty(customDomain) ? '' : 'asuid.${customDomain} TXT ${functions.outputs.verificationId}'
output EVENTGRID_TOPIC_ID string = events.outputs.topicId
output PICTURES_ACCOUNT_ID string = pictureStorage.outputs.accountId
output PICTURES_ACCOUNT_NAME string = pictureStorage.outputs.accountName
output UPLOADS_CONTAINER string = containers.uploads
output INCOMING_CONTAINER string = containers.incoming
output OUTPUTS_CONTAINER string = containers.outputs
output DEADLETTER_CONTAINER string = deadLetterContainer
output VAULT_NAME string = vault.outputs.vaultName
output SIGNING_KEYS_SECRET string = signingKeysSecret
output DATABASE_SERVER_ID string = mysql.outputs.serverId
output DATABASE_HOST string = mysql.outputs.host
output DATABASE_NAME string = mysql.outputs.databaseName
output DATABASE_PRIVATE bool = privateNetworking
output DATABASE_ADMIN string = databaseAdminName
output DATABASE_APP_USER string = databaseUser
output DATABASE_APP_CLIENT_ID string = identity.outputs.appClientId
output DATABASE_MIGRATOR_USER string = migratorUser
output DATABASE_MIGRATOR_CLIENT_ID string = identity.outputs.migratorClientId
