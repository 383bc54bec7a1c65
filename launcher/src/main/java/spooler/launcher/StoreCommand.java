package spooler.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The command {@code store}: the tool that the file store's bundle brings along, run without the
 * framework, so that the folder need not be one that opens.
 */
final class StoreCommand {
  private static final String TOOL = "spooler.store.file.StoreTool";

  private final Home home;
  private final Map<String, String> properties;

  StoreCommand(Home home, Map<String, String> properties) {
    this.home = home;
    this.properties = properties;
  }

  /** Returns the tool's exit code. */
  int go(List<String> arguments) throws IOException {
    home.prepare();
    Logging.warningsOnly(home);
    URL[] bundle = {bundle().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(bundle, StoreCommand.class.getClassLoader())) {
      return tool(loader).applyAsInt(arguments);
    }
  }

  private Path bundle() throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(home.bundles(), "store.file*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    }
    throw new IOException("there is no store.file*.jar in " + home.bundles());
  }

  @SuppressWarnings("unchecked") // what the tool is
  private ToIntFunction<List<String>> tool(ClassLoader loader) throws IOException {
    try {
      return (ToIntFunction<List<String>>)
          loader
              .loadClass(TOOL)
              .getConstructor(Path.class, Map.class, PrintStream.class, PrintStream.class)
              .newInstance(home.root(), properties, System.out, System.err);
    } catch (ReflectiveOperationException e) {
      throw new IOException("%s is not the file store of this version".formatted(bundle()), e);
    }
  }
}
