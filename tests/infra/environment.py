"""What azd knows after the templates were deployed."""

from typing import Final

GROUP: Final = "/subscriptions/sub/resourceGroups/rg-lienzo-dev/providers"
CLIENT: Final = "11111111-2222-3333-4444-555555555555"

ENVIRONMENT: Final = {
    "AZURE_LOCATION": "westeurope",
    "AZURE_RESOURCE_GROUP": "rg-lienzo-dev",
    "AZURE_TENANT_ID": "tenant",
    "SERVICE_API_NAME": "func-lienzo-x",
    "SERVICE_API_ID": f"{GROUP}/Microsoft.Web/sites/func-lienzo-x",
    "SERVICE_API_URI": "https://func-lienzo-x.azurewebsites.net",
    "EVENTGRID_TOPIC_ID": f"{GROUP}/Microsoft.EventGrid/systemTopics/evgt-lienzo-x",
    "PICTURES_ACCOUNT_ID": f"{GROUP}/Microsoft.Storage/storageAccounts/stpicsx",
    "PICTURES_ACCOUNT_NAME": "stpicsx",
    "UPLOADS_CONTAINER": "uploads",
    "INCOMING_CONTAINER": "incoming",
    "OUTPUTS_CONTAINER": "outputs",
    "DEADLETTER_CONTAINER": "deadletters",
    "VAULT_NAME": "kv-lienzo-x",
    "SIGNING_KEYS_SECRET": "signing-keys",
    "DATABASE_SERVER_ID": f"{GROUP}/Microsoft.DBforMySQL/flexibleServers/mysql-lienzo-x",
    "DATABASE_HOST": "mysql-lienzo-x.mysql.database.azure.com",
    "DATABASE_NAME": "lienzo",
    "DATABASE_PRIVATE": "false",
    "DATABASE_ADMIN": "ana@example.com",
    "DATABASE_APP_USER": "app",
    "DATABASE_APP_CLIENT_ID": CLIENT,
    "DATABASE_MIGRATOR_USER": "migrator",
    "DATABASE_MIGRATOR_CLIENT_ID": "66666666-7777-8888-9999-000000000000",
}
