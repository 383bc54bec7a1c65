package spooler.submit.smtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A listener on a free port of this computer, and the spooler behind it. A test in which a session
 * breaks has failed.
 */
final class Rig implements AutoCloseable {
  final RecordingSpooler spooler = new RecordingSpooler();
  private final BrokenSessions broken = new BrokenSessions();
  private final Listener listener;

  Rig() throws IOException {
    this(Map.of());
  }

  Rig(Map<String, ?> values) throws IOException {
    Map<String, Object> all = new HashMap<>(Map.of("port", 0, "hostName", "spool.example"));
    all.putAll(values);
    SubmitSettings settings = SubmitSettings.of(Configs.of(all), Path.of("").toAbsolutePath());
    listener =
        new Listener(
            settings, new Intake(spooler.session()), new TransportFlush(spooler.session()));
    listener.open();
  }

  InetSocketAddress address() {
    return listener.address();
  }

  void sweep() {
    listener.sweep();
  }

  TestClient connect() throws IOException {
    TestClient client = new TestClient(address());
    assertTrue(client.reply().startsWith("220 "));
    return client;
  }

  /** A client that has said EHLO. */
  TestClient greeted() throws IOException {
    TestClient client = connect();
    assertTrue(client.say("EHLO test").startsWith("250"));
    return client;
  }

  List<RecordingSpooler.Taken> messages() {
    return spooler.messages;
  }

  @Override
  public void close() throws IOException {
    try (spooler;
        broken;
        listener) {
      // ended in the opposite order, whatever becomes of the first
    }
    broken.expectNone();
  }
}
