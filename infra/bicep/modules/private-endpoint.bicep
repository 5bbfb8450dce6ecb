// One private address for one part of one resource, and its name in the network's DNS.
metadata description = 'Private endpoint'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the endpoint.')
param endpointName string

@description('Resource that it leads to.')
param resourceId string

@description('Part of the resource: blob, queue, table, mysqlServer, vault.')
param part string

@description('Subnet of the address.')
param subnetId string

@description('Private DNS zone of the part.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: endpointName
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: part
        properties: {
          privateLinkServiceId: resourceId
          groupIds: [
            part
          ]
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: part
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}
