"""Reads the files for machines of a built site with parsers that are not ours.

machines.py FOLDER: feeds, calendars, the sitemap, tables and JSON. Says what is wrong, and exits
with 1 if anything is.
"""

import csv
import json
import sys
from pathlib import Path
from urllib.parse import urlparse

import feedparser
import icalendar
import xmlschema

folder = Path(sys.argv[1])
here = Path(__file__).parent
faults = []
read = {"feeds": 0, "calendars": 0, "tables": 0, "json": 0, "pages in the sitemap": 0}


def page_exists(url, where):
    """Every absolute address of the site must be a file of it."""
    path = urlparse(url).path.lstrip("/")
    file = folder / path / "index.html" if path.endswith("/") or not path else folder / path
    if not file.exists():
        faults.append(f"{where}: {url} is no page")


site_map = folder / "sitemap.xml"
host = None
if site_map.exists():
    schema = xmlschema.XMLSchema(str(here / "sitemap.xsd"))
    for error in schema.iter_errors(str(site_map)):
        faults.append(f"sitemap.xml: {error.reason} at {error.path}")
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    from xml.etree import ElementTree

    twins = {}
    for url in ElementTree.parse(site_map).getroot().findall("s:url", ns):
        loc = url.findtext("s:loc", namespaces=ns)
        host = host or urlparse(loc).netloc
        read["pages in the sitemap"] += 1
        page_exists(loc, "sitemap.xml")
        twins[loc] = sorted((link.get("hreflang"), link.get("href")) for link in url.findall("x:link", ns))
    for loc, links in twins.items():
        if links and loc not in [href for lang, href in links]:
            faults.append(f"sitemap.xml: {loc} is not among its own twins")
        for lang, href in links:
            if twins.get(href) != links:
                faults.append(f"sitemap.xml: {loc} and {href} do not name each other")
    if len(twins) != read["pages in the sitemap"]:
        faults.append("sitemap.xml: a page stands there twice")

for path in sorted(folder.rglob("*.xml")):
    if path.name != "feed.xml":
        continue
    read["feeds"] += 1
    feed = feedparser.parse(path.read_bytes())
    name = path.relative_to(folder)
    if feed.bozo:
        faults.append(f"{name}: {feed.bozo_exception}")
    if feed.version != "atom10" or not feed.feed.get("title") or not feed.feed.get("updated_parsed"):
        faults.append(f"{name}: no Atom feed with a title and a date")
    ids = [entry.get("id") for entry in feed.entries]
    if len(set(ids)) != len(ids) or not ids:
        faults.append(f"{name}: ids repeat or there is no entry")
    for entry in feed.entries:
        if not entry.get("title") or not entry.get("updated_parsed"):
            faults.append(f"{name}: {entry.get('id')} lacks a title or a date")
        page_exists(entry.link, name)

uids = {}
for path in sorted(folder.rglob("*.ics")):
    read["calendars"] += 1
    name = path.relative_to(folder)
    data = path.read_bytes()
    if any(len(line) > 75 for line in data.split(b"\r\n")):
        faults.append(f"{name}: a line is longer than 75 bytes")
    if b"\n" in data.replace(b"\r\n", b""):
        faults.append(f"{name}: a line does not end as the format wants")
    calendar = icalendar.Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    if not events:
        faults.append(f"{name}: no event")
    for event in events:
        if event.errors:
            faults.append(f"{name}: {event.errors}")
        for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            if key not in event:
                faults.append(f"{name}: an event has no {key}")
        if "DTEND" in event and event["DTEND"].dt <= event["DTSTART"].dt:
            faults.append(f"{name}: {event['UID']} ends before it starts")
        when = (event["DTSTART"].dt, event.get("DTEND") and event["DTEND"].dt)
        if uids.setdefault(str(event["UID"]), when) != when:
            faults.append(f"{name}: {event['UID']} is at another time in another calendar")

for path in sorted(folder.rglob("*.csv")):
    read["tables"] += 1
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    name = path.relative_to(folder)
    if not rows or len({len(row) for row in rows}) != 1:
        faults.append(f"{name}: rows of different lengths, or none")
    for row in rows:
        for cell in row:
            if cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not cell[1:].replace(".", "").isdigit()):
                faults.append(f"{name}: a spreadsheet would run {cell!r}")

for path in sorted(folder.rglob("*.json")):
    read["json"] += 1
    name = path.relative_to(folder)

    def once(pairs, name=name):
        if len({key for key, _ in pairs}) != len(pairs):
            faults.append(f"{name}: a key stands twice")
        return dict(pairs)

    def look(value, name=name):
        if isinstance(value, dict):
            if isinstance(value.get("url"), str) and host and urlparse(value["url"]).netloc == host:
                page_exists(value["url"], name)
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once))

print("\n".join(faults[:50]))
print(", ".join(f"{count} {what}" for what, count in read.items()) + f", {len(faults)} faults")
sys.exit(1 if faults else 0)
