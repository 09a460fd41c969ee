/** Fills sockets, which no process's resident set shows: 40 processes with 60 pairs each hold up to 1 GiB. */
export const FILL_SOCKETS = `
  #include <fcntl.h>
  #include <signal.h>
  #include <stdio.h>
  #include <string.h>
  #include <sys/socket.h>
  #include <sys/wait.h>
  #include <unistd.h>
  static char block[65536];
  static long fill(void) {
    long held = 0;
    for (int pair = 0; pair < 60; pair++) {
      int ends[2], size = 1 << 20;
      if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) break;
      setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
      fcntl(ends[0], F_SETFL, O_NONBLOCK);
      for (long sent; (sent = write(ends[0], block, sizeof block)) > 0;) held += sent;
    }
    return held;
  }
  int main(void) {
    int sums[2];
    pipe(sums);
    for (int i = 0; i < 40; i++)
      if (fork() == 0) {
        long held = fill();
        write(sums[1], &held, sizeof held);
        pause();
      }
    long held, total = 0;
    for (int i = 0; i < 40 && read(sums[0], &held, sizeof held) == sizeof held; i++) total += held;
    printf("%ld\\n", total >> 20);
    kill(0, 9);
  }`;
