package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.framework.Bundle;

/** The store and the spooler are bundles too: stopped and started, they lose and repeat nothing. */
@RunWith(BesideSmtpSink.class)
public class RestartIT extends FrameworkTest {
  private static final int MESSAGES = 20;

  private final List<String> submitted =
      IntStream.range(0, MESSAGES).mapToObj("message %02d\r\n"::formatted).toList();
  private SmtpSink server;

  @Before
  public void submitMail() throws Exception {
    server = SmtpSink.start(folder);
    configurations.relay("relay", server.port(), 0);
    install(Jars.of("transport.smtp")).start();
    client.awaitReady("relay");
    for (String message : submitted) {
      client.submit("bob@example.org", message);
    }
  }

  @After
  public void stopTheServer() {
    server.close();
  }

  @Test
  public void theStoreIsRestarted() throws Exception {
    bundle("store.file").stop();
    assertTrue("without a store there is no spooler", !client.isUp());
    bundle("store.file").start();
    everythingIsSentOnce();
  }

  @Test
  public void theSpoolerIsRestarted() throws Exception {
    bundle("spooler.core").stop();
    assertTrue(!client.isUp());
    bundle("spooler.core").start();
    everythingIsSentOnce();
  }

  /** What was sent before is not sent again after. */
  @Test
  public void everythingIsRestartedBetweenTwoFlushes() throws Exception {
    assertEquals(MESSAGES, client.sendNow().counts().sent());
    client.submit("bob@example.org", "one more\r\n");
    bundle("spooler.core").stop();
    bundle("store.file").stop();
    bundle("store.file").start();
    bundle("spooler.core").start();
    client.awaitReady("relay");
    assertEquals(1, client.waiting());
    assertEquals(1, client.sendNow().counts().sent());
    assertEquals(
        Stream.concat(submitted.stream(), Stream.of("one more\r\n")).sorted().toList(),
        server.contents());
  }

  private void everythingIsSentOnce() throws Exception {
    client.awaitReady("relay");
    assertEquals(MESSAGES, client.waiting());
    assertEquals(MESSAGES, client.sendNow().counts().sent());
    assertEquals(submitted, server.contents());
    assertEquals(0, client.waiting());
  }

  private Bundle bundle(String symbolicName) {
    return Stream.of(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}
