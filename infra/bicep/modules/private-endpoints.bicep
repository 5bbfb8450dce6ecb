// What only the app's network may reach: the host's storage, the vault and the database. The pictures' account is not here: browsers
// and Event Grid must reach it.
metadata description = 'Private endpoints of the service'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Subnet of the addresses.')
param subnetId string

@description('Account of the Functions host.')
param hostStorageId string

@description('Key Vault.')
param vaultId string

@description('MySQL server.')
param databaseId string

param blobZoneId string
param queueZoneId string
param tableZoneId string
param vaultZoneId string
param databaseZoneId string

var endpoints = [
  {
    name: 'pe-host-blob'
    resourceId: hostStorageId
    part: 'blob'
    zoneId: blobZoneId
  }
  {
    name: 'pe-host-queue'
    resourceId: hostStorageId
    part: 'queue'
    zoneId: queueZoneId
  }
  {
    name: 'pe-host-table'
    resourceId: hostStorageId
    part: 'table'
    zoneId: tableZoneId
  }
  {
    name: 'pe-vault'
    resourceId: vaultId
    part: 'vault'
    zoneId: vaultZoneId
  }
  {
    name: 'pe-database'
    resourceId: databaseId
    part: 'mysqlServer'
    zoneId: databaseZoneId
  }
]

module endpoint 'private-endpoint.bicep' = [
  for one in endpoints: {
    name: one.name
    params: {
      location: location
      tags: tags
      endpointName: one.name
      resourceId: one.resourceId
      part: one.part
      subnetId: subnetId
      zoneId: one.zoneId
    }
  }
]
