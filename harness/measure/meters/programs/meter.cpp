#include <string>
#include <sys/wait.h>
#include <thread>
#include <time.h>
#include <unistd.h>
using namespace std;

static char *held(int mib) {
    size_t size = (size_t)mib << 20;
    char *memory = new char[size];
    for (size_t at = 0; at < size; at += 4096) *(volatile char *)(memory + at) = 1;
    return memory;
}

static void hold(int mib) {
    char *memory = held(mib);
    usleep(100000);
    delete[] memory;
}

static void spike(int mib) {
    char *memory = held(mib);
    usleep(5000);
    delete[] memory;
    usleep(100000);
}

static long clock_us(clockid_t clock) {
    timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static void spin(int ms) {
    long end = clock_us(CLOCK_THREAD_CPUTIME_ID) + ms * 1000L;
    while (clock_us(CLOCK_THREAD_CPUTIME_ID) < end)
        for (volatile int i = 0; i < 1000; i = i + 1) {}
}

static void half(int ms) {
    long start = clock_us(CLOCK_MONOTONIC);
    for (int slice_end = 40; slice_end <= ms; slice_end += 40) {
        spin(20);
        long left = start + slice_end * 1000L - clock_us(CLOCK_MONOTONIC);
        if (left > 0) usleep(left);
    }
}

static pid_t child(void (*work)(int), int amount) {
    pid_t pid = fork();
    if (pid == 0) {
        work(amount);
        _exit(0);
    }
    return pid;
}

int meter(string what, int amount) {
    if (what == "hold") hold(amount);
    if (what == "spike") spike(amount);
    if (what == "child hold") waitpid(child(hold, amount), nullptr, 0);
    if (what == "spin") spin(amount);
    if (what == "half") half(amount);
    if (what == "child spin") waitpid(child(spin, amount), nullptr, 0);
    if (what == "both hold") {
        pid_t other = child(hold, amount);
        char *memory = held(amount);
        waitpid(other, nullptr, 0);
        delete[] memory;
    }
    if (what == "two spin") {
        thread other(spin, amount);
        spin(amount);
        other.join();
    }
    return amount;
}
