package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** transports, profile, pause, resume, restore: what there is, in which order, and who rests. */
@Timeout(60)
class TransportVerbsTest {
  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void addThree() {
    int ranking = 30;
    for (String name : List.of("smtp", "lan", "modem")) {
      rig.add(
          new RecordingTransport(name, true)
              .with("service.pid", "transport~" + name)
              .with("service.ranking", ranking));
      ranking -= 10;
    }
  }

  private List<String> profile() {
    assertEquals(0, rig.run("profile"), rig::err);
    return rig.out().lines().toList();
  }

  @Test
  void withoutAnyTransportItIsSaidWhatToDo() {
    for (String verb : List.of("profile", "transports")) {
      assertEquals(0, rig.run(verb));
      assertEquals(
          "There is no transport: copy one of the examples in etc/ and edit it.",
          rig.out().strip());
      assertEquals(0, rig.run(verb, "--json"));
      assertEquals("[]", rig.out().strip());
    }
  }

  @Test
  @DisplayName("R76: the order is shown, and set by naming who comes first")
  void theOrder() {
    addThree();
    assertEquals(List.of("smtp", "lan", "modem"), profile());
    assertEquals(0, rig.run("profile", "modem", "smtp"), rig::err);
    assertEquals(List.of("modem", "smtp", "lan"), rig.out().lines().toList());
    assertEquals(List.of("modem", "smtp", "lan"), profile());
    rig.run("profile", "--json");
    assertEquals("[\"modem\",\"smtp\",\"lan\"]", rig.out().replaceAll("\\s", ""));
  }

  @ParameterizedTest
  @CsvSource({"smtp nix, nix", "smtp smtp, twice"})
  void aWrongOrderIsRefusedWithTheNameAndChangesNothing(String words, String named) {
    addThree();
    String[] line = ("profile " + words).split(" ");
    assertEquals(1, rig.run(line));
    assertTrue(rig.err().contains(named), rig.err());
    assertEquals(1, rig.err().lines().count(), rig.err());
    assertEquals(List.of("smtp", "lan", "modem"), profile());
  }

  @Test
  void oneWithoutAConfigurationCannotBePutInOrder() {
    rig.add(new RecordingTransport("bare", true));
    assertEquals(1, rig.run("profile", "bare"));
    assertTrue(
        rig.err().contains("the ranking of bare cannot be kept: it has no configuration"),
        rig.err());
  }

  @Test
  void eachTransportIsShownWithItsBundleAndRanking() {
    addThree();
    assertEquals(0, rig.run("transports"));
    List<String> lines = rig.out().lines().toList();
    assertTrue(lines.get(0).matches("NAME +BUNDLE +RANKING +TYPES +TEXT"), rig.out());
    assertTrue(lines.get(2).matches("lan +test +20 +\\S+ +.*"), rig.out());
    assertEquals(0, rig.run("transports", "--json"));
    JsonObject modem = JsonParser.parseString(rig.out()).getAsJsonArray().get(2).getAsJsonObject();
    assertEquals("modem", modem.get("name").getAsString());
    assertEquals(10, modem.get("ranking").getAsInt());
  }

  @Test
  void whoIsPausedSendsNothingUntilItIsResumed() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true));
    rig.submit(1);
    assertEquals(0, rig.run("pause", "smtp", "--why", "line is down"), rig::err);
    assertEquals("smtp is paused: line is down", rig.out().strip());
    rig.run("transports");
    assertTrue(rig.out().contains("paused: line is down"), rig.out());

    assertEquals(1, rig.run("send", "smtp"));
    assertEquals(
        "spooler: smtp is paused: line is down; \"resume smtp\" ends that", rig.err().strip());
    rig.run("status");
    assertTrue(rig.out().matches("(?s).*smtp +transport +paused +.*"), rig.out());
    assertEquals(0, rig.run("send"), rig::err);
    assertEquals(1, rig.store.size());
    assertEquals(List.of(), smtp.calls.stream().filter(one -> one.contains("submit")).toList());
    rig.run("queue");
    assertTrue(rig.out().contains("smtp, which is paused: line is down"), rig.out());

    assertEquals(0, rig.run("resume", "smtp"), rig::err);
    assertEquals("smtp goes on", rig.out().strip());
    assertEquals(0, rig.run("send"), rig::err);
    assertEquals(0, rig.store.size());
  }

  @Test
  void aPauseMayHaveAnEndAndBeForOneThatIsStillToCome() {
    rig.add(new RecordingTransport("smtp", true));
    assertEquals(0, rig.run("pause", "smtp", "--for", "2h"), rig::err);
    assertTrue(rig.out().matches("smtp is paused until 2\\d{3}-\\S+:\\d\\dZ\\R"), rig.out());
    assertEquals(0, rig.run("pause", "modem", "--json"), rig::err);
    assertTrue(rig.out().contains("no transport of that name is there now"), rig.out());
  }

  @ParameterizedTest
  @CsvSource({
    "pause, 2, TRANSPORT is missing",
    "pause a b, 2, '\"b\" is too much'",
    "pause smtp --for, 2, --for needs a value",
    "pause smtp --for soon, 2, '\"soon\" is no span: give one such as 90s'",
    "pause smtp --for 0s, 1, has passed",
    "pause sm/tp, 1, no transport can have that name",
    "resume, 2, TRANSPORT is missing",
    "resume smtp, 1, smtp is not paused",
    "resume nix, 1, nix is not paused",
    "transports smtp, 2, '\"smtp\" is too much'",
    "profile --first, 2, unknown flag --first",
    "restore, 2, BUNDLE is missing",
    "restore nix, 1, 'no bundle of a transport is named nix, and none was'",
  })
  void whatIsWrongIsSaidInOneLine(String line, int code, String words) {
    rig.add(new RecordingTransport("smtp", true));
    assertEquals(code, rig.run(line.split(" ")), rig::err);
    assertTrue(rig.err().contains(words), rig.err());
    assertEquals(1, rig.err().lines().count(), rig.err());
    assertEquals("", rig.out());
  }

  @Test
  void theLastGoodVersionIsPutBackAndItsBundleIsCompleted() {
    assertEquals(List.of("transport.smtp"), rig.completion.of(List.of("restore", "tr")));
    assertEquals(0, rig.run("restore", "transport.smtp"), rig::err);
    assertEquals(
        "transport.smtp 1.0.0 is back in place of transport.smtp 2.0.0", rig.out().strip());
  }
}
