"""Settings: read once from the environment, frozen, checked together, secrets masked."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

APP_FOLDER = Path(__file__).parent.parent
MEGAPIXEL = 1_000_000
MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """Every setting of the service. Each is read from an environment variable: `LIENZO_` and the name in capitals.

    `local.settings.json.example` lists all of them with the values for `func start` and Azurite.
    """

    model_config = SettingsConfigDict(env_prefix="LIENZO_", frozen=True, extra="ignore", env_ignore_empty=True)

    home: Path = Field(
        Path(".local"),
        description="Folder for the SQLite database, the signing keys and outgoing mail, from the app's own; made when missing.",
    )
    public_url: str = Field(
        "http://localhost:7071", description="Where clients reach the service, without a slash at the end; issuer of the tokens."
    )

    database_url: SecretStr | None = Field(
        None, description="`mysql+pymysql://user:password@host:3306/name`; without it a SQLite file in LIENZO_HOME."
    )
    database_ca: Path | None = Field(
        None, description="CA certificates (PEM) that the MySQL server's certificate must chain to; without it the system's."
    )
    database_tls: Literal["verify", "off"] = Field("verify", description="`off` only for a server on this machine.")
    database_auth: Literal["password", "entra"] = Field(
        "password", description="`entra`: an Entra ID token of the app's managed identity (`AZURE_CLIENT_ID`) is the password."
    )
    database_pool_size: int = Field(4, ge=1, le=64, description="Database connections kept open per process.")

    blob_source: Literal["LogsAndContainerScan", "EventGrid"] = Field(
        "LogsAndContainerScan", description="How dropped files are noticed: by scanning (Azurite) or by Event Grid (Azure)."
    )
    storage_connection: str = Field(
        "AzureWebJobsStorage", description="Name of the setting, or prefix of the settings, that hold the pictures' storage account."
    )
    store: Literal["azure", "s3", "local"] = Field(
        "azure", description="Where pictures live: Azure Blob Storage, S3, or a folder. Dropped files are always in Azure's."
    )
    s3_bucket: str | None = Field(None, description="Bucket of the pictures, for `LIENZO_STORE=s3`; their container is a folder in it.")
    s3_endpoint: str | None = Field(None, description="`https://host` of a server that speaks S3, if it is not Amazon's.")
    s3_region: str | None = Field(None, description="Region of the bucket; without it, that of the AWS credentials.")
    store_folder: Path | None = Field(
        None, description="Folder of the pictures, for `LIENZO_STORE=local`, from the app's own; without it `LIENZO_HOME/store`."
    )
    pictures_container: str = Field("pictures", description="Container of the accounts' pictures.")
    incoming_container: str = Field("incoming", description="Container of files on their way from browsers into the gallery.")
    uploads_container: str = Field("uploads", description="Container that is watched for dropped files.")
    outputs_container: str = Field("outputs", description="Container of what was made of dropped files.")
    presets_container: str = Field("presets", description="Container of the operators' own presets, `<name>.json`.")

    signing_keys: SecretStr | None = Field(
        None,
        description="JWK Set with private EC keys, newest first; without it `LIENZO_HOME/keys/signing.json`, "
        "made when missing outside Azure.",
    )
    access_token_seconds: int = Field(600, ge=60, le=600, description="Life of an access token, s; 600 at most.")
    session_idle_days: int = Field(7, ge=1, description="A session not refreshed for so many days ends.")
    session_days: int = Field(30, ge=1, description="A session ends after so many days, however much it is used.")
    argon2_memory_kib: int = Field(19456, ge=19456, description="Argon2id memory per hash, KiB.")
    argon2_passes: int = Field(2, ge=1, description="Argon2id passes over the memory.")
    argon2_parallel_hashes: int | None = Field(
        None,
        ge=1,
        le=64,
        description="Password hashes that may be computed at once in a process; without it one more than cores, "
        "in an eighth of the memory.",
    )
    trusted_proxies: int | None = Field(
        None,
        ge=0,
        le=8,
        description="Proxies in front of the service that add to X-Forwarded-For; without it 1 in Azure and 0 elsewhere. With 0, "
        "callers' addresses are not known, and tries are counted by account only.",
    )

    email_verification: Literal["off", "on"] = Field("off", description="`on`: an account can be used once its e-mail address was proved.")
    mail: Literal["folder", "smtp", "azure"] = Field(
        "folder", description="How mail goes out: into files in `LIENZO_HOME/mail`, by SMTP, or by Azure Communication Services."
    )
    mail_sender: str = Field("Lienzo <no-reply@localhost>", description="From whom mail comes.")
    smtp_url: SecretStr | None = Field(
        None,
        description="`smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`; the connection is always encrypted.",
    )
    smtp_ca: Path | None = Field(
        None, description="CA certificates (PEM) that the mail server's certificate must chain to; without it the system's."
    )
    mail_endpoint: str | None = Field(None, description="`https://name.communication.azure.com`, for `LIENZO_MAIL=azure`.")

    max_upload_bytes: int = Field(25 * MEBIBYTE, ge=1, le=100 * MEBIBYTE, description="Largest picture file, bytes.")
    max_input_pixels: int = Field(50 * MEGAPIXEL, ge=1, description="Largest picture read, pixels summed over all frames.")
    max_frames: int = Field(100, ge=1, description="Most frames or pages read.")
    max_output_side: int = Field(8192, ge=1, le=65535, description="Longest side of a picture made, px.")
    max_output_pixels: int = Field(40 * MEGAPIXEL, ge=1, description="Largest picture made, pixels summed over all frames.")
    render_seconds: float = Field(10.0, gt=0, le=200, description="A picture that takes longer to make is given up, s.")
    quota_bytes: int = Field(
        10 * 1024 * MEBIBYTE, ge=0, description="Most bytes of an account: originals, the bin and what was made of them; 0 for no limit."
    )
    quota_pictures: int = Field(100_000, ge=0, description="Most pictures of an account, with those in the bin; 0 for no limit.")
    bin_days: int = Field(30, ge=0, description="Days that a deleted picture stays in the bin.")

    @field_validator("home", "store_folder")
    @classmethod
    def _from_the_app_folder(cls, folder: Path | None) -> Path | None:
        # The Functions worker promises nothing about the working directory.
        return folder and APP_FOLDER / folder

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.session_idle_days > self.session_days:
            raise ValueError("LIENZO_SESSION_IDLE_DAYS must not be larger than LIENZO_SESSION_DAYS")
        containers = [getattr(self, name) for name in type(self).model_fields if name.endswith("_container")]
        if len(set(containers)) != len(containers):
            raise ValueError("the LIENZO_…_CONTAINER settings must name different containers")
        if self.store == "s3" and not self.s3_bucket:
            raise ValueError("LIENZO_STORE=s3 needs LIENZO_S3_BUCKET")
        if self.public_url.endswith("/"):
            raise ValueError("LIENZO_PUBLIC_URL must not end with a slash")
        if self.database_auth == "entra" and self.database_tls != "verify":
            raise ValueError("LIENZO_DATABASE_AUTH=entra needs LIENZO_DATABASE_TLS=verify: the token is sent as it is")
        if self.mail == "smtp" and not self.smtp_url:
            raise ValueError("LIENZO_MAIL=smtp needs LIENZO_SMTP_URL")
        if self.mail == "azure" and not self.mail_endpoint:
            raise ValueError("LIENZO_MAIL=azure needs LIENZO_MAIL_ENDPOINT")
        return self

    @property
    def session_idle(self) -> timedelta:
        """How long a session lives unused."""
        return timedelta(days=self.session_idle_days)

    @property
    def pictures_folder(self) -> Path:
        """Where pictures live with `LIENZO_STORE=local`."""
        return self.store_folder or self.home / "store"

    @property
    def proxies(self) -> int:
        """Proxies whose entries in X-Forwarded-For can be believed."""
        return self.trusted_proxies if self.trusted_proxies is not None else int(self.in_azure)

    @property
    def in_azure(self) -> bool:
        """True on an Azure instance, where LIENZO_HOME is read-only and no key may be made on the spot."""
        host = os.environ.get("WEBSITE_HOSTNAME", "localhost")  # local hosts set it too, to their own address
        return "WEBSITE_INSTANCE_ID" in os.environ or host.partition(":")[0] not in {"localhost", "127.0.0.1"}
