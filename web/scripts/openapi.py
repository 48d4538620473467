"""Print the API's /openapi.json without a server."""

import json

from api.app import create_app
from api.settings import ApiSettings

print(json.dumps(create_app(ApiSettings(_env_file=None)).openapi()))
