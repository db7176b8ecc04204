#!/bin/sh
# packages.sh SERVICE PACKAGE...  Installs Debian's packages without starting SERVICE, now or at boot. It may be empty.

# Whoever starts a service for a package asks the policy first, and 101 forbids it: invoke-rc.d(8). One that is there
# already is the administrator's, and stays.
service=$1
shift
policy="${DPKG_ROOT:-}/usr/sbin/policy-rc.d"
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" || exit 1
fi

install() {
  apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

# The lists of packages are fetched only if nothing comes without: that takes time.
install "$@" || { apt-get update && install "$@"; } || exit 1
if [ -n "$service" ]; then update-rc.d "$service" disable || true; fi
