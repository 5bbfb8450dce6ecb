// A network for the app and private addresses for what it uses. Everything here costs while it exists, whether used or not.
metadata description = 'Virtual network and private DNS'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the network.')
param networkName string

@description('Addresses of the network, and of its subnets for the app and for private endpoints.')
param networkAddresses string
param appAddresses string
param endpointAddresses string

var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.mysql.database.azure.com'
  'privatelink.vaultcore.azure.net'
]

resource network 'Microsoft.Network/virtualNetworks@2025-09-01' = {
  name: networkName
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        networkAddresses
      ]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: appAddresses
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointAddresses
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zoneNames: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, index) in zoneNames: {
    parent: zone[index]
    name: networkName
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

output appSubnetId string = network.properties.subnets[0].id
output endpointSubnetId string = network.properties.subnets[1].id
output blobZoneId string = zone[0].id
output queueZoneId string = zone[1].id
output tableZoneId string = zone[2].id
output databaseZoneId string = zone[3].id
output vaultZoneId string = zone[4].id
