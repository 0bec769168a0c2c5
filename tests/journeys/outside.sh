#!/bin/bash
# The shipped program on a display of its own, used with the keyboard alone: the sample's first campaign is sent, and
# the command line, from outside, counts what was accepted.
# usage: outside.sh WEBHOOK-DESK WEBHOOK-DESK-CLI
set -u
desk=$1
cli=$2
campaign=黄金会员发券
work=$(mktemp -d)
screenshot=${WD_SCREENSHOT:-$PWD/outside.png}
export XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/run XDG_CACHE_HOME=$work/cache
export LC_ALL=C.UTF-8 LANGUAGE=en
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS QT_QPA_PLATFORM
mkdir -p -m 700 "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR" "$XDG_CACHE_HOME"
started=()

for tool in Xvfb openbox xdotool; do
    command -v "$tool" >/dev/null || { echo "SKIP: $tool is not installed"; exit 77; }
done

end() {
    for ((i = ${#started[@]} - 1; i >= 0; --i)); do
        kill "${started[i]}" 2>/dev/null
        wait "${started[i]}" 2>/dev/null
    done
    rm -rf "$work"
}
trap end EXIT

fail() {
    echo "FAILED: $1" >&2
    import -window root "$screenshot" 2>/dev/null && echo "screenshot: $screenshot" >&2
    sed 's/^/program: /' "$work/log" >&2
    exit 1
}

# until_true SECONDS WHAT COMMAND…: runs the command until it succeeds.
until_true() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < end)) || fail "$what"
        sleep 0.1
    done
}

titled() { window=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -1) && [ -n "$window" ]; }
gone() { ! titled "$1"; }
press() { xdotool key --clearmodifiers "$@"; }
focus() { xdotool windowactivate --sync "$window"; }
status() { "$cli" --workspace "$XDG_DATA_HOME/webhook-desk/sample" --json campaign status "$campaign" 2>/dev/null; }
# Once everybody is counted, the way back has the focus; the button that sends is the next one.
confirmed() { sleep 1; press Tab Return; sleep 0.3; gone "^Review: $campaign"; }
ended() { ! kill -0 "${started[-1]}"; }
is() { status | grep -q "\"$1\":$2[,}]"; }

exec 3>"$work/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp >/dev/null 2>&1 &
started+=($!)
until_true 10 "no display" test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
# A window shown while the manager starts may stay hidden. One that could not start is started again.
managed() {
    kill -0 "${manager:-}" 2>/dev/null || { openbox >>"$work/log" 2>&1 & manager=$!; }
    xdotool get_num_desktops
}
until_true 30 "no window manager" managed
started+=("$manager")
"$desk" -platform xcb >>"$work/log" 2>&1 &
started+=($!)

until_true 15 "the program did not show its first page" titled '^Overview'
focus
press Tab Tab space
until_true 20 "the sample was not loaded" titled '^Campaigns – Sample workspace'
# New campaign, search, state, only mine, table: the first draft of the sample stands last.
press Tab Tab Tab Tab Tab ctrl+End Return
until_true 10 "the draft did not open" titled "^$campaign – Sample workspace"
# Its editor starts in the one field that is empty.
xdotool type --clearmodifiers 100
press ctrl+shift+Return
until_true 10 "the review did not open" titled "^Review: $campaign"
until_true 10 "the review did not go on" confirmed
until_true 20 "not everybody was sent to: $(status)" is accepted 120
is failed 0 && is uncertain 0 && is notSent 0 || fail "counts: $(status)"
until_true 10 "the campaign did not end" is state '"finished"'
until_true 10 "the list did not come back" titled '^Campaigns – Sample workspace'
echo "sent from outside: $(status)"
focus
press ctrl+3
until_true 10 "the deliveries did not open" titled '^Deliveries – Sample workspace'
press alt+F4
until_true 10 "the program did not end when its window was closed" ended
