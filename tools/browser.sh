#!/bin/sh
# Installs Chromium, its driver and a Chinese font where the browser tests would miss them.
set -eu

missing=''
command -v chromium >/dev/null || missing="$missing chromium"
command -v chromedriver >/dev/null || missing="$missing chromium-driver"
[ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || missing="$missing fonts-noto-cjk"
[ -n "$missing" ] || exit 0

fail() {
    echo "browser: the tests need$missing; $*" >&2
    exit 1
}

command -v apt-get >/dev/null || fail 'there is no apt-get here, so install them by hand.'
if [ "$(id -u)" -eq 0 ]; then
    sudo=''
elif command -v sudo >/dev/null; then
    sudo='sudo'
else
    fail 'install them as root, or install sudo.'
fi

echo "browser: installing$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # both are lists of words
$sudo apt-get update -q && $sudo apt-get install -qy --no-install-recommends $missing ||
    fail 'apt-get could not install them.'
