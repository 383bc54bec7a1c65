package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.command.UsageException;
import spooler.maildir.kit.Disk;

@Timeout(60)
class LanVerbTest {
  private final LanVerb verb = new LanVerb();
  private Path folder;
  private LanInstance office;

  @BeforeEach
  void configure(@TempDir Path fresh) {
    folder = fresh;
    Map<String, Object> configured = Configs.in(fresh, "mailboxes", "bob", "fetch", "bob");
    office = new LanInstance(bundle(), Configs.of(configured), configured);
    verb.add(office);
  }

  @AfterEach
  void leave() {
    office.withdraw();
  }

  @Test
  void mailboxesAreListedWithWhatIsInThem() throws Exception {
    send("bob");
    String text = run();
    assertTrue(text.startsWith("office: post office " + folder.resolve("post")), text);
    assertTrue(
        text.lines().anyMatch(line -> line.matches(" *bob +1 messages, 1 unread, 1 KiB")), text);
  }

  @Test
  void aMailboxIsMadeUnderASafeNameAndTakesMail() throws Exception {
    assertTrue(run("create", "office", "../Carol").startsWith("Made "));
    assertTrue(Files.isDirectory(folder.resolve("post/%2e.%2fcarol/new")));
    assertTrue(run("create", "office", "../carol").contains("was there already"));
    run("create", "office", "dan");
    send("dan");
    assertTrue(run("list", "office").contains("dan"));
  }

  @Test
  void aWrongOfficeOrTooFewWordsSayWhatToWrite() {
    CommandException none =
        assertThrows(CommandException.class, () -> run("create", "nowhere", "dan"));
    assertTrue(String.valueOf(none.getMessage()).contains("there are [office]"));
    assertThrows(UsageException.class, () -> run("create", "office"));
    assertThrows(UsageException.class, () -> run("release"));
    assertThrows(UsageException.class, () -> run("create", "office", "x".repeat(300)));
  }

  @Test
  void whatASpoolerThatIsGoneHasClaimedIsReleasedAndFetchedByAnother() throws Exception {
    send("bob");
    Desk dead = dead();
    Objects.requireNonNull(dead.claims().next());
    String spooler = dead.owner();
    dead.close();
    assertEquals(spooler + "  1 message", run("claims", "office"));
    CommandException unsure =
        assertThrows(CommandException.class, () -> run("release", "office", spooler));
    assertTrue(String.valueOf(unsure.getMessage()).contains("would release 1"));
    assertEquals("Released 1 message.", run("release", "office", spooler, "--yes"));
    assertEquals("No spooler has any message in hand.", run("claims", "office"));
    Fetched fetched = new Fetched();
    medium().receive(fetched);
    assertTrue(fetched.saved);
    assertFalse(fetched.inDoubt);
  }

  @Test
  void whatThisSpoolerHasInHandIsNotReleased() throws Exception {
    send("bob");
    desk().open();
    Objects.requireNonNull(desk().claims().next());
    String own = desk().owner();
    assertTrue(run("claims", "office").endsWith("(this spooler)"));
    assertThrows(CommandException.class, () -> run("release", "office", own, "--yes"));
  }

  @Test
  void aShareThatIsNotThereIsListedWithTheReason() throws Exception {
    send("bob");
    Files.move(folder.resolve("post"), folder.resolve("elsewhere"));
    Files.writeString(folder.resolve("post"), "");
    assertTrue(run().startsWith("office: "));
    assertFalse(run().contains("unread"));
  }

  private Desk dead() throws Exception {
    Map<String, Object> configured =
        Configs.in(folder, "stateFolder", folder.resolve("dead"), "fetch", "bob");
    Desk dead = new Desk(Configs.settings(configured), Clock.systemUTC(), Disk.REAL, Disk.REAL);
    dead.open();
    return dead;
  }

  private void send(String mailbox) throws Exception {
    medium().send(new Letter(System.nanoTime(), "Subject: x\r\n\r\n", "LAN:" + mailbox));
  }

  private LanMedium medium() throws Exception {
    LanMedium medium = new LanMedium(desk(), begin -> {});
    medium.open();
    return medium;
  }

  private Desk desk() {
    return Objects.requireNonNull(office.transport()).desk();
  }

  private String run(String... words) throws Exception {
    return verb.run(call(words)).text(Screen.PLAIN);
  }

  private static Call call(String... all) {
    List<String> words = Stream.of(all).filter(word -> !word.startsWith("--")).toList();
    return (Call)
        Proxy.newProxyInstance(
            Call.class.getClassLoader(),
            new Class<?>[] {Call.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "words" -> words;
                  case "first" -> words.stream().findFirst();
                  case "isSet" -> List.of(all).contains(arguments[0]);
                  case "wrong" -> new UsageException(String.valueOf(arguments[0]));
                  default -> Optional.empty();
                });
  }

  private static BundleContext bundle() {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("registerService")
                    ? Proxy.newProxyInstance(
                        ServiceRegistration.class.getClassLoader(),
                        new Class<?>[] {ServiceRegistration.class},
                        (p, m, a) -> null)
                    : null);
  }
}
