#!/bin/sh
# Prints a Redis ACL file: a user for the API, one for the workers of each zone, and nobody else.
#   render.sh PREFIX PASSWORDS ZONE...
# PASSWORDS is a folder with the files `api` and `worker-ZONE`; only their SHA-256 is printed.
set -eu

die() {
  echo "render.sh: $1" >&2
  exit 1
}

# NAME TEMPLATE ZONE: a template without its comments, as the one line that Redis wants.
user() {
  [ -s "$passwords/$1" ] || die "$passwords/$1 is missing or empty"
  password=$(cat "$passwords/$1")
  hash=$(printf %s "$password" | sha256sum | cut -c 1-64)
  sed -e '/^#/d' -e "s/@HASH@/$hash/; s/@PREFIX@/$prefix/g; s/@ZONE@/$3/g" "$here/$2" | tr '\n' ' '
  echo
}

[ $# -ge 3 ] || die 'usage: render.sh PREFIX PASSWORDS ZONE...'
here=$(dirname "$0")
prefix=$1
passwords=$2
shift 2
case $prefix in '' | *[!A-Za-z0-9:{}_-]*) die "$prefix is no prefix" ;; esac
for zone; do
  case $zone in '' | [!a-z]* | *[!a-z0-9-]*) die "$zone is no zone" ;; esac
done

# Nobody can log in as `default`. But Redis reads its append-only file as that user: without these rights it would leave out
# every transaction and script of it, and each restart would lose jobs.
echo 'user default off resetpass allkeys allchannels +@all'
user api api.acl -
for zone; do user "worker-$zone" worker.acl "$zone"; done
