// Linked into every program: the end of the tests proves itself to the supervisor, a failed comparison tells it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

static void send_line(const char *word, const char *text) {
    char line[160];
    int length = snprintf(line, sizeof line, "%s %s\n", word, text);
    if (length <= 0 || write(3, line, (size_t)length) != length) _exit(120);
}

extern "C" [[noreturn]] void perforch_fail(const char *token, const char *expression, int line) {
    fprintf(stderr, "tests:%d: assertion failed: %s\n", line, expression);
    send_line("fail", token);
    _exit(1);
}

extern "C" void perforch_finish(const char *token) {
    char nonce[64] = {0};
    send_line("done", token);
    ssize_t length = read(4, nonce, sizeof nonce - 1);
    if (length <= 0) _exit(120);
    nonce[strcspn(nonce, "\n")] = 0;
    send_line("nonce", nonce);
}
