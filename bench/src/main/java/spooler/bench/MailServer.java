package spooler.bench;

import java.io.IOException;
import java.time.Duration;

/** A server that takes mail by SMTP and passes it on to a sink, in processes of its own. */
interface MailServer extends AutoCloseable {
  /** Where it takes mail. */
  int port();

  /** Sends what it holds, if it was started so as to hold. */
  void release() throws IOException;

  /** The time its processes had on a processor since they began, that of ended ones included. */
  Duration cpu() throws IOException;

  @Override
  void close() throws IOException;
}
