#!/bin/sh
# Makes a folder `checkov` where it runs: a Python environment, and beside it the program that starts it.
set -e
python3 -m venv checkov/venv
checkov/venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$(dirname "$0")/requirements.txt"

# The folder is moved to the cache afterwards. What pip puts into venv/bin names the old place, `python -m` does not.
cat > checkov/checkov <<'END'
#!/bin/sh
exec "$(dirname "$0")/venv/bin/python" -m checkov.main "$@"
END
