# The Debian 12 packages this project needs, and how to install what is missing. Sourced by run and test.

build_packages=(
    ccache cmake g++ libgl1-mesa-dev libqt6sql6-sqlite libsqlite3-dev libuchardet-dev libxlsxwriter-dev libzip-dev
    ninja-build pkg-config qt6-base-dev qt6-httpserver-dev qt6-l10n-tools qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools
    qt6-websockets-dev qtkeychain-qt6-dev
)
# What the program uses while it runs: Chinese and Latin fonts, Qt's own translations, time zones, a keychain.
runtime_packages=(
    dbus-user-session fonts-liberation fonts-noto-cjk gnome-keyring libsecret-1-0 qt6-translations-l10n tzdata
)
test_packages=(
    curl dbus imagemagick libxlsxwriter-dev node-csv-spectrum openbox openssl procps python3-minimal sqlite3 x11-utils xdotool
    xvfb
)

missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || printf '%s\n' "$package"
    done
}

# install_missing PACKAGE…: says what it installs and why it can't, if it can't.
install_missing() {
    if ! command -v apt-get >/dev/null; then
        echo "This is not a Debian system. Please install what these Debian 12 packages hold, then start again:"
        printf '  %s\n' "$@"
        have_all_tools || return 1
        return 0
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing, and installing them needs root: ${missing[*]}"
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} packages: ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null || return 1
    local log
    log=$(mktemp)
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        tail -n 20 "$log"
        echo "apt-get could not install them; its whole output is in $log"
        return 1
    fi
    rm -f "$log"
}

# On other systems: whether the build can be tried at all.
have_all_tools() {
    local tool
    for tool in cmake ninja c++ pkg-config; do
        command -v "$tool" >/dev/null || return 1
    done
}

# build PRESET TARGET…: configures once, then builds only what changed.
build() {
    local preset=$1
    shift
    if [ ! -f "build/$preset/build.ninja" ]; then
        echo "Configuring …"
        cmake --preset "$preset" >"build-$preset.log" 2>&1 || { tail -n 20 "build-$preset.log"; return 1; }
        mv "build-$preset.log" "build/$preset/configure.log"
    fi
    echo "Building …"
    cmake --build "build/$preset" --target "$@"
}
