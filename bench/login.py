"""How many people can log in per second, and whether the service answers others meanwhile.

    .venv/bin/python bench/login.py [SECONDS] [CLIENTS]

Starts a host of its own (`python -m localhost start`) in a temporary folder and compares, on the same cores in the same run, log-ins
with what Argon2 alone allows at the service's parameters. Meanwhile `GET /api/health/live` is asked every 50 ms and the host's memory
is watched. Exits with 1 when a target is missed: 85 % of Argon2's rate, 200 ms for 95 % of the health calls, and a growth of the
memory that is not larger than the hashes that may be computed at once.
"""

import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from shared.config import Settings  # noqa: E402  needs the path above
from shared.security.capacity import parallel_hashes  # noqa: E402
from tests.fixtures.ports import free_ports  # noqa: E402

PASSWORD = "correct horse battery staple"  # noqa: S105  of nobody
ACCOUNTS = 64
HEALTH_PAUSE = 0.05
ROUNDS = 5
TARGET_SHARE, TARGET_HEALTH_MS, MIB = 0.85, 200, 1024 * 1024
# Python's own memory grows a little while it works: threads, statements that SQLAlchemy keeps, answers under way.
OWN_GROWTH = 24 * MIB
# A log-in waits for its turn in a thread: the others need some of their own (six is the worker's number on two cores).
THREADS = "PYTHON_THREADPOOL_THREAD_COUNT"


@dataclass
class Client:
    """One connection that is kept."""

    port: int
    _connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def call(self, method: str, path: str, body: object = None) -> int:
        """Make a call and give its status."""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        self._connection.request(method, path, json.dumps(body).encode() if body is not None else None, headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status


@contextmanager
def host(folder: Path) -> Iterator[tuple[int, int]]:
    """A running host: its port and its process."""
    (port,), azurite = free_ports(1), free_ports(3)[0]
    environment = {**os.environ, THREADS: os.environ.get(THREADS, "64"), "PORT": str(port), "AZURITE_PORT": str(azurite)}
    environment["LIENZO_HOME"] = str(folder / "home")
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen([sys.executable, "-m", "localhost", "start"], cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 60
        while "Lienzo is ready" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield port, process.pid
    except BaseException:
        print(log.read_text()[-4000:], file=sys.stderr)
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def memory(pid: int) -> int:
    """Resident memory of a process, bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def rate(seconds: float, workers: int, begin: Callable[[int], Callable[[int], None]]) -> float:
    """Turns per second of so many threads, each of which begins with its number and then takes one turn after the other."""
    end = time.perf_counter() + seconds

    def work(number: int) -> int:
        turn, count = begin(number), 0
        while time.perf_counter() < end:
            turn(count)
            count += 1
        return count

    started = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        done = sum(pool.map(work, range(workers)))
    return done / (time.perf_counter() - started)


def argon2_rate(seconds: float, turns: int, settings: Settings) -> float:
    """Passwords verified per second by as many threads as there are turns, and nothing else."""
    hasher = PasswordHasher(time_cost=settings.argon2_passes, memory_cost=settings.argon2_memory_kib, parallelism=1)
    stored = hasher.hash(PASSWORD)

    def verify(_count: int) -> None:
        hasher.verify(stored, PASSWORD)

    return rate(seconds, turns, lambda _number: verify)


def log_in_rate(port: int, seconds: float, clients: int) -> float:
    """Log-ins per second."""

    def begin(number: int) -> Callable[[int], None]:
        client = Client(port)

        def log_in(count: int) -> None:
            # Each client goes through accounts of its own: of one account, five at once are refused.
            account = number + clients * (count % max(1, ACCOUNTS // clients))
            body = {"email": f"person{account}@example.com", "password": PASSWORD}
            assert client.call("POST", "/api/auth/login", body) == 200

        return log_in

    return rate(seconds, clients, begin)


@contextmanager
def watched(look: Callable[[], float]) -> Iterator[list[float]]:
    """What `look` gives meanwhile, every 50 ms."""
    found: list[float] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(HEALTH_PAUSE):
            found.append(look())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def main(seconds: float, clients: int) -> bool:
    """Measure, print, and say whether every target was met."""
    settings = Settings()
    turns = parallel_hashes(settings)
    with tempfile.TemporaryDirectory() as folder, host(Path(folder)) as (port, pid):
        client, health = Client(port), Client(port)
        for number in range(max(ACCOUNTS, clients)):
            body = {"email": f"person{number}@example.com", "password": PASSWORD}
            assert client.call("POST", "/api/auth/register", body) == 201
        log_in_rate(port, 2, clients)
        before = memory(pid)

        def ask() -> float:
            started = time.perf_counter()
            assert health.call("GET", "/api/health/live") == 200
            return (time.perf_counter() - started) * 1000

        pairs, times, sizes = [], [], []
        # By turns, so that what else the machine does burdens both.
        for _ in range(ROUNDS):
            alone = argon2_rate(seconds / ROUNDS, turns, settings)
            with watched(ask) as asked, watched(lambda: memory(pid)) as seen:
                pairs.append((alone, log_in_rate(port, seconds / ROUNDS, clients)))
            times += asked
            sizes += seen
    alone, log_ins = (statistics.mean(rates) for rates in zip(*pairs, strict=True))
    growth, allowed = max(sizes) - before, turns * settings.argon2_memory_kib * 1024 + OWN_GROWTH
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"Argon2id m={settings.argon2_memory_kib} KiB, t={settings.argon2_passes}, {turns} at once; {clients} clients, {seconds:g} s")
    print(f"Argon2 alone      {alone:7.1f} /s")
    print(f"log-ins           {log_ins:7.1f} /s   {log_ins / alone:.0%} (target {TARGET_SHARE:.0%})")
    print(f"health, p95       {p95:7.1f} ms   of {len(times)} calls (target {TARGET_HEALTH_MS})")
    print(f"memory, growth    {growth / MIB:7.1f} MiB  of {before / MIB:.0f} (at most {allowed / MIB:.0f})")
    return log_ins >= TARGET_SHARE * alone and p95 < TARGET_HEALTH_MS and growth <= allowed


if __name__ == "__main__":
    sys.exit(not main(float(sys.argv[1]) if len(sys.argv) > 1 else 15.0, int(sys.argv[2]) if len(sys.argv) > 2 else 16))
