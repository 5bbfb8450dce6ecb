"""The object store on Amazon S3, or on a server that speaks its protocol."""

from shared.storage.s3.connection import connect
from shared.storage.s3.store import S3Store

__all__ = ["S3Store", "connect"]
