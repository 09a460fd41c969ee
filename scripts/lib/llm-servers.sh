# shellcheck shell=bash
# Servers that run: one process a model, each with a folder of facts in $LLM_HOME/servers/ID.

LONGEST_LOADING_S=180

llm_fact() { # ID FACT
  cat "$LLM_HOME/servers/$1/$2" 2>/dev/null
}

# A number in a file may be another process's by now: it is ours only if it serves this model.
llm_is_running() { # ID
  local pid
  pid=$(llm_fact "$1" pid) || return 1
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "llm-server.py --name $1 "
}

running_llms() {
  local folder id
  for folder in "$LLM_HOME"/servers/*/; do
    id=$(basename "$folder")
    if llm_is_running "$id"; then printf '%s\n' "$id"; fi
  done
}

port_is_taken() { # PORT
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

llm_answers() { # PORT
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET /health HTTP/1.0\r\n\r\n' >&3
    head -n 1 <&3 | grep -q ' 200'
  ) 2>/dev/null
}

free_port() { # FIRST: prints it or the next one that nobody listens at
  local port=$1
  while port_is_taken "$port"; do
    port=$((port + 1))
    [ "$port" -le 65535 ] || die "no free port from $1 on: give another --port"
  done
  printf '%s\n' "$port"
}

start_llm() { # ID NAME FILE
  local id=$1 facts=$LLM_HOME/servers/$1 log=$LLM_HOME/$1.log port
  port=$(free_port "$LLM_PORT")
  [ -z "$PORT_IS_CHOSEN" ] || [ "$port" -eq "$LLM_PORT" ] || die "port $LLM_PORT is taken: give another --port"
  PORT_IS_CHOSEN=
  rm -rf "$facts" && mkdir -p "$facts"
  printf '%s\n' "$port" >"$facts/port"
  printf '%s\n' "$2" >"$facts/name"
  printf '%s\n' "$LLM_SLOTS" >"$facts/slots"
  setsid "$LLM_VENV/bin/python" scripts/lib/llm-server.py --name "$id" --model "$3" --port "$port" \
    --threads "$LLM_THREADS" --slots "$LLM_SLOTS" --context "$LLM_CONTEXT" >"$log" 2>&1 </dev/null 9>&- &
  printf '%s\n' "$!" >"$facts/pid"
  wait_for_llm "$id" "$!" "$port" "$log"
  say "$id: answers at http://127.0.0.1:$port/v1"
}

wait_for_llm() { # ID PID PORT LOG
  local end=$((SECONDS + LONGEST_LOADING_S))
  until llm_answers "$3"; do
    if ! kill -0 "$2" 2>/dev/null || [ "$SECONDS" -ge "$end" ]; then
      tail -n 5 "$4" >&2
      stop_llm "$1"
      die "$1 did not come up (whole output in $4)"
    fi
    sleep 0.2
  done
}

stop_llm() { # ID
  local pid tries=0
  if llm_is_running "$1"; then
    pid=$(llm_fact "$1" pid)
    kill "$pid" 2>/dev/null || true
    while llm_is_running "$1" && [ "$tries" -lt 50 ]; do
      sleep 0.2
      tries=$((tries + 1))
    done
    if llm_is_running "$1"; then kill -KILL "$pid" 2>/dev/null || true; fi
    say "$1: stopped"
  fi
  rm -rf "${LLM_HOME:?}/servers/$1"
}

report_llm() { # ID
  local port state=loading
  port=$(llm_fact "$1" port)
  if llm_answers "$port"; then state=answers; fi
  say "$1: $state at http://127.0.0.1:$port/v1 (process $(llm_fact "$1" pid))"
}
