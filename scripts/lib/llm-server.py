"""Serves one GGUF model at http://127.0.0.1:PORT/v1 with llama.cpp's own OpenAI-compatible server, until it is ended."""

import argparse
import signal

import xllamacpp


def parameters(given):
    params = xllamacpp.CommonParams()
    params.model.path = given.model
    params.model_alias = [given.name]
    params.hostnames = ["127.0.0.1"]
    params.port = given.port
    params.n_parallel = given.slots
    params.n_ctx = given.context * given.slots
    # One sequence of given.context tokens for each slot: a long answer can't take the place of another one's.
    params.kv_unified = False
    params.cpuparams.n_threads = given.threads
    params.cpuparams_batch.n_threads = given.threads
    params.ui = False
    return params


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="GGUF file")
    parser.add_argument("--name", required=True, help="what a request calls the model")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--slots", type=int, required=True, help="answers at a time")
    parser.add_argument("--context", type=int, required=True, help="tokens of a prompt and its answer")
    # Blocked before the server starts its threads, so that none of them takes the signal.
    endings = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, endings)
    server = xllamacpp.Server(parameters(parser.parse_args()))
    print(f"serving at {server.listening_address}", flush=True)
    signal.sigwait(endings)


if __name__ == "__main__":
    main()
