"""How fast dropped files are done: `python -m bench.drops [FILES]`.

Starts a host of its own that is told of each file as Event Grid tells it. Prints the median time from a file being written to its manifest
being there, for one file at a time, beside what the engine alone needs for it; and how many of 500 files with three outputs each are done
per second, beside what the engine alone manages with a thread per core on the same cores. Exits with 1 when the first is half a second or
more above the engine, or the second less than 85 % of it.

Who drops the files and looks for manifests works on the same cores as the service, so it does as little as it can: one connection that is
kept, and for each file one look once it is done. The emulator of the storage works on these cores, too, which in Azure does not: so the
last line says who took how much of the processor's time.
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
def site() -> Iterator[tuple[httpx.Client, BlobServiceClient, int]]:
    """A running host, its storage, and its process."""
    os.environ["LIENZO_BLOB_SOURCE"] = "EventGrid"
    with TemporaryDirectory() as folder, host(Path(folder)) as (port, pid):
        endpoint = f"http://127.0.0.1:{_blob_port(Path(folder))}/{ACCOUNT}"
        text = f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};BlobEndpoint={endpoint};"
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client, BlobServiceClient.from_connection_string(text), pid


def _blob_port(folder: Path) -> int:
    """Where the storage is, from the line that the host prints."""
    return int((folder / "log").read_text().partition("BlobEndpoint=http://127.0.0.1:")[2].partition("/")[0])


def tell(client: httpx.Client, blob_url: str) -> None:
    """Say that a blob was written."""
    data = {"api": "PutBlob", "contentType": "image/jpeg", "contentLength": 1, "blobType": "BlockBlob", "eTag": "0x1", "url": blob_url}
    event = {"id": "1", "topic": "t", "subject": "s", "eventType": "Microsoft.Storage.BlobCreated", "data": data}
    client.post(WEBHOOK, json=[event], headers={"aeg-event-type": "Notification"}).raise_for_status()


def drop(client: httpx.Client, uploads: ContainerClient, name: str, data: bytes) -> None:
    """Write a file and say so."""
    tell(client, uploads.upload_blob(f"web/{name}", data, overwrite=True).url)


def one_by_one(client: httpx.Client, service: BlobServiceClient, files: list[bytes]) -> float:
    """Median time from a file being written to its manifest being there, s."""
    uploads, outputs = service.get_container_client("uploads"), service.get_container_client("outputs")
    taken = []
    for number, data in enumerate(files):
        drop(client, uploads, f"alone/{number}.jpg", data)
        started = time.perf_counter()
        await_manifest(outputs, f"alone/{number}.jpg", pause=0.01)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def await_manifest(outputs: ContainerClient, name: str, *, pause: float) -> None:
    """Wait until a file is done; looks again after each pause, s."""
    manifest = outputs.get_blob_client(f"web/{name}.json")
    while not manifest.exists():
        time.sleep(pause)


def together(client: httpx.Client, service: BlobServiceClient, files: list[bytes]) -> float:
    """Files done per second, from the first being written to the last manifest."""
    uploads, outputs = service.get_container_client("uploads"), service.get_container_client("outputs")
    started = time.perf_counter()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda one: drop(client, uploads, f"many/{one[0]}.jpg", one[1]), enumerate(files)))
    for number in range(len(files)):
        await_manifest(outputs, f"many/{number}.jpg", pause=0.25)
    return len(files) / (time.perf_counter() - started)


def processor(pid: int) -> tuple[float, float]:
    """Processor time that the host has used, and the processes that it has started, s."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _processor(pid), sum(_processor(int(child)) for child in children)


def _processor(pid: int) -> float:
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> int:
    """Run it; 1 when a bound is missed."""
    count = int(arguments[0]) if arguments else FILES
    source = photograph(2400, 1800).jpegsave_buffer(Q=85)
    # Bytes behind the end of a JPEG are nobody's: so every file has a content of its own.
    files = [source + number.to_bytes(4, "big") for number in range(count)]
    with site() as (client, service, pid):
        render(source, RECIPE, LIMITS)
        started = time.perf_counter()
        for data in files[:ALONE]:
            render(data, RECIPE, LIMITS)
        engine = (time.perf_counter() - started) / min(ALONE, count)
        alone = one_by_one(client, service, files[:ALONE])
        above = alone - engine
        print(f"one file: {alone:.2f} s to its manifest, {engine:.2f} s of them the engine's ({above:+.2f} s, below {ABOVE_SECONDS})")
        # Without the service at work beside it.
        started, burnt = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            list(threads.map(lambda data: render(data, RECIPE, LIMITS), files))
        bare, engine = count / (time.perf_counter() - started), (time.process_time() - burnt) / count
        before, burnt = processor(pid), time.process_time()
        done = together(client, service, files)
        served, emulated = ((now - then) / count for now, then in zip(processor(pid), before, strict=True))
        dropping = (time.process_time() - burnt) / count
        print(
            f"{count} files of three outputs: {done:.2f} per second, the bare engine {bare:.2f} ({done / bare:.0%}, at least {SHARE:.0%})"
        )
        print(
            f"processor time of a file: the engine alone {engine * 1000:.0f} ms; the service with its engine {served * 1000:.0f}"
            f" ({engine / served:.0%}), the emulator of the storage {emulated * 1000:.0f}, who drops {dropping * 1000:.0f}"
        )
    return int(above >= ABOVE_SECONDS or done < SHARE * bare)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
