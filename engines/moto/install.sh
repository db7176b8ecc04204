#!/bin/sh
# Makes a folder `moto` where it runs: a Python environment, and beside it the program that starts the server.
set -e
python3 -m venv moto/venv
moto/venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$(dirname "$0")/requirements.txt"

# The folder is moved to the cache afterwards. What pip puts into venv/bin names the old place, `python -m` does not.
cat > moto/moto_server <<'END'
#!/bin/sh
python="$(dirname "$0")/venv/bin/python"
if [ "$1" = --version ]; then exec "$python" -c 'import moto; print(moto.__version__)'; fi
exec "$python" -m moto.server "$@"
END
