#!/bin/sh
# Makes .venv with the first Python that can, so that `make` needs nothing but Python itself.
#
# A name on PATH proves nothing (it may be a version manager's shim, or too old), so each is asked its version.
# Debian keeps the part of Python that makes environments in a package of its own: it is installed where we may.
set -eu
cd "$(dirname "$0")/.."

say() { # French, then English
    printf '%s\n%s\n' "$1" "$2" >&2
}

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    say "Il faut Python 3.11 ou plus récent : installez-le, ou indiquez-le par PYTHON=/chemin/vers/python3." \
        "Python 3.11 or later is needed: install it, or name it with PYTHON=/path/to/python3."
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

install_debian_venv() { # $1: the Python
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    say "Installation du paquet $package…" "Installing the package $package…"
    if command -v apt-get >/dev/null && as_root apt-get -q update &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install "$package"; then
        return
    fi
    say "Python ne sait pas créer d’environnement : installez le paquet $package (ou python3-venv), puis recommencez." \
        "Python cannot make an environment: install the package $package (or python3-venv), then try again."
    return 1
}

python=$(find_python)
rm -rf .venv
"$python" -c 'import ensurepip, venv' 2>/dev/null || install_debian_venv "$python" >&2
"$python" -m venv .venv

# `hooks/` becomes importable: `python -m autodiagnostic`. The path is relative, so the checkout may be moved.
.venv/bin/python - <<'END'
import os
import sysconfig
from pathlib import Path

packages = Path(sysconfig.get_path("purelib"))
(packages / "hooks.pth").write_text(os.path.relpath("hooks", packages) + "\n", encoding="utf-8")
END
