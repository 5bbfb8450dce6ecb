"""How fast dropped files are done: `python -m bench.drops [FILES]`.

Starts a host of its own that is told of each file as Event Grid tells it. Prints the median time from a file being written to its manifest
being there, for one file at a time, beside what the engine alone needs for it; and how many of 500 files with three outputs each are done
per second, beside what the engine alone manages with a thread per core on the same cores. Exits with 1 when the first is half a second or
more above the engine, or the second less than 85 % of it.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from azure.storage.blob import BlobServiceClient, ContainerClient

from bench.login import host
from bench.photograph import photograph
from shared.config import Settings
from shared.imaging import PRESETS, Limits, render
from tests.fixtures.azurite import ACCOUNT, KEY

FILES, ALONE = 500, 15
ABOVE_SECONDS, SHARE = 0.5, 0.85
WEBHOOK = "/runtime/webhooks/blobs?functionName=Host.Functions.blob_dropped"
RECIPE = PRESETS["web"]
LIMITS = Limits.from_settings(Settings())


@contextmanager
def site() -> Iterator[tuple[str, BlobServiceClient]]:
    """A running host, and its storage."""
    os.environ["LIENZO_BLOB_SOURCE"] = "EventGrid"
    with TemporaryDirectory() as folder, host(Path(folder)) as (port, _pid):
        endpoint = f"http://127.0.0.1:{_blob_port(Path(folder))}/{ACCOUNT}"
        text = f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};BlobEndpoint={endpoint};"
        yield f"http://127.0.0.1:{port}", BlobServiceClient.from_connection_string(text)


def _blob_port(folder: Path) -> int:
    """Where the storage is, from the line that the host prints."""
    return int((folder / "log").read_text().partition("BlobEndpoint=http://127.0.0.1:")[2].partition("/")[0])


def tell(url: str, blob_url: str) -> None:
    """Say that a blob was written."""
    data = {"api": "PutBlob", "contentType": "image/jpeg", "contentLength": 1, "blobType": "BlockBlob", "eTag": "0x1", "url": blob_url}
    event = {"id": "1", "topic": "t", "subject": "s", "eventType": "Microsoft.Storage.BlobCreated", "data": data}
    httpx.post(url + WEBHOOK, json=[event], headers={"aeg-event-type": "Notification"}).raise_for_status()


def drop(url: str, uploads: ContainerClient, name: str, data: bytes) -> None:
    """Write a file and say so."""
    tell(url, uploads.upload_blob(f"web/{name}", data, overwrite=True).url)


def one_by_one(url: str, service: BlobServiceClient, files: list[bytes]) -> float:
    """Median time from a file being written to its manifest being there, s."""
    uploads, outputs = service.get_container_client("uploads"), service.get_container_client("outputs")
    taken = []
    for number, data in enumerate(files):
        drop(url, uploads, f"alone/{number}.jpg", data)
        started = time.perf_counter()
        while not outputs.get_blob_client(f"web/alone/{number}.jpg.json").exists():
            time.sleep(0.01)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def together(url: str, service: BlobServiceClient, files: list[bytes]) -> float:
    """Files done per second, from the first being written to the last manifest."""
    uploads, outputs = service.get_container_client("uploads"), service.get_container_client("outputs")
    started = time.perf_counter()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda one: drop(url, uploads, f"many/{one[0]}.jpg", one[1]), enumerate(files)))
    while sum(blob.name.endswith(".json") for blob in outputs.list_blobs("web/many/")) < len(files):
        time.sleep(0.25)
    return len(files) / (time.perf_counter() - started)


def main(arguments: list[str]) -> int:
    """Run it; 1 when a bound is missed."""
    count = int(arguments[0]) if arguments else FILES
    source = photograph(2400, 1800).jpegsave_buffer(Q=85)
    # Bytes behind the end of a JPEG are nobody's: so every file has a content of its own.
    files = [source + number.to_bytes(4, "big") for number in range(count)]
    with site() as (url, service):
        render(source, RECIPE, LIMITS)
        started = time.perf_counter()
        for data in files[:ALONE]:
            render(data, RECIPE, LIMITS)
        engine = (time.perf_counter() - started) / min(ALONE, count)
        alone = one_by_one(url, service, files[:ALONE])
        print(
            f"one file: {alone:.2f} s to its manifest, {engine:.2f} s of them the engine's ({alone - engine:+.2f} s, below {ABOVE_SECONDS})"
        )
        # Without the service at work beside it.
        started = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            list(threads.map(lambda data: render(data, RECIPE, LIMITS), files))
        bare = count / (time.perf_counter() - started)
        done = together(url, service, files)
        print(
            f"{count} files of three outputs: {done:.2f} per second, the bare engine {bare:.2f} ({done / bare:.0%}, at least {SHARE:.0%})"
        )
    return int(alone - engine >= ABOVE_SECONDS or done < SHARE * bare)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
