#!/bin/sh
# Installs what the tests need besides Python: a PostgreSQL server and a Chromium, from the system's packages, where
# they are absent and where this user may. What cannot be had is said loudly here; the tests that need it then fail
# under CI and are reported as not run elsewhere.
set -u

have_postgres() {
    command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ -n "${DATABASE_URL:-}" ]
}
have_browser() {
    [ -x /usr/bin/chromium ] || command -v chromium >/dev/null 2>&1
}

wanted=""
have_postgres || wanted="$wanted postgresql"
have_browser || wanted="$wanted chromium"
[ -n "$wanted" ] || exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "installing for the tests:$wanted"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null ||
        echo "the system's package manager could not install:$wanted" >&2
fi

have_postgres || echo "NOT TESTED HERE: PostgreSQL. Install a server (Debian: apt install postgresql) or set DATABASE_URL." >&2
have_browser || echo "NOT TESTED HERE: the digest in a browser. Install one (Debian: apt install chromium)." >&2
exit 0
