package spooler.store.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.command.Verb;

/**
 * {@code store}: the store while it is in use.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's.
 */
@Component
public final class StoreVerb implements Verb {
  private final SegmentStore store;

  /** The command over this store. */
  @Activate
  public StoreVerb(@Reference(name = "store") FileStore store) {
    this((SegmentStore) store);
  }

  StoreVerb(SegmentStore store) {
    this.store = store;
  }

  /** What a tool says. */
  private record Said(List<String> lines) implements Answer {
    @Override
    public String text(Screen screen) {
      return String.join("\n", lines);
    }

    @Override
    public Object data() {
      return Map.of("lines", lines);
    }
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public String syntax() {
    return "[check|export|import|repair] [DIR]";
  }

  @Override
  public String summary() {
    return "how much is in the store; check its files, export messages to DIR, import them from there";
  }

  @Override
  public Answer run(Call call) throws IOException, CommandException {
    String tool = call.first().orElse("");
    boolean folderWanted = tool.equals("export") || tool.equals("import");
    if (call.words().size() > (folderWanted ? 2 : 1)) {
      throw call.wrong(tool + " takes no DIR");
    }
    return new Said(
        switch (tool) {
          case "check" -> new RunningCheck(store).run(Progress.NONE).lines();
          case "export" -> new RunningExport(store, folder(call)).run(Progress.NONE).lines();
          case "import" -> new RunningImport(store, folder(call)).run(Progress.NONE).lines();
          case "repair" ->
              throw new CommandException(
                  "a store in use cannot be repaired: stop the spooler, then run"
                      + " \"bin/spooler store repair\"");
          default -> StoreStatus.of(store).lines();
        });
  }

  private static Path folder(Call call) {
    if (call.words().size() < 2) {
      throw call.wrong("DIR is missing");
    }
    try {
      return call.console().folder().resolve(call.words().get(1)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw call.wrong("that cannot be a folder's name: " + e.getReason());
    }
  }
}
