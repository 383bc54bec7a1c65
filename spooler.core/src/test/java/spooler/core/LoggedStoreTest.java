package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;

/** Each change of a message's state is one line of the log, and nothing of the message is in it. */
class LoggedStoreTest {
  private final Logger logger = Logger.getLogger("spooler.message");
  private final Lines lines = new Lines();
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    logger.addHandler(lines);
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
    logger.removeHandler(lines);
  }

  private void await(String line) throws Exception {
    Await.until(line, () -> lines.read.stream().anyMatch(read -> read.contains(line)));
  }

  @Test
  void acceptanceAndTheEndAreLinesWithTheIdAndTheTransport() throws Exception {
    rig.add(
        rig.transport("relay")
            .plays(
                message -> {
                  message.settle(
                      message.recipients().get(0),
                      new RecipientOutcome.Refused(
                          NdrReason.TRANSFER_IMPOSSIBLE,
                          NdrDiagnostic.RECIPIENT_UNKNOWN,
                          "550 no such user\u001b[2J"));
                  return SubmitResult.OK;
                }));

    MessageId id = rig.submit("ann@example.com");
    rig.flush(Rig.SEND);

    assertEquals(id + " accepted, recipients: 1", lines.read.get(0));
    await("transport relay");
    await("550 no such user");
    String all = String.join("\n", lines.read);
    assertFalse(all.contains("ann@example.com"), all);
    assertFalse(all.contains("\u001b"), all);
    assertTrue(lines.read.stream().allMatch(line -> line.lines().count() == 1), all);
  }

  @Test
  void holdingAndCancellingAreLinesOfTheSpooler() throws Exception {
    MessageId id = rig.submit("ann@example.com");

    rig.session.hold(id);
    await(id + " waits in held:SMTP");
    rig.session.cancel(id);

    await(id + " cancelled, the spooler");
  }

  private static final class Lines extends Handler {
    final List<String> read = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord event) {
      read.add(MessageFormat.format(event.getMessage(), event.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
