package spooler.bench;

/**
 * Postfix's generator of load.
 *
 * @param sessions at once, each of which hands over one message after the other
 * @param size of a message, bytes
 */
record SmtpSource(int sessions, int size) {
  /** Hands so many messages over to a port, and waits for every reply. */
  void send(int messages, int port) throws Exception {
    int exit =
        new ProcessBuilder(
                "smtp-source",
                "-d",
                "-s",
                String.valueOf(sessions),
                "-l",
                String.valueOf(size),
                "-m",
                String.valueOf(messages),
                "-f",
                "me@example.org",
                "-t",
                "you@example.org",
                "127.0.0.1:" + port)
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("smtp-source ended with " + exit);
    }
  }
}
