#!/bin/sh
# Installs the Debian packages that building and testing need, those that are missing only.
# Takes: nothing, or `fuzz` for what only `make fuzz` needs. Promises: silent if nothing is missing;
# asks nothing; non-zero with apt's own words if a package cannot be had.
# MySQL is not in Debian 12. Unstable's is unpacked in build/mysql and run from there with its own
# loader and libraries; nothing of it is installed, and where it cannot be had the tests go without.
set -eu

packages="gcc libc6-dev make re2c lemon libsqlite3-dev libutf8proc-dev libjansson-dev nettle-dev
libcmocka-dev libpg-query-dev python3 sqlite3 postgresql mariadb-server-core mariadb-client-core patch git"
[ "${1:-}" != fuzz ] || packages="$packages clang libclang-rt-dev"

root=
[ "$(id -u)" = 0 ] || root="sudo -n"
log=$(mktemp)
work=
trap 'rm -rf "$log" "$work"' EXIT
trap 'exit 1' INT TERM
export DEBIAN_FRONTEND=noninteractive

install_missing() {
    missing=
    for package in $packages; do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
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
}

# apt with lists, packages and sources of its own; it is told that perl is there, which only scripts want
fetch_mysql() {
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    printf 'Package: perl\nStatus: install ok installed\nVersion: 5.99\nArchitecture: %s\nMulti-Arch: allowed\n' \
        "$(dpkg --print-architecture)" >"$work/status"
    # from where the system has its own packages
    archive=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" "Component: main" | head -n 1)
    [ -n "$archive" ] || return 1
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive unstable main" >"$work/sources.list"
    cat >"$work/apt.conf" <<EOF
Dir::State::Lists "$work/lists";
Dir::State::Status "$work/status";
Dir::Cache "$work/cache";
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "-";
Dir::Etc::Preferences "-";
Dir::Etc::PreferencesParts "-";
APT::Architecture "$(dpkg --print-architecture)";
APT::Architectures { "$(dpkg --print-architecture)"; };
APT::Install-Recommends "false";
APT::Sandbox::User "$(id -un)";
APT::Update::Post-Invoke-Success "";
Acquire::Languages "none";
Acquire::http::Timeout "20";
Acquire::Retries "1";
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
EOF
    export APT_CONFIG="$work/apt.conf"
    timeout 60 apt-get -q update &&
        timeout 240 apt-get -q -y install --download-only mysql-server-core mysql-client-core || return 1
    for package in "$work"/cache/archives/*.deb; do
        dpkg-deb -x "$package" "$work/root" || return 1
    done
    rm -rf "$work"/root/usr/share/doc "$work"/root/usr/share/man "$work"/root/usr/share/locale
    find "$work"/root/usr/bin -type f ! -name mysql -delete
    for program in sbin/mysqld bin/mysql; do
        "$work"/root/usr/lib*/ld-linux-*.so.* --library-path "$(echo "$work"/root/usr/lib/*-linux-gnu*)" \
            "$work/root/usr/$program" --version || return 1
    done
    mv "$work/root" build/mysql
}

install_missing
cd "$(dirname "$0")/.."
# a day without it is a day without the attempt: who has no network waits once
if [ ! -d build/mysql ] && [ -z "$(find build/mysql.missing -mtime -1 2>/dev/null)" ]; then
    mkdir -p build
    work=$(mktemp -d "$PWD/build/mysql-XXXXXX")
    echo "unpacking mysql-server-core in build/mysql"
    if fetch_mysql >"$log" 2>&1; then
        rm -f build/mysql.missing
    else
        tail -n 3 "$log"
        echo "no MySQL server: MariaDB runs the scripts for it"
        cp "$log" build/mysql.missing
    fi
fi
