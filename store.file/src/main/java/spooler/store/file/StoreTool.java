package spooler.store.file;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import spooler.api.store.StoreException;

/**
 * The command {@code store}: check, repair, export and import, while no spooler runs on the folder.
 * Takes the words behind it and answers with an exit code: 0 done, and all was well; 1 not done, or
 * something is not well; 2 written wrongly. Needs no framework.
 *
 * <p><b>Threads:</b> one.
 */
public final class StoreTool implements ToIntFunction<List<String>> {
  private static final int OK = 0;
  private static final int NOT_OK = 1;
  private static final int WRONG = 2;
  private static final String USAGE =
      """
      spooler store [--folder DIR] check        reads everything and changes nothing; names what is damaged
      spooler store [--folder DIR] repair       makes a store of what is whole; the old folder is kept
      spooler store [--folder DIR] export DIR   writes each waiting message to DIR: ID.eml, ID.envelope
      spooler store [--folder DIR] import DIR   brings exported messages in, with new ids
      The spooler must be stopped. --folder: the spool folder, if not that of etc/store.file.cfg.
      """;

  private final Path home;
  private final Map<String, String> properties;
  private final PrintStream out;
  private final PrintStream err;
  private final Disk disk = new LocalDisk();
  private final Clock clock = Clock.systemUTC();

  /**
   * For the spooler that lives here.
   *
   * @param properties for variables in its configuration
   */
  public StoreTool(Path home, Map<String, String> properties, PrintStream out, PrintStream err) {
    this.home = home;
    this.properties = Map.copyOf(properties);
    this.out = out;
    this.err = err;
  }

  @Override
  public int applyAsInt(List<String> words) {
    if (words.contains("--help")) {
      out.print(USAGE);
      return OK;
    }
    try {
      boolean named = words.size() > 2 && words.get(0).equals("--folder");
      StoreSettings usual = StoreSettings.of(home, properties);
      return named
          ? run(
              new StoreSettings(Path.of(words.get(1)).toAbsolutePath(), usual.size()),
              words.subList(2, words.size()))
          : run(usual, words);
    } catch (IllegalArgumentException e) {
      return refuse(e, WRONG);
    } catch (IOException | StoreException e) {
      return refuse(e, NOT_OK);
    }
  }

  private int refuse(Exception e, int code) {
    err.println("spooler: " + (e instanceof IOException ? e : e.getMessage()));
    return code;
  }

  private int run(StoreSettings settings, List<String> words) throws IOException {
    String command = words.isEmpty() ? "" : words.get(0);
    boolean folderNamed = command.equals("export") || command.equals("import");
    if (words.size() != (folderNamed ? 2 : 1)) {
      throw unclear();
    }
    Path scratch = Files.createTempDirectory("spooler-store");
    try {
      Path other = Path.of(words.get(words.size() - 1)).toAbsolutePath();
      return print(report(command, settings, other, scratch));
    } finally {
      delete(scratch);
    }
  }

  private static IllegalArgumentException unclear() {
    return new IllegalArgumentException(
        "write store check, store repair, store export DIR or store import DIR; see store --help");
  }

  private StoreCheck.Report report(String command, StoreSettings settings, Path other, Path scratch)
      throws IOException {
    Path folder = settings.folder();
    return switch (command) {
      case "check" -> new StoreCheck(disk, folder, scratch).run(this::progress);
      case "repair" ->
          new StoreRepair(disk, folder, scratch, clock).run(settings.size(), this::progress);
      case "export" -> new StoreExport(disk, folder, other, scratch).run(this::progress);
      case "import" ->
          new StoreImport(disk, folder, other, clock).run(settings.size(), this::progress);
      default -> throw unclear();
    };
  }

  private int print(StoreCheck.Report report) {
    report.lines().forEach(out::println);
    out.flush();
    return report.ok() ? OK : NOT_OK;
  }

  /** A person who waits sees one line that changes with every hundredth. */
  private void progress(String what, long done, long all) {
    if (Boolean.getBoolean("spooler.terminal") && done % Math.max(1, all / 100) == 0) {
      err.print("\r%d of %d %s ".formatted(done, all, what) + (done == all ? "\n" : ""));
      err.flush();
    }
  }

  private static void delete(Path scratch) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }
}
