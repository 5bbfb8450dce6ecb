"""How many functions run at once."""

from concurrent.futures import ThreadPoolExecutor

from azure.storage.blob import BlobServiceClient

from tests.conformance.conftest import Hosts

COUNTING = """
now, lock = 0, threading.Lock()

def busy(kind):
    global now
    with lock:
        now += 1
        record(kind, now)
    time.sleep(0.15)
    with lock:
        now -= 1
"""


def test_blob_functions_share_the_degree_of_parallelism(hosts: Hosts, storage: BlobServiceClient, container: str) -> None:
    """All of them together."""
    box = storage.create_container(container)
    for name in range(6):
        box.upload_blob(f"{name % 2}/{name}", b"1")
    app = COUNTING
    for number in range(2):
        app += f"""
@app.blob_trigger(arg_name="b", path="{container}/{number}/{{name}}", connection="AzureWebJobsStorage")
def on_blob_{number}(b: func.InputStream) -> None:
    busy("blob")
"""
    host = hosts.start(hosts.write(app, {"extensions": {"blobs": {"maxDegreeOfParallelism": 2}}}))
    host.wait_for(lambda host: len(host.records()) > 5)

    assert max(count for _, count in host.records()) == 2


def test_plain_functions_run_in_a_pool_and_coroutines_on_one_loop(hosts: Hosts) -> None:
    """A coroutine that blocks keeps all others waiting."""
    app = (
        COUNTING
        + """
@app.route(route="plain")
def plain(req: func.HttpRequest) -> func.HttpResponse:
    busy("plain")
    return func.HttpResponse("")

@app.route(route="coroutine")
async def coroutine(req: func.HttpRequest) -> func.HttpResponse:
    busy("coroutine")
    return func.HttpResponse("")
"""
    )
    host = hosts.start(hosts.write(app), PYTHON_THREADPOOL_THREAD_COUNT="3")
    with host.client as client, ThreadPoolExecutor(6) as pool:
        for path in ("/api/plain", "/api/coroutine"):
            assert {answer.status_code for answer in pool.map(client.get, [path] * 6)} == {200}

    most = {kind: max(count for k, count in host.records() if k == kind) for kind in ("plain", "coroutine")}
    assert most == {"plain": 3, "coroutine": 1}


def test_functions_are_asked_for_once(hosts: Hosts) -> None:
    """The library would find every name taken the second time."""
    app = """
class Counted(func.FunctionApp):
    def get_functions(self):
        record("asked")
        return super().get_functions()

app = Counted()

@app.route(route="a")
def a(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("a")
"""
    assert hosts.start(hosts.write(app)).records() == [["asked"]]
