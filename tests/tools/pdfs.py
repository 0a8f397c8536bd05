"""Looks at every PDF below a folder with programs that are not ours.

pdfs.py FOLDER: PDF/UA-1 by page-validation, qpdf, poppler's pdfinfo, pdffonts, pdftotext and
pdftoppm. Prints what is wrong, and how many documents and pages it saw.
"""
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import page

folder = Path(sys.argv[1])
# Points in ten millimetres, less what a glyph may stand out of its box.
EDGE = 10 * 72 / 25.4 - 0.5
# Headings over lines to write on, which are no text.
TO_WRITE = ("Notes", "Nodiadau", "Our own priorities", "Ein blaenoriaethau ein hunain")


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def accessible(path, say):
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    if not report.is_compliant:
        for failure in list(report.failures)[:5]:
            say(f"PDF/UA: {failure}")
    status, out, err = run("qpdf", "--check", path)
    if status != 0:
        say(f"qpdf: {plain(out + err)[-300:]}")


def described(path, say):
    _, out, _ = run("pdfinfo", path)
    fields = dict(line.split(":", 1) for line in out.splitlines() if ":" in line)
    if plain(fields.get("Tagged", "")) != "yes":
        say("it is not tagged")
    if not plain(fields.get("Title", "")):
        say("it has no title")
    if "CreationDate" in fields or "ModDate" in fields:
        say("it holds a date")
    _, out, _ = run("qpdf", "--qdf", "--object-streams=disable", path, "-")
    lang = "cy" if "cy" in path.relative_to(folder).parts else "en"
    # The document's own entry stands on a line of its own; those of passages stand among others.
    if not re.search(rf"^  /Lang \({lang}[)-]", out, re.M):
        say(f"its language is not {lang}")
    _, out, _ = run("pdffonts", path)
    for line in out.splitlines()[2:]:
        # Name, type, encoding, then three answers: embedded, subset, unicode.
        if line.split()[-5:-2] != ["yes", "yes", "yes"]:
            say(f"a font is not whole: {line}")
    return plain(fields.get("Title", ""))


def headings(path):
    """The document's headings as their letters."""
    _, out, _ = run("pdfinfo", "-struct-text", path)
    found, inside, depth = [], None, 0
    for line in out.splitlines():
        indent, words = len(line) - len(line.lstrip()), line.strip()
        if inside is not None and indent <= depth:
            found.append(plain("".join(inside)))
            inside = None
        if inside is None and re.match(r"H\d\b", words):
            inside, depth = [], indent
        elif inside is not None and words.startswith('"'):
            inside.append(words[1:-1])
    if inside is not None:
        found.append(plain("".join(inside)))
    return [own for own in found if own]


def laid_out(path, title, say):
    squeezed = lambda text: re.sub(r"\s", "", text)
    known = {squeezed(own): own for own in headings(path)}
    if not known:
        say("it has no headings")
    _, out, _ = run("pdftotext", "-bbox-layout", path, "-")
    pages = out.split("<page ")[1:]
    for number, text in enumerate(pages, 1):
        width, height = (float(size) for size in re.match(r'width="([\d.]+)" height="([\d.]+)"', text).groups())
        if (round(width), round(height)) != (595, 842):
            say(f"page {number} is not A4")
        lines = []
        for line in text.split("<line ")[1:]:
            words = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', line)
            for left, top, right, bottom, word in words:
                if float(left) < EDGE or float(top) < EDGE or float(right) > width - EDGE or float(bottom) > height - EDGE:
                    say(f"page {number}: “{unescape(word)}” stands within 10 mm of an edge")
            if words:
                lines.append((float(words[0][1]), unescape(" ".join(word[4] for word in words))))
        lines = [line for _, line in sorted(lines)]
        whole = squeezed("".join(lines))
        if squeezed(title)[:20] not in whole:
            say(f"page {number} does not say what it belongs to")
        if "https://" not in whole:
            say(f"page {number} does not say where it is on the web")
        counted = re.compile(rf"\b{number}\D+{len(pages)}\b")
        if not any(counted.search(line) for line in lines[-3:]):
            say(f"page {number} does not say which of {len(pages)} it is")
        # The last line above the foot, which begins with the notice or the address.
        foot = next((at for at, line in enumerate(lines) if at > 0 and re.match(r"This is an unofficial|Arddangosiad|https://\S+/$", line) and at >= len(lines) - 4), len(lines))
        body = squeezed("".join(lines[1:foot]))
        for heading, shown in known.items():
            if body.endswith(heading) and shown not in TO_WRITE:
                say(f"page {number} ends with the heading “{shown}”")
    return len(pages)


def black(path, say):
    done = subprocess.run(["pdftoppm", "-r", "15", str(path)], capture_output=True, check=False)
    pixels = done.stdout
    at = 0
    while at < len(pixels):
        head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", pixels[at : at + 60])
        size = int(head.group(1)) * int(head.group(2)) * 3
        at += head.end()
        own = pixels[at : at + size]
        if own[0::3] != own[1::3] or own[1::3] != own[2::3]:
            say("it is not black alone")
            return
        at += size


def look(path):
    found = []
    say = found.append
    accessible(path, say)
    title = described(path, say)
    pages = laid_out(path, title, say)
    black(path, say)
    return path.relative_to(folder), pages, found


paths = sorted(folder.rglob("*.pdf"))
with ThreadPoolExecutor(2) as pool:
    results = list(pool.map(look, paths))
faults = 0
for path, _, found in results:
    for text in dict.fromkeys(found):
        faults += 1
        print(f"{path}: {text}")
print(f"{len(paths)} documents, {sum(pages for _, pages, _ in results)} pages, {faults} faults")
sys.exit(1 if faults or not paths else 0)
