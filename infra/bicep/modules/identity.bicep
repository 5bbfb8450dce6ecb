// Who acts in Azure: the app, the migrations, and the database server itself. Three identities, because each may do something else.
metadata description = 'User-assigned identities'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the app\'s identity.')
param appIdentityName string

@description('Name of the identity that changes the database\'s tables.')
param migratorIdentityName string

@description('Name of the database server\'s identity.')
param databaseIdentityName string

@description('owner/name of the GitHub repository whose workflow migrates; empty for none.')
param githubRepository string

@description('The GitHub environment that may do so.')
param githubEnvironment string

@description('Issuer and subject of the Azure Pipelines service connection that migrates; empty for none.')
param pipelinesIssuer string
param pipelinesSubject string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: appIdentityName
  location: location
  tags: tags
}

resource migrator 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: migratorIdentityName
  location: location
  tags: tags
}

resource workflow 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = if (!empty(githubRepository)) {
  parent: migrator
  name: 'github'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: 'repo:${githubRepository}:environment:${githubEnvironment}'
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
}

resource pipelines 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = if (!empty(pipelinesSubject)) {
  parent: migrator
  name: 'pipelines'
  properties: {
    issuer: pipelinesIssuer
    subject: pipelinesSubject
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
  dependsOn: [
    workflow // one identity takes one change at a time
  ]
}

// The server looks people and applications up with it when they log in.
resource database 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: databaseIdentityName
  location: location
  tags: tags
}

output appId string = app.id
output appClientId string = app.properties.clientId
output appPrincipalId string = app.properties.principalId
output migratorClientId string = migrator.properties.clientId
output databaseIdentityId string = database.id
