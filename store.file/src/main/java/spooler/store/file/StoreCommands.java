package spooler.store.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.store.StoreException;

/**
 * The command {@code spool:store} of the Felix shell, over the store that is in use. Without that
 * shell nobody asks for it, and its classes are not needed.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's. <br>
 * <b>Failure:</b> an exception whose message is one line that says what to do.
 */
@Component(
    service = StoreCommands.class,
    property = {"osgi.command.scope=spool", "osgi.command.function=store"})
public final class StoreCommands {
  private static final String USAGE =
      "write: store, store check, store export DIR or store import DIR";

  private final SegmentStore store;

  /** Commands over this store. */
  @Activate
  public StoreCommands(@Reference(name = "store") FileStore store) {
    this((SegmentStore) store);
  }

  StoreCommands(SegmentStore store) {
    this.store = store;
  }

  /** {@code store}: how much is in it, or one of its tools. */
  @Descriptor("the store: how much is in it; check its files, export or import messages")
  public String store(
      CommandSession shell,
      @Descriptor("[check | export DIR | import DIR | repair]") String... words)
      throws IOException {
    return String.join("\n", lines(shell, List.of(words)));
  }

  private List<String> lines(CommandSession shell, List<String> words) throws IOException {
    if (words.isEmpty()) {
      return StoreStatus.of(store).lines();
    }
    String tool = words.get(0);
    boolean folderNamed = tool.equals("export") || tool.equals("import");
    if (words.size() != (folderNamed ? 2 : 1)) {
      throw new IllegalArgumentException(USAGE);
    }
    return switch (tool) {
      case "check" -> new RunningCheck(store).run(Progress.NONE).lines();
      case "export" -> new RunningExport(store, folder(shell, words)).run(Progress.NONE).lines();
      case "import" -> new RunningImport(store, folder(shell, words)).run(Progress.NONE).lines();
      case "repair" ->
          throw new StoreException(
              "a store in use cannot be repaired: stop the spooler, then run"
                  + " \"bin/spooler store repair\"");
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  private static Path folder(CommandSession shell, List<String> words) {
    try {
      return shell.currentDir().resolve(words.get(1)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("that cannot be a folder's name: " + e.getReason(), e);
    }
  }
}
