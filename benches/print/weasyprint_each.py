"""Prints pages with WeasyPrint in one process, and says how many seconds they took."""
import sys
import time

import weasyprint

pages = sys.argv[1:]
weasyprint.HTML(pages[0]).write_pdf(pdf_variant="pdf/ua-1")
started = time.perf_counter()
for page in pages:
    weasyprint.HTML(page).write_pdf(pdf_variant="pdf/ua-1")
print(time.perf_counter() - started)
