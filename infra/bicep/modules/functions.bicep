// The app: one Flex Consumption plan with one function app, which serves the API and the web app, and watches blobs and queues.
metadata description = 'Function app'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the plan.')
param planName string

@description('Name of the app: its address is https://<name>.azurewebsites.net.')
param appName string

@description('Name of the service in azure.yaml, by which azd finds the app.')
param serviceName string

@description('Version of Python.')
param pythonVersion string

@description('Memory of an instance, MB; 2048 has one core.')
@allowed([
  512
  2048
  4096
])
param instanceMemory int

@description('Most instances, over all functions.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Requests that an instance works on at once; its threads, too.')
@minValue(1)
@maxValue(100)
param httpConcurrency int

@description('Instances that are always on, for requests and for dropped files.')
param alwaysReadyHttp int
param alwaysReadyBlob int

@description('True for instances in several zones.')
param zoneRedundant bool

@description('Subnet of the app; empty without private networking.')
param subnetId string

@description('The app\'s identity.')
param identityId string
param identityClientId string

@description('Where the deployed package is.')
param packageUrl string

@description('Storage of the host.')
param hostBlobEndpoint string
param hostQueueEndpoint string
param hostTableEndpoint string

@description('Storage of the pictures.')
param picturesBlobEndpoint string
param picturesQueueEndpoint string

@description('Names of the containers.')
param containers object

@description('Where telemetry goes.')
param telemetryConnectionString string

@description('Vault, and name of the secret in it, with the keys that sign access tokens.')
param vaultUri string
param signingKeysSecret string

@description('Database.')
param databaseHost string
param databaseName string
param databaseUser string
param databasePoolSize int

@description('Domain of your own that leads here, without https://; empty for the app\'s own.')
param customDomain string

@description('E-mail service; empty for none.')
param mailEndpoint string
param mailSender string

@description('More settings, and other values for those here.')
param extraSettings object

// Over zones, what is always on is on twice at least.
var leastReady = zoneRedundant ? 2 : 0
var readyForHttp = {
  name: 'http'
  instanceCount: max(alwaysReadyHttp, leastReady)
}
var readyForBlobs = {
  name: 'blob'
  instanceCount: max(alwaysReadyBlob, leastReady)
}

var settings = {
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__queueServiceUri: hostQueueEndpoint
  AzureWebJobsStorage__tableServiceUri: hostTableEndpoint
  PICTURES__credential: 'managedidentity'
  PICTURES__clientId: identityClientId
  PICTURES__blobServiceUri: picturesBlobEndpoint
  PICTURES__queueServiceUri: picturesQueueEndpoint
  APPLICATIONINSIGHTS_CONNECTION_STRING: telemetryConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  // A thread for each request that the platform may send: Python's own choice on one core is five.
  PYTHON_THREADPOOL_THREAD_COUNT: string(httpConcurrency)
  LIENZO_HOME: '/tmp/lienzo' // the app's folder is read-only
  LIENZO_PUBLIC_URL: 'https://${empty(customDomain) ? '${appName}.azurewebsites.net' : customDomain}'
  LIENZO_STORE: 'azure'
  LIENZO_STORAGE_CONNECTION: 'PICTURES'
  LIENZO_BLOB_SOURCE: 'EventGrid'
  LIENZO_PICTURES_CONTAINER: containers.pictures
  LIENZO_INCOMING_CONTAINER: containers.incoming
  LIENZO_UPLOADS_CONTAINER: containers.uploads
  LIENZO_OUTPUTS_CONTAINER: containers.outputs
  LIENZO_PRESETS_CONTAINER: containers.presets
  LIENZO_DATABASE_URL: 'mysql+pymysql://${databaseUser}@${databaseHost}:3306/${databaseName}'
  LIENZO_DATABASE_AUTH: 'entra'
  LIENZO_DATABASE_TLS: 'verify'
  LIENZO_DATABASE_POOL_SIZE: string(databasePoolSize)
  LIENZO_SIGNING_KEYS: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${signingKeysSecret})'
  LIENZO_TRUSTED_PROXIES: '1' // the platform's front end
  LIENZO_EMAIL_VERIFICATION: empty(mailEndpoint) ? 'off' : 'on'
  LIENZO_MAIL: empty(mailEndpoint) ? 'folder' : 'azure'
  LIENZO_MAIL_ENDPOINT: mailEndpoint
  LIENZO_MAIL_SENDER: mailSender
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  // checkov:skip=CKV_AZURE_225:a parameter: zones cost at least four instances that are always on
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  // checkov:skip=CKV_AZURE_222:browsers and Event Grid come from anywhere
  // checkov:skip=CKV_AZURE_17:people come without a certificate; who they are is decided by access tokens
  // checkov:skip=CKV_AZURE_212:Flex Consumption begins at none on purpose; alwaysReady is a parameter
  // checkov:skip=CKV_AZURE_213:Flex Consumption has no health check; the smoke test and the alerts ask /api/health/ready
  name: appName
  location: location
  tags: union(tags, {
    'azd-service-name': serviceName
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    siteScopedCertificatesEnabled: true // for a domain of your own; cannot be turned on later, and is not in Microsoft's published types yet
    publicNetworkAccess: 'Enabled' // browsers and Event Grid come from anywhere
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'python'
        version: pythonVersion
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: concat(readyForHttp.instanceCount > 0 ? array(readyForHttp) : [], readyForBlobs.instanceCount > 0 ? array(readyForBlobs) : [])
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  // checkov:skip=CKV_AZURE_13:app settings are not a site's configuration
  // checkov:skip=CKV_AZURE_63:app settings are not a site's configuration
  // checkov:skip=CKV_AZURE_65:app settings are not a site's configuration
  // checkov:skip=CKV_AZURE_66:app settings are not a site's configuration
  // checkov:skip=CKV_AZURE_80:app settings are not a site's configuration
  // checkov:skip=CKV_AZURE_88:app settings are not a site's configuration
  // checkov:skip=CKV_AZURE_222:app settings are not a site's configuration
  parent: app
  name: 'appsettings'
  properties: union(settings, extraSettings)
}

// Deployment is by Entra ID too: no publishing passwords.
resource noFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noPublishingByPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

output appId string = app.id
output appName string = app.name
output hostName string = app.properties.defaultHostName
output verificationId string = app.properties.customDomainVerificationId
output appUrl string = 'https://${app.properties.defaultHostName}'
