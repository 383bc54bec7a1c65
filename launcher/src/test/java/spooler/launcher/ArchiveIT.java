package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archives of classes that make starts short, and how they fail: with real processes. */
@Timeout(180)
class ArchiveIT {
  private Path folder;
  private Path distribution;

  @BeforeEach
  void copy(@TempDir Path folder) throws Exception {
    this.folder = folder;
    distribution = folder.resolve("distribution");
    Distribution.copyTo(distribution);
    for (Path old : archives("classes-", "client-")) {
      Files.delete(old);
    }
  }

  @Test
  void aWholeArchiveIsPutInPlaceWhenItsProcessHasEndedAndATornOneIsRemoved() throws Exception {
    Command one = run("one");
    Command other = run("other");
    one.awaitError("running on");
    other.awaitError("running on");
    assertEquals(List.of(), archives("classes-"));
    end(one);
    end(other);
    List<Path> left = archives("classes-");
    assumeFalse(left.isEmpty(), "this Java makes no archives, or does not say which it is");
    assertEquals(2, left.size(), "one of each, and neither over the other: " + left);

    assertEquals(0, command("one", "version").exitCode());
    Path whole = archives("classes-").get(0);
    assertEquals(List.of(whole), archives("classes-"));
    assertTrue(whole.toString().endsWith(".jsa"), whole.toString());

    Path torn = torn(whole, one.process().pid()); // it has gone
    Path growing = torn(whole, ProcessHandle.current().pid());
    Command next = command("one", "version");
    assertEquals(0, next.exitCode());
    assertEquals("", next.error());
    assertEquals(List.of(whole, growing), archives("classes-"));
    assertFalse(Files.exists(torn));
  }

  @Test
  void theFirstStatusLeavesAnArchiveForTheCommandsThatOnlyTalkToIt() throws Exception {
    Command one = run("one");
    Path pid = folder.resolve("one/var/spooler.pid");
    Await.until("it is ready for commands", () -> Files.exists(pid));
    assertEquals(0, command("one", "status").exitCode());
    List<Path> left = archives("client-");
    assumeFalse(left.isEmpty(), "this Java makes no archives, or does not say which it is");
    assertEquals(0, command("one", "status").exitCode());
    assertEquals(1, archives("client-").size());
    assertTrue(archives("client-").get(0).toString().endsWith(".jsa"));
    assertEquals(0, command("one", "status").exitCode());
    end(one);
  }

  private Command run(String home) throws IOException {
    new Home(distribution, folder.resolve(home)).prepare();
    try (ServerSocket free = new ServerSocket(0)) {
      Files.writeString(
          folder.resolve(home).resolve("etc/submit.smtp.cfg"),
          "port = %d\n".formatted(free.getLocalPort()));
    }
    return command(home, "run");
  }

  private Command command(String home, String... words) throws IOException {
    return Command.startIn(distribution, folder.resolve(home), words);
  }

  private static void end(Command run) throws Exception {
    run.process().destroy();
    assertEquals(0, run.exitCode(), run.error());
  }

  /** As a process of that id leaves it that is killed meanwhile. */
  private static Path torn(Path whole, long process) throws IOException {
    Path torn = whole.resolveSibling("%s.%d".formatted(whole.getFileName(), process));
    Files.copy(whole, torn, StandardCopyOption.REPLACE_EXISTING);
    assertTrue(torn.toFile().setWritable(true));
    try (FileChannel file = FileChannel.open(torn, StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 3);
    }
    return torn;
  }

  private List<Path> archives(String... kinds) throws IOException {
    try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
      return files
          .filter(file -> Stream.of(kinds).anyMatch(file.getFileName().toString()::startsWith))
          .sorted()
          .toList();
    }
  }
}
