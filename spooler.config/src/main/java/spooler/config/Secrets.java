package spooler.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values refer to with <code>$[secret:NAME]</code>, a file of that name in the folder of
 * secrets, and <code>$[env:NAME]</code>, a variable of the environment. Felix's interpolation
 * plugin puts them in when a configuration is handed over; Configuration Admin and the files keep
 * the reference. Only keys that begin with a dot may hold one, because every other becomes a
 * service property, which anybody in the framework can read and print.
 *
 * @param folder where the secrets are, a file each
 * @param environment a variable's value, if it is set
 */
record Secrets(Path folder, Function<String, Optional<String>> environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\[(secret|env):([^\\]]*)\\]");
  private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*");
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** What is wrong with the references in a value, in words that never hold a secret. */
  List<String> problems(String key, String value) {
    List<String> problems = new ArrayList<>();
    Matcher reference = REFERENCE.matcher(value);
    while (reference.find()) {
      problem(key, reference.group(1), reference.group(2).replaceFirst(";.*", ""))
          .ifPresent(problems::add);
    }
    return problems;
  }

  /** Whether a value still holds a reference. */
  static boolean isOpen(Object value) {
    return value instanceof String text && REFERENCE.matcher(text).find();
  }

  private Optional<String> problem(String key, String kind, String name) {
    String reference = "$[%s:%s]".formatted(kind, name);
    if (!key.startsWith(".")) {
      String plain =
          kind.equals("env") ? "; write ${env:%s} if it is no secret".formatted(name) : "";
      return Optional.of(
          "%s = %s: everybody could read it; only a key that begins with a dot may hold a secret%s"
              .formatted(key, reference, plain));
    }
    if (kind.equals("env")) {
      return environment.apply(name).isEmpty()
          ? Optional.of("%s = %s: there is no such environment variable".formatted(key, reference))
          : Optional.empty();
    }
    return NAME.matcher(name).matches()
        ? problem(folder.resolve(name)).map(text -> key + " = " + reference + ": " + text)
        : Optional.of("%s: a secret's name has letters, digits, - _ and . only".formatted(key));
  }

  private static Optional<String> problem(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.of("put the secret into " + file + ", chmod 600");
    }
    try {
      Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      others.removeAll(OWNER);
      if (!others.isEmpty()) {
        return Optional.of("others may read it or write it: chmod 600 " + file);
      }
      return Files.isReadable(file)
          ? Optional.empty()
          : Optional.of(file + " cannot be read: it must belong to the spooler's user");
    } catch (UnsupportedOperationException noPosix) {
      return Optional.empty(); // the file system has no such permissions to look at
    } catch (IOException broken) {
      return Optional.of(file + " cannot be looked at: " + broken.getMessage());
    }
  }
}
