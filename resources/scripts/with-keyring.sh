#!/usr/bin/env bash
# Runs a command beside an unlocked, empty Secret Service; needs a D-Bus session (dbus-run-session).
printf 'test' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
exec "$@"
