"""Sets Sasae beside pdfplumber (reading tables of PDF files) and LibreOffice (workbook to PDF).

    paper.py SASAE WORK SAMPLES

Reading: the sheet's print of 32 rows, where SAMPLES has it, and a print of 1,000 rows that LibreOffice
makes of a workbook of made-up sentences. Time is that of a whole process for Sasae, of the reading
alone for pdfplumber; cells are compared with what was printed, white space aside. Typesetting:
100 and 1,000 rows, LibreOffice's whole process beside Sasae's, and a running server's download.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request

import pdfplumber
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from table import HEAD, rows

WIDTHS = [18, 26, 6, 8, 12, 5, 28, 7, 28, 28, 28, 10, 7, 28]


def timed(work, goes=3):
    best, result = None, None
    for _ in range(goes):
        start = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - start
        best = seconds if best is None else min(best, seconds)
    return best, result


def bare(text):
    # A print shows percentages with their sign
    return "".join(str("" if text is None else text).split()).removesuffix("%")


def workbook(path, table):
    book = Workbook()
    sheet = book.active
    thin = Side(style="thin")
    for at, row in enumerate([HEAD, *table], start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column, str(text) if text is not None else None)
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = lambda text: sum(2 if ord(c) > 0x7F else 1 for c in str(text or ""))
        widths = WIDTHS + [14] * len(row)
        lines = max(-(-width(text) * 11 // (widths[i] * 9)) for i, text in enumerate(row))
        sheet.row_dimensions[at].height = min(409, 15 * max(1, lines) + 4)
    for column, width in enumerate(WIDTHS[:len(HEAD)], start=1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    book.save(path)


def office(book, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, book],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def plumbed(path):
    found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                found.extend(table)
    return found


def right(found, wanted):
    """How many wanted cells stand somewhere in a row whose first cells are those of the wanted row."""
    texts = {}
    for row in found:
        texts.setdefault(bare(row[0] if row else ""), []).append([bare(cell) for cell in row])
    count = 0
    for row in wanted:
        best = 0
        for told in texts.get(bare(row[0]), []):
            best = max(best, sum(a == bare(b) for a, b in zip(told, row)))
        count += best
    return count


KEYS = ["action", "content", "page", "departments", "sections", "relisted", "previous_status",
        "previous_achievement", "plan", "status", "evaluation", "progress", "achievement", "next_plan"]


def sasae(program, path, *options):
    told = subprocess.check_output([program, "import", path, "--dry-run", "--json", *options],
                                   stderr=subprocess.DEVNULL)
    names = lambda value: "・".join(value) if isinstance(value, list) else value
    return [[names(row[key]) for key in KEYS] for row in json.loads(told)["rows"]]


def reading(program, name, pdf, wanted, *options):
    mine, told = timed(lambda: sasae(program, pdf, *options))
    theirs, found = timed(lambda: plumbed(pdf), 1 if len(wanted) > 100 else 3)
    cells = sum(len(row) for row in wanted)
    print(f"read {name}: Sasae {mine:.3f} s, {right(told, wanted)} of {cells} cells | "
          f"pdfplumber {theirs:.2f} s = {theirs / mine:.0f} times as long, {right(found, wanted)} of {cells}")


def served(program, database, year):
    """The download of a running server: the first, and one after another change of nothing."""
    address = "http://127.0.0.1:8397"
    server = subprocess.Popen([program, "serve", "--database", database, "--listen", "127.0.0.1:8397"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                plan = urllib.request.urlopen(address + "/", timeout=5).geturl()
                break
            except OSError:
                time.sleep(0.1)
        plan = plan.split("/years")[0]
        get = lambda: urllib.request.urlopen(f"{plan}/years/{year}/files/sheet.pdf", timeout=120).read()
        first, _ = timed(get, 1)
        warm, _ = timed(get, 3)
        return first, warm
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)


def setting(program, work, count):
    table = [[f"{row[0]}", *row[1:]] for row in rows(count)]
    book = os.path.join(work, f"set{count}.xlsx")
    workbook(book, table)
    database = f"sqlite:{work}/set{count}.sqlite"
    subprocess.run([program, "import", book, "--database", database, "--city", "あおぞら市"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    year = json.loads(subprocess.check_output([program, "import", book, "--dry-run", "--json"],
                                              stderr=subprocess.DEVNULL))["fiscal_year"]
    form = os.path.join(work, f"form{count}.xlsx")
    export = lambda kind, to: subprocess.run(
        [program, "export", "--database", database, "--year", str(year), "--format", kind, "--output", to],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    export("xlsx", form)
    theirs, _ = timed(lambda: office(form, work), 2)
    cold, _ = timed(lambda: export("pdf", os.path.join(work, "set.pdf")), 2)
    first, warm = served(program, database, f"R{year - 2018}")
    print(f"set {count} rows: LibreOffice {theirs:.2f} s | Sasae, whole process {cold:.2f} s = "
          f"{theirs / cold:.1f} times as fast | server, first {first:.2f} s, again {warm:.3f} s = "
          f"{theirs / warm:.0f} times as fast")


def main():
    program, work, samples = sys.argv[1:4]
    sample = pathlib.Path(samples) / "kumagaya-r3.rows-1-32.pdf"
    if sample.exists():
        told = json.loads((pathlib.Path(samples) / "kumagaya-r3.rows-1-32.json").read_text("utf-8"))
        keys = ["item", "content", "page", "department", "section", "relisted", "r2_status",
                "r2_achievement", "r3_plan", "r3_status", "r3_evaluation", "progress", "r3_achievement",
                "future_plan"]
        wanted = [[row[key] for key in keys] for row in told]
        reading(program, "the real sheet's 32 rows", str(sample), wanted)
    else:
        print(f"SKIPPED: the real sheet's print is not in {samples}")
    table = list(rows(1_000))
    book = os.path.join(work, "print.xlsx")
    workbook(book, table)
    office(book, work)
    reading(program, "a print of 1,000 rows", os.path.join(work, "print.pdf"), table)
    for count in (100, 1_000):
        setting(program, work, count)


main()
