package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.MessageId;
import spooler.api.command.Screen;
import spooler.api.command.Verb;

/** The forms of an answer: for programs, for narrow screens, in colours; and completion. */
class FormTest {
  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private JsonElement json(String... argv) {
    assertEquals(0, rig.run(argv), rig::err);
    return JsonParser.parseString(rig.out());
  }

  @Test
  void everyAnswerIsThereForPrograms() throws Exception {
    JsonObject accepted =
        (JsonObject)
            json("submit", rig.file("m.eml", "From: a@b\nTo: c@d\n\nx").toString(), "--json");
    String id = accepted.get("id").getAsString();
    assertEquals(20, accepted.get("size").getAsInt());

    JsonObject queue = (JsonObject) json("queue", "--json");
    JsonObject message = queue.getAsJsonArray("messages").get(0).getAsJsonObject();
    assertEquals(id, message.get("id").getAsString());
    JsonObject recipient = message.getAsJsonArray("recipients").get(0).getAsJsonObject();
    assertEquals("c@d", recipient.get("address").getAsString());
    assertTrue(recipient.get("transport").isJsonNull());
    assertEquals(message, json("show", id, "--json"));

    rig.add(new RecordingTransport("smtp", true));
    JsonObject sent = (JsonObject) json("send", "--json");
    assertEquals(1, sent.get("sent").getAsInt());
    assertEquals("S_OK", sent.get("result").getAsString());
    JsonArray rows = ((JsonObject) json("status", "--json")).getAsJsonArray("rows");
    assertEquals("smtp", rows.get(3).getAsJsonObject().get("name").getAsString());
    assertEquals(1, ((JsonObject) json("trace", "--json")).get("flush").getAsInt());
    JsonObject flush = json("flushes", "--json").getAsJsonArray().get(0).getAsJsonObject();
    assertEquals(1, flush.get("sent").getAsInt());
    assertEquals(
        "sent",
        json("history", "--json")
            .getAsJsonObject()
            .getAsJsonArray("messages")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("recipients")
            .get(0)
            .getAsJsonObject()
            .get("state")
            .getAsString());
    assertEquals(new JsonArray(), json("questions", "--json"));
    assertTrue(json("help", "--json").getAsJsonObject().has("send"));
  }

  @Test
  void whatFailedIsAnErrorAndWhatWasDoneIsForPrograms() throws Exception {
    MessageId id = rig.submit(1).get(0);
    assertEquals(1, rig.run("hold", id.toString(), "0000000000001", "--json"));
    assertEquals(
        id + " is held",
        JsonParser.parseString(rig.out())
            .getAsJsonObject()
            .getAsJsonArray("done")
            .get(0)
            .getAsString());
    assertEquals("spooler: 0000000000001 is not in the queue", rig.err().strip());
  }

  @Test
  void aTableIsAsWideAsTheScreenAndKeepsTheId() throws Exception {
    MessageId id = rig.submit(1).get(0);
    for (int width : new int[] {40, 80, 100}) {
      rig.show(new Screen(width, false));
      rig.run("queue");
      assertTrue(
          rig.out().lines().allMatch(line -> line.length() <= Math.max(width, 79)), rig.out());
      assertTrue(rig.out().contains(id.toString()), rig.out());
    }
    assertTrue(rig.out().contains("…"), rig.out());
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertEquals(4, Columns.of("日本"));
    assertEquals(1, Columns.of("e\u0301"));
    assertEquals("日…", Columns.cut("日本語", 4));
    assertEquals("日本語", Columns.cut("日本語", 6));
    assertEquals("A     B\n日本  y", new Table("A", "B").row("日本", "y").text(Screen.PLAIN));
  }

  @Test
  void coloursAreForScreensThatWantThem() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.run("status");
    assertFalse(rig.out().contains("\033"), rig.out());
    rig.show(new Screen(120, true));
    rig.run("status");
    assertTrue(rig.out().contains("\033[32mready\033[0m"), rig.out());
    assertTrue(rig.out().startsWith("\033[1mNAME\033[0m"), rig.out());
  }

  @Test
  void completionKnowsCommandsFlagsAndWhatThereIs() throws Exception {
    rig.add(new RecordingTransport("relay", true));
    MessageId id = rig.submit(1).get(0);
    assertEquals(List.of("send"), rig.completion.of(List.of("sen")));
    assertEquals(List.of("relay"), rig.completion.of(List.of("fetch", "")));
    assertEquals(
        List.of("relay", "example.org", id.toString()), rig.completion.of(List.of("send", "")));
    assertEquals(List.of("--no-ui"), rig.completion.of(List.of("send", "--n")));
    assertEquals(List.of("relay"), rig.completion.of(List.of("reroute", "x", "--to", "r")));
    assertEquals(List.of("state="), rig.completion.of(List.of("hold", "st")));
    assertEquals(List.of(id.toString()), rig.completion.of(List.of("hold", "x", "0")));
    assertEquals(List.of("bash", "zsh"), rig.completion.of(List.of("completion", "")));
    assertEquals(List.of("trace"), rig.completion.of(List.of("help", "trac")));
    assertEquals(List.of(), rig.completion.of(List.of("status", "")));
    assertEquals(List.of(), rig.completion.of(List.of("sned", "")));
  }

  @Test
  void theScriptsNameEveryCommandAndFlag() {
    for (String shell : List.of("bash", "zsh")) {
      assertEquals(0, rig.run("completion", shell));
      for (Verb verb : rig.verbs.all()) {
        assertTrue(rig.out().contains("    " + verb.name() + ") flags='"), rig.out());
      }
      assertFalse(rig.out().matches("(?s).*@(VERBS|FLAGS)@.*"), rig.out());
    }
    assertEquals(2, rig.run("completion", "fish"));
    assertEquals(
        "spooler: \"fish\" is none of bash, zsh; write: completion bash|zsh", rig.err().strip());
  }

  @Test
  void whileTheSpoolerIsAwayThatIsSaidAndHelpIsThere() {
    Verbs verbs = new Verbs();
    assertEquals(List.of("completion", "help"), verbs.all().stream().map(Verb::name).toList());
    assertFalse(verbs.isUp());
  }
}
