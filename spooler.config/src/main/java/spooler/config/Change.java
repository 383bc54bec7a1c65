package spooler.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.felix.utils.properties.TypedProperties;
import org.jspecify.annotations.Nullable;

/**
 * What was changed of a configuration, to be written into its file: comments, placeholders and
 * whatever else was edited there stay.
 */
record Change(Map<String, Object> before, Map<String, Object> now) {
  /**
   * Writes it.
   *
   * @param placeholders what is put in for <code>${name}</code>
   * @return the settings that say something else again in the file, and were left alone
   * @throws IOException when the file cannot be read or written, and is as it was
   */
  List<String> applyTo(Path file, Function<String, @Nullable String> placeholders)
      throws IOException {
    Path real = file.toRealPath(); // a link stays one
    while (true) {
      byte[] was = Files.readAllBytes(real);
      TypedProperties text = parse(was, placeholders);
      List<String> left = new ArrayList<>();
      boolean changed = false;
      for (String setting : settings()) {
        Object written = text.get(setting);
        if (isAs(setting, now, written)) {
          continue;
        }
        if (isAs(setting, before, written)) {
          put(setting, text);
          changed = true;
        } else {
          left.add(setting);
        }
      }
      if (!changed || WholeFile.replace(real, was, octets(text))) {
        return left;
      }
    }
  }

  /** Whether a file says just that. */
  static boolean isWritten(
      Map<String, Object> values, Path file, Function<String, @Nullable String> placeholders)
      throws IOException {
    TypedProperties text = parse(Files.readAllBytes(file), placeholders);
    return text.keySet().equals(values.keySet())
        && values.keySet().stream().allMatch(one -> isAs(one, values, text.get(one)));
  }

  private Set<String> settings() {
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(setting -> isAs(setting, before, now.get(setting)));
    return changed;
  }

  private static boolean isAs(
      String setting, Map<String, Object> values, @Nullable Object written) {
    return Objects.deepEquals(values.get(setting), written);
  }

  private void put(String setting, TypedProperties text) {
    Object value = now.get(setting);
    if (value == null) {
      text.remove(setting);
    } else {
      text.put(setting, value);
    }
  }

  /** As FileInstall reads it. */
  private static TypedProperties parse(
      byte[] octets, Function<String, @Nullable String> placeholders) throws IOException {
    TypedProperties text = new TypedProperties((name, key, value) -> placeholders.apply(value));
    try {
      text.load(
          new StringReader(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString()));
    } catch (CharacterCodingException other) {
      throw new IOException("it is not in UTF-8: save it as that", other);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("it cannot be read: " + malformed.getMessage(), malformed);
    }
    return text;
  }

  private static byte[] octets(TypedProperties text) throws IOException {
    StringWriter out = new StringWriter();
    text.save(out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
