package spooler.api.mapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * R88: every constant has exactly the value of the MAPI headers. {@code constants.csv} was written
 * from the headers, not from the sources of this package, so a slip in either shows.
 */
@DisplayName("R88: the numbers are those of the MAPI headers")
class ConstantsTest {
  /** One line of the table. */
  record Line(String word, String mapiName, String constant, int value) {
    static Line parse(String text) {
      String[] cells = text.split(",", -1);
      return new Line(cells[0], cells[1], cells[2], Long.decode(cells[3]).intValue());
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyConstantHasItsNumber(Line line) throws ReflectiveOperationException {
    Object constant =
        Class.forName("spooler.api.mapi." + line.word).getField(line.constant).get(null);
    assertNotNull(constant);
    assertEquals(hex(line.value), hex(number(constant)));
  }

  @ParameterizedTest
  @MethodSource("words")
  void noWordHasAConstantThatTheHeadersDoNotHave(String word) throws ReflectiveOperationException {
    Class<?> type = Class.forName("spooler.api.mapi." + word);
    Set<String> declared =
        Arrays.stream(type.getFields())
            .filter(field -> field.getType() == type && Modifier.isStatic(field.getModifiers()))
            .map(Field::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(table().get(word), declared);
  }

  @Test
  void everyEnumOfThePackageStandsInTheTable() throws URISyntaxException, IOException {
    assertEquals(new TreeSet<>(), missingFromTable());
  }

  @ParameterizedTest
  @MethodSource("propertyTags")
  void everyPropertyTagKnowsItsMapiName(Line line) throws ReflectiveOperationException {
    Object tag = PropertyTag.class.getField(line.constant).get(null);
    assertEquals(line.mapiName, String.valueOf(tag));
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyResultKnowsItsMapiNameAndItsSeverity(Line line) {
    HResult result = new HResult(line.value);
    assertEquals(line.mapiName, result.name());
    assertEquals(line.mapiName.startsWith("MAPI_E_"), result.isFailure());
  }

  static Stream<Line> lines() {
    return read().stream();
  }

  static Stream<String> words() {
    return table().keySet().stream();
  }

  static Stream<Line> propertyTags() {
    return lines().filter(line -> line.word.equals("PropertyTag"));
  }

  static Stream<Line> results() {
    return lines().filter(line -> line.word.equals("HResult"));
  }

  private static Map<String, Set<String>> table() {
    return lines()
        .collect(
            Collectors.groupingBy(
                Line::word,
                TreeMap::new,
                Collectors.mapping(Line::constant, Collectors.toCollection(TreeSet::new))));
  }

  private static List<Line> read() {
    try (InputStream table = ConstantsTest.class.getResourceAsStream("constants.csv")) {
      assertNotNull(table);
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("word,"))
          .map(Line::parse)
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static Set<String> missingFromTable() throws URISyntaxException, IOException {
    Path classes = Path.of(FlushFlag.class.getResource("FlushFlag.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.contains("-"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .filter(ConstantsTest::isEnum)
          .filter(name -> !table().containsKey(name))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean isEnum(String name) {
    try {
      return Class.forName("spooler.api.mapi." + name).isEnum();
    } catch (ClassNotFoundException gone) {
      throw new AssertionError(gone);
    }
  }

  private static int number(Object constant) throws ReflectiveOperationException {
    if (constant instanceof Bit bit) {
      return bit.bit();
    }
    if (constant instanceof HResult result) {
      return result.code();
    }
    if (constant instanceof PropertyTag<?> tag) {
      return tag.tag();
    }
    return (int) constant.getClass().getMethod("value").invoke(constant);
  }

  private static String hex(int number) {
    return "0x%08X".formatted(number);
  }
}
