#!/bin/sh
# Install Xuequ from the bundle this file lies in; asks no network for anything.
#
#   sh install.sh [FOLDER]      FOLDER is made if it is not there: /opt/xuequ if none is named
#
# The data of an installation lies elsewhere ($XUEQU_HOME) and is not touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-/opt/xuequ}
cd "$here"

echo "Checking the bundle ..."
sha256sum --check --quiet SHA256SUMS

wanted=$(sed -n 's/.*"python": "\([0-9.]*\)".*/\1/p' bundle.json)
python=${PYTHON:-python$wanted}
command -v "$python" >/dev/null || { echo "Python $wanted is needed; name it with PYTHON=..." >&2; exit 1; }
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
[ "$found" = "$wanted" ] || { echo "Python $wanted is needed, $python is $found" >&2; exit 1; }

echo "Installing into $target ..."
mkdir -p "$target"
# A venv knows its own folder, so the new one is made at its place and the old one kept beside it.
rm -rf "$target/venv.old"
if [ -d "$target/venv" ]; then mv "$target/venv" "$target/venv.old"; fi
back() {
  rm -rf "$target/venv"
  if [ -d "$target/venv.old" ]; then mv "$target/venv.old" "$target/venv"; fi
  echo "Not installed; what was there before is in place again." >&2
}
trap back EXIT
"$python" -m venv "$target/venv"
pip() { "$target/venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-index "$@"; }
pip --find-links wheels --require-hashes -r requirements.txt
pip --no-deps xuequ-*.whl
"$target/venv/bin/xuequ" --help >/dev/null
trap - EXIT
rm -rf "$target/deploy" "$target/docs"
cp -R deploy docs "$target/"
echo "Done: $target/venv/bin/xuequ. How to go on stands in $target/docs/deploy.md (中文：deploy.zh.md)."
