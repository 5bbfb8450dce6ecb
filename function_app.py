"""The function app: builds Resources once and registers the blueprints."""

import gc

# What loading makes stays for as long as the process: looking through it for garbage is a fifth of a cold start, and part of each
# pause later.
gc.disable()

import azure.functions as func

import auth_functions
import blob_triggers
import transform_functions
from shared.config import Settings
from shared.http.triggers import blueprint
from shared.resources import Resources
from shared.telemetry import begin
from site_functions import site_endpoints

resources = Resources.from_settings(Settings())
begin(resources.settings)
endpoints = (*auth_functions.ENDPOINTS, *transform_functions.ENDPOINTS)

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
app.register_functions(blueprint(resources, (*endpoints, *site_endpoints(endpoints))))
for triggers in blob_triggers.BLUEPRINTS:
    app.register_functions(triggers(resources))

gc.freeze()
gc.enable()
