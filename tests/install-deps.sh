#!/bin/sh
# Installs the Debian packages that building and testing need, those that are missing only.
# Takes: nothing, or `fuzz` for what only `make fuzz` needs. Promises: silent if nothing is missing;
# asks nothing; non-zero with apt's own words if a package cannot be had.
set -eu

packages="gcc libc6-dev make re2c lemon libsqlite3-dev libutf8proc-dev libmd-dev
libcmocka-dev libpg-query-dev python3 sqlite3 postgresql patch git"
[ "${1:-}" != fuzz ] || packages="$packages clang libclang-rt-dev"

missing=
for package in $packages; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=
[ "$(id -u)" = 0 ] || root="sudo -n"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
echo "installing$missing"
# the packaged cluster is not wanted: the tests start a server of their own
if ! {
    $root mkdir -p /etc/postgresql-common &&
        { [ -e /etc/postgresql-common/createcluster.conf ] ||
            echo "create_main_cluster = false" |
                $root tee /etc/postgresql-common/createcluster.conf; } &&
        $root env DEBIAN_FRONTEND=noninteractive apt-get -q update &&
        $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing
} >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
