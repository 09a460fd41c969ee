# shellcheck shell=bash
# npm ci, only when the lock file or Node.js changed since the last one.

STAMP=node_modules/.perforch-stamp

node_modules_stamp() {
  printf '%s %s\n' "$(sha256sum <package-lock.json | cut -d ' ' -f 1)" "$(node -p 'process.version + process.arch')"
}

node_modules_are_current() {
  [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(node_modules_stamp)" ]
}

# better-sqlite3 is compiled against the headers beside the node that runs it. Without them node-gyp would
# download them from nodejs.org, which not every machine reaches.
node_headers_root() {
  local prefix
  prefix=$(node -p 'require("path").dirname(require("path").dirname(require("fs").realpathSync(process.execPath)))')
  if headers_match_node "$prefix/include/node/node_version.h"; then printf '%s' "$prefix"; fi
}

headers_match_node() { # FILE
  local abi
  [ -f "$1" ] || return 1
  abi=$(node -p process.versions.modules)
  grep -Eq "^#define NODE_MODULE_VERSION $abi\b" "$1"
}

# The distribution's own Node.js has its headers in a package of their own.
missing_header_packages() {
  if needs_node || [ -n "$(node_headers_root)" ]; then return; fi
  if is_installed nodejs && ! is_installed libnode-dev && [ -n "$(apt_candidate libnode-dev)" ]; then
    say libnode-dev
  fi
}

# build_from_source keeps better-sqlite3 from trying GitHub first; warnings are off because newer versions
# of npm warn of both settings, which are meant for the compilation and not for npm.
install_node_modules() {
  local headers
  if node_modules_are_current; then
    say "node_modules: ok"
    return
  fi
  headers=$(node_headers_root)
  say "node_modules: running npm ci (compiles better-sqlite3, about a minute)"
  rm -f "$STAMP"
  env ${headers:+"npm_config_nodedir=$headers"} npm_config_build_from_source=true \
    npm ci --no-audit --no-fund --loglevel=error </dev/null ||
    die "npm ci failed: see its message above, repair the cause, then run this again"
  node_modules_stamp >"$STAMP"
}
