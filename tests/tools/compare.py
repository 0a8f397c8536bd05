"""Compares all that two builds of the program publish and print.

compare.py BEFORE AFTER [REPLACEMENTS] [--only NAME]... [--show LINES]: BEFORE and AFTER are programs.
Each builds the repository's content and every site of tests/sites in all editions, and runs the
commands of each site. Files are compared byte for byte, PDFs by their text and pages, printed text
without times and paths. REPLACEMENTS holds lines `OLD<TAB>NEW`; they are applied in this order to
lines of BEFORE that differ. Exits with 1 if anything differs.
"""
import argparse
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITES = ROOT / "tests/sites"
CONTENT = "the repository"
DATE = ["--date", "2026-05-01"]
EDITIONS = ("public", "consultation", "staff")
COMMANDS = ("build", "check", "serve", "schema", "explain", "why")
FORMATS = ("human", "json", "sarif", "github")

parser = argparse.ArgumentParser(usage="compare.py BEFORE AFTER [REPLACEMENTS] [--only NAME]... [--show LINES]")
parser.add_argument("before", type=Path)
parser.add_argument("after", type=Path)
parser.add_argument("replacements", type=Path, nargs="?")
parser.add_argument("--only", action="append", help="a folder of tests/sites, or `the repository`")
parser.add_argument("--show", type=int, default=3, help="how many differing lines of a file are shown")
options = parser.parse_args()

replacements = []
if options.replacements:
    for line in options.replacements.read_text().splitlines():
        if line and not line.startswith("#"):
            old, new = line.split("\t")
            replacements.append((old, new))
used, kinds, compared = Counter(), Counter(), Counter()
shown = []


def prepare(case, root):
    """Copies a site over the one that it is based on, as tests/common/mod.rs does."""
    base = case / "base"
    if base.exists():
        prepare(SITES / base.read_text().strip(), root)
    for part in ("content", "themes"):
        if (case / part).exists():
            shutil.copytree(case / part, root / part, symlinks=True, dirs_exist_ok=True)


def run(program, root, cache, arguments):
    """What a command prints, and how it ends, without times and paths of this run."""
    if arguments[0] in ("build", "check"):
        arguments = [*arguments, "--cache", str(cache)]
    done = subprocess.run(
        [program.resolve(), *arguments], cwd=root, capture_output=True, check=False,
        env={"PATH": "/usr/bin:/bin", "NO_COLOR": "1", "HOME": str(cache)},
    )
    text = f"status {done.returncode}\n{decoded(done.stdout)}\n--- stderr\n{decoded(done.stderr)}"
    text = text.replace(str(root), "[ROOT]").replace(str(cache), "[CACHE]")
    return masked(re.sub(r"\b[0-9.]+ m?s\b", "[TIME]", text))


def masked(text):
    """A manifest or a report without times, digests and sizes, since the files themselves are compared."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "[DIGEST]", text)
    text = re.sub(r'"timings": {[^}]*}', '"timings": "[TIMES]"', text)
    return re.sub(r'"size": \d+', '"size": "[SIZE]"', text)


def decoded(data):
    return data.decode("utf-8", "surrogateescape")


def commands(name):
    """The commands for a site, each with the folder that it publishes into."""
    for edition in EDITIONS:
        output = f"public-{edition}"
        yield ["build", *DATE, "--edition", edition, "--output", output, "--report", f"{output}.json"]
    yield ["build", *DATE, "--portable", "--zip", "--output", "public-portable"]
    for form in FORMATS:
        yield ["check", *DATE, "--format", form]
    yield ["check", *DATE, "--strict"]
    yield ["schema", "--out", "schemas"]
    listed = SITES / name / "cmd"
    if listed.exists():
        lines = [line for line in listed.read_text().splitlines() if line and not line.startswith("# ")]
        yield from (line.split() for line in lines)


def addresses(root):
    """Some addresses of the public site: pages, an anchor of each, and other files."""
    public = root / "public-public"
    pages = sorted(public.rglob("index.html"))
    for page in pages[:: max(1, len(pages) // 12)]:
        address = "/" + str(page.parent.relative_to(public)).strip(".") + "/"
        address = address.replace("//", "/")
        yield address
        anchors = re.findall(r'<(?!main|input|svg)[a-z0-9]+[^>]* id="([^"]+)"', page.read_text(errors="replace"))
        yield from (f"{address}#{anchor}" for anchor in anchors[:3])
    files = sorted(path for path in public.rglob("*") if path.is_file() and path.suffix != ".html")
    yield from ("/" + str(path.relative_to(public)) for path in files[:: max(1, len(files) // 8)])


def of_project(program, name, folder):
    """All that a program makes of a site: printed texts by command, and the folder of its files."""
    root, cache = folder / "project", folder / "cache"
    root.mkdir(parents=True)
    cache.mkdir()
    if name == CONTENT:
        shutil.copytree(ROOT / "content", root / "content", symlinks=True)
    else:
        prepare(SITES / name, root)
    printed = {}
    for number, arguments in enumerate(commands(name)):
        printed[f"{number}. {' '.join(arguments)}"] = run(program, root, cache, arguments)
    for address in addresses(root):
        printed[f"why {address}"] = run(program, root, cache, ["why", address, *DATE])
    return printed, root


def of_program(program, folder):
    """What a program prints without a site."""
    folder.mkdir()
    calls = [["--help"], ["--version"], ["--licenses"], ["explain", "--list"]]
    calls += [[command, flag] for command in COMMANDS for flag in ("--help", "-h")]
    codes = run(program, folder, folder, ["explain", "--list"])
    calls += [["explain", code] for code in sorted(set(re.findall(r"\bP\d{3}\b", codes)))]
    return {" ".join(call): run(program, folder, folder, call) for call in calls}


def replaced(text):
    """A text of BEFORE as it is to be now, and how often each replacement was used."""
    counts = Counter()
    for old, new in replacements:
        counts[old] = text.count(old)
        text = text.replace(old, new)
    return text, +counts


def same(before, after):
    """Whether two texts are the same, with the replacements where they differ."""
    if before == after:
        return True
    old, new = before.split("\n"), after.split("\n")
    total = Counter()
    if len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            if one != other:
                one, counts = replaced(one)
                total += counts
                if one != other:
                    break
        else:
            used.update(total)
            return True
    # A longer word may have moved the ends of lines.
    text, counts = replaced(before)
    if counts and text.split() == after.split():
        used.update(counts)
        return True
    return False


def differing(before, after):
    """The first lines that differ, each around the first letter that does."""
    lines = []
    for one, other in itertools.zip_longest(before.split("\n"), after.split("\n"), fillvalue="[no line]"):
        if one != other and replaced(one)[0] != other:
            at = next((at for at, two in enumerate(zip(one, other, strict=False)) if two[0] != two[1]), 0)
            cut = slice(max(0, at - 60), at + 140)
            lines += [f"    - {one[cut]}", f"    + {other[cut]}"]
        if len(lines) >= 2 * options.show:
            break
    return lines


def note(kind, where, lines):
    kinds[kind] += 1
    shown.append("\n".join([f"{kind}: {where}", *lines]))


def compare_texts(kind, where, before, after):
    compared[kind] += 1
    if not same(before, after):
        note(kind, where, differing(before, after))


def pdf_text(path):
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=False)
    return decoded(done.stdout)


def zip_entries(path):
    with zipfile.ZipFile(path) as archive:
        return "\n".join(f"{entry.filename} {entry.date_time} {entry.external_attr:o}" for entry in archive.infolist())


def compare_files(where, before, after):
    kind = before.suffix.lstrip(".") or before.name
    old, new = before.read_bytes(), after.read_bytes()
    if kind == "pdf":
        compared["pdf"] += 1
        if old == new:
            return
        old, new = pdf_text(before), pdf_text(after)
        if not same(old, new):
            note("pdf", where, differing(old, new))
        elif old.count("\f") != new.count("\f"):
            note("pdf pages", where, [f"    {old.count(chr(12))} and {new.count(chr(12))}"])
        else:
            kinds["pdf bytes (text and pages are the same; not counted)"] += 1
    elif kind == "zip":
        compare_texts(kind, where, zip_entries(before), zip_entries(after))
    elif b"\0" in old[:1000]:
        compared[kind] += 1
        if old != new:
            note(kind, where, [f"    {len(old)} and {len(new)} bytes"])
    else:
        old, new = decoded(old), decoded(new)
        if kind == "json":
            old, new = masked(old), masked(new)
        compare_texts(kind, where, old, new)


def compare_trees(name, before, after):
    def files(root):
        listed = (path for path in root.rglob("*") if path.is_file() or path.is_symlink())
        return {str(path.relative_to(root)): path for path in listed if path.relative_to(root).parts[0] != "content"}

    old, new = files(before), files(after)
    for path in sorted(old.keys() - new.keys()):
        note("missing file", f"{name}: {path}", [])
    for path in sorted(new.keys() - old.keys()):
        note("new file", f"{name}: {path}", [])
    for path in sorted(old.keys() & new.keys()):
        if not old[path].is_symlink():
            compare_files(f"{name}: {path}", old[path], new[path])


def compare_printed(name, before, after):
    for command in sorted(before.keys() | after.keys()):
        kind = f"printed by {command.split('. ')[-1].split()[0]}"
        compare_texts(kind, f"{name}: {command}", before.get(command, "[not run]"), after.get(command, "[not run]"))


names = [CONTENT, *sorted(path.name for path in SITES.iterdir() if path.is_dir())]
names = [name for name in names if not options.only or name in options.only]
with tempfile.TemporaryDirectory(prefix="compare-") as kept, ThreadPoolExecutor(2) as pool:
    programs = {"before": options.before, "after": options.after}
    # Both paths are as long, so that lines which hold them break alike.
    tops = {"before": Path(kept) / "old", "after": Path(kept) / "new"}
    for top in tops.values():
        top.mkdir()

    def both(make, *more):
        folder = more[0] if more else "help"
        started = [pool.submit(make, program, *more, tops[side] / folder) for side, program in programs.items()]
        return [each.result() for each in started]

    if not options.only:
        compare_printed("no project", *both(of_program))
    for name in names:
        (printed, root), (new_printed, new_root) = both(of_project, name)
        compare_printed(name, printed, new_printed)
        compare_trees(name, root, new_root)
        for top in tops.values():
            shutil.rmtree(top / name)

print("\n".join(shown))
print("Compared:", ", ".join(f"{count} {kind}" for kind, count in sorted(compared.items())))
for old, new in replacements:
    print(f"Replaced {used[old]} times: {old} -> {new}")
for kind, count in sorted(kinds.items()):
    print(f"{count} differ: {kind}")
differences = len(shown)
print(f"{differences} differences")
sys.exit(1 if differences else 0)
