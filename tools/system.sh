#!/usr/bin/env bash
# Name the Debian packages that this machine lacks, one a line; nothing if it has them all.
#
# Usage: tools/system.sh run|test [PYTHON]
# It looks for what is opened at run time (a library, a command, a font), not for
# package names: so it asks no package manager, needs no root, and says what is
# missing on other systems too.
set -euo pipefail

profile=$1
python=${2:-}

# What PySide6's own libraries and its xcb, wayland and offscreen plugins are linked to.
libraries='
libEGL.so.1             libegl1
libGL.so.1              libgl1
libX11.so.6             libx11-6
libX11-xcb.so.1         libx11-xcb1
libbrotlidec.so.1       libbrotli1
libdbus-1.so.3          libdbus-1-3
libfontconfig.so.1      libfontconfig1
libfreetype.so.6        libfreetype6
libglib-2.0.so.0        libglib2.0-0
libgomp.so.1            libgomp1
libgssapi_krb5.so.2     libgssapi-krb5-2
libwayland-client.so.0  libwayland-client0
libwayland-cursor.so.0  libwayland-cursor0
libwayland-egl.so.1     libwayland-egl1
libxcb-cursor.so.0      libxcb-cursor0
libxcb-glx.so.0         libxcb-glx0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0       libxcb-shape0
libxcb-shm.so.0         libxcb-shm0
libxcb-sync.so.1        libxcb-sync1
libxcb-util.so.1        libxcb-util1
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1
libxkbcommon.so.0       libxkbcommon0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
'

# What the tests start beside the program: a screen, a hand, a keyring, an eye on the network,
# and programs of others to write in.  (make bench writes in LibreOffice too, where it is there.)
test_commands='
Xvfb                 xvfb
xauth                xauth
openbox              openbox
xdotool              xdotool
strace               strace
dbus-run-session     dbus
gnome-keyring-daemon gnome-keyring
dovecot              dovecot-imapd
dbus-daemon          dbus
mousepad             mousepad
tint2                tint2
chromium             chromium
'

lacks_command() { ! PATH=$PATH:/usr/sbin command -v "$1" >/dev/null 2>&1; }

python_says() { "$python" -c "import sys, sysconfig; print($1)"; }

if [ "$(uname -s)" != Linux ]; then exit 0; fi

known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
while read -r library package; do
  case $known in *"$library "*) ;; *) echo "$package" ;; esac
done <<<"${libraries#?}"

fonts=$(find /usr/share/fonts /usr/local/share/fonts "${XDG_DATA_HOME:-$HOME/.local/share}/fonts" \
  -name '*.[ot]tf' -print 2>/dev/null || true)
if [ -z "$fonts" ]; then echo fonts-dejavu-core; fi

if lacks_command c++ || lacks_command cc; then echo g++; fi

if [ -z "$python" ]; then
  printf '%s\n' python3 python3-venv python3-dev
else
  # Only Debian's own Python comes in parts.
  version=$(python_says '"%d.%d" % sys.version_info[:2]')
  "$python" -c 'import venv, ensurepip' 2>/dev/null || echo "python$version-venv"
  [ -e "$(python_says 'sysconfig.get_paths()["include"]')/Python.h" ] || echo "python$version-dev"
fi

if [ "$profile" = test ]; then
  while read -r name package; do
    if lacks_command "$name"; then echo "$package"; fi
  done <<<"${test_commands#?}"
fi
