#!/bin/sh
# Finds a Python that is new enough and has it run bootstrap.py. PYTHON=/path names one instead.
here=$(dirname "$0")

is_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for candidate in ${PYTHON:-.venv/bin/python python3.14 python3.13 python3.12 python3.11 python3}; do
    if is_enough "$candidate"; then
        exec "$candidate" "$here/bootstrap.py"
    fi
done
# The words of any Python from 2.7 on.
found=$("${PYTHON:-python3}" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
echo "Python 3.11 or newer is needed, found ${found:-none}${PYTHON:+ ($PYTHON)}." >&2
echo "Install one (Debian: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2
exit 1
