"""Measures `sasae serve` over the loopback: cold start, idle memory, the sheet page of 100 rows."""

import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import time

from openpyxl import Workbook

from table import HEAD, rows

STARTS = 10
REQUESTS = 300
DEMO = ("aozora-r5.xlsx", "aozora-r6.xlsx", "aozora-r7.csv")


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stderr)


def start(program, database):
    """The server, the port it listens on, and the seconds until the first page was there."""
    begun = time.perf_counter()
    server = subprocess.Popen(
        [program, "serve", "--database", database, "--listen", "127.0.0.1:0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", server.stdout.readline()).group(1))
    fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=10), "/")
    return server, port, time.perf_counter() - begun


def stop(server):
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=10)


def fetch(connection, path, encoding="identity"):
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status in (301, 302, 303, 307, 308):
        return fetch(connection, answer.headers["Location"], encoding)
    assert answer.status == 200, (path, answer.status)
    return path, body


def memory(server):
    status = open(f"/proc/{server.pid}/status").read()
    return tuple(int(re.search(rf"{key}:\s+(\d+) kB", status).group(1)) / 1024 for key in ("VmRSS", "VmHWM"))


def processor(server):
    """The seconds of processor time that the server has used."""
    fields = open(f"/proc/{server.pid}/stat").read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sheet_of_100(path):
    book = Workbook()
    book.active.append(HEAD)
    for row in rows(100):
        book.active.append(row)
    book.save(path)


def timed(server, connection, path, encoding):
    """Milliseconds of each request, those of the processor, and the size of the answer."""
    for _ in range(20):
        fetch(connection, path, encoding)
    took, used = [], processor(server)
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        _, body = fetch(connection, path, encoding)
        took.append((time.perf_counter() - begun) * 1000)
    return sorted(took), (processor(server) - used) * 1000 / REQUESTS, len(body)


def main():
    program, work = sys.argv[1:3]
    demo = os.path.join(os.path.dirname(__file__), "..", "..", "demo")
    database = f"sqlite:{work}/demo.sqlite"
    for name in DEMO:
        run(program, "import", os.path.join(demo, name), "--database", database, "--city", "あおぞら市")
    starts = []
    for _ in range(STARTS):
        server, port, seconds = start(program, database)
        starts.append(seconds * 1000)
        stop(server)
    print(f"cold start to the first page: median {statistics.median(starts):.0f} ms of {STARTS} starts")

    server, port, _ = start(program, database)
    time.sleep(1)
    fresh, _ = memory(server)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    overview, _ = fetch(connection, "/")
    for _ in range(100):
        for page in (overview, f"{overview}/sheet", f"{overview}/files/sheet.xlsx"):
            fetch(connection, page)
    time.sleep(2)
    idle, peak = memory(server)
    print(f"memory of serve (demo city): {fresh:.1f} MiB after the start, {idle:.1f} MiB idle after "
          f"300 pages and downloads, {peak:.1f} MiB at most")
    connection.close()
    stop(server)

    book, database = os.path.join(work, "r5.xlsx"), f"sqlite:{work}/hundred.sqlite"
    sheet_of_100(book)
    run(program, "import", book, "--database", database)
    server, port, _ = start(program, database)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    overview, _ = fetch(connection, "/")
    for encoding in ("identity", "gzip"):
        took, used, size = timed(server, connection, f"{overview}/sheet", encoding)
        print(f"sheet page of 100 rows over HTTP ({encoding}): median {statistics.median(took):.1f} ms, "
              f"95 of 100 within {took[len(took) * 95 // 100]:.1f} ms, {used:.1f} ms of processor time, "
              f"{size / 1000:.0f} kB")
    idle, peak = memory(server)
    print(f"memory after them: {idle:.1f} MiB, at most {peak:.1f} MiB")
    connection.close()
    stop(server)


main()
