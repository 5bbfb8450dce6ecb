// One page that shows how the service does: requests, dropped files, jobs, poison, renders, the database.
metadata description = 'Azure Monitor workbook'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Workspace that it reads.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspaceId, 'lienzo')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Lienzo'
    category: 'workbook'
    sourceId: workspaceId
    version: 'Notebook/1.0'
    serializedData: loadTextContent('../dashboard.workbook.json')
  }
}
