package spooler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two servers of one kind: one that holds what it takes till it is released, one that does not. */
record Pair(String name, MailServer holding, MailServer flowing) implements AutoCloseable {
  static Pair spooler(Path home, SmtpSink sink) throws Exception {
    return new Pair(
        "spooler",
        SpoolerServer.start(Files.createDirectory(home.resolve("holding")), sink.port(), true),
        SpoolerServer.start(Files.createDirectory(home.resolve("flowing")), sink.port(), false));
  }

  static Pair postfix(Path home, SmtpSink sink) throws Exception {
    return new Pair(
        "Postfix",
        PostfixServer.start(Files.createDirectory(home.resolve("holding")), sink.port(), true),
        PostfixServer.start(Files.createDirectory(home.resolve("flowing")), sink.port(), false));
  }

  @Override
  public void close() throws IOException {
    try (flowing;
        holding) {
      // both are closed, whatever becomes of the first
    }
  }
}
