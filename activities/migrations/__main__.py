"""Bring the index up to date, and end: python -m activities.migrations. The API does so as it starts."""

from activities import migrations
from activities.settings import SharedSettings

if __name__ == "__main__":
    migrations.upgrade(SharedSettings().database_url)
