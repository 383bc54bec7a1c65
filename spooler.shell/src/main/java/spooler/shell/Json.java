package spooler.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Answer;

/** An answer's data as JSON (RFC 8259). Safe for any thread. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private Json() {}

  /** The text, without a line break at the end. */
  static String of(Answer answer) {
    return GSON.toJson(element(answer.data()));
  }

  private static JsonElement element(@Nullable Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, one) -> object.add(String.valueOf(key), element(one)));
      return object;
    }
    if (value instanceof Collection<?> all) {
      JsonArray array = new JsonArray();
      all.forEach(one -> array.add(element(one)));
      return array;
    }
    if (value instanceof Boolean bool) {
      return new JsonPrimitive(bool);
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Duration span) {
      return new JsonPrimitive(span.toNanos() / 1e9);
    }
    return new JsonPrimitive(
        value instanceof Enum<?> word
            ? word.name().toLowerCase(Locale.ROOT).replace('_', '-')
            : value.toString());
  }
}
