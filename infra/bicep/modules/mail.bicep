// Mail from an address that Azure owns: enough to begin with. For your own domain, add it to the e-mail service and verify it by DNS.
metadata description = 'Azure Communication Services e-mail'

@description('Tags of every resource.')
param tags object

@description('Name of the e-mail service and of the communication service that sends through it.')
param emailServiceName string
param communicationServiceName string

@description('Where data at rest is, for example Europe.')
param dataLocation string

@description('Principal of the app\'s identity.')
param appPrincipalId string

var roles = loadJsonContent('../roles.json')

resource emailService 'Microsoft.Communication/emailServices@2023-04-01' = {
  name: emailServiceName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

resource domain 'Microsoft.Communication/emailServices/domains@2023-04-01' = {
  parent: emailService
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: communicationServiceName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: [
      domain.id
    ]
  }
}

// There is no smaller built-in role that may send.
resource appSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, appPrincipalId, roles.communicationAndEmailServiceOwner)
  scope: communication
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.communicationAndEmailServiceOwner)
  }
}

output endpoint string = 'https://${communication.properties.hostName}'
output sender string = 'Lienzo <donotreply@${domain.properties.fromSenderDomain}>'
