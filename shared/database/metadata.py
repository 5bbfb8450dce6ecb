"""What all tables have in common."""

from typing import Any

from sqlalchemy import MetaData

metadata = MetaData()
INNODB: dict[str, Any] = {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_unicode_ci"}
