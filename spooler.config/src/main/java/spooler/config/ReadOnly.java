package spooler.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * A bundle to read in, and no more: whoever looks for entries or resources of a bundle that is not
 * resolved makes the framework resolve it. For one that is just being updated Felix then breaks the
 * update off ("Unable to acquire global lock"), and the new version does not start. One whose jar
 * is closed meanwhile is, as one that has gone, an {@link IllegalStateException}.
 */
final class ReadOnly {
  private ReadOnly() {}

  /** That bundle. */
  static Bundle of(Bundle bundle) {
    return (Bundle)
        Proxy.newProxyInstance(
            ReadOnly.class.getClassLoader(),
            new Class<?>[] {Bundle.class},
            (proxy, method, arguments) -> call(bundle, method, arguments));
  }

  private static @Nullable Object call(Bundle bundle, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return read(bundle, method, arguments);
    } catch (NullPointerException closed) { // Felix has no other word for it
      throw new IllegalStateException("its jar is closed", closed);
    }
  }

  private static @Nullable Object read(Bundle bundle, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null && method.getName().equals("findEntries")) {
      return entries(bundle, (String) arguments[0]);
    }
    if (arguments != null && method.getName().equals("getResource")) {
      return bundle.getEntry((String) arguments[0]);
    }
    if (method.getName().equals("getState") && bundle.getState() == Bundle.INSTALLED) {
      return Bundle.RESOLVED; // Metatype reads in no other
    }
    try {
      return method.invoke(bundle, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  /** All in a folder: Metatype asks for no others. Null when there are none, as the framework. */
  private static @Nullable Enumeration<URL> entries(Bundle bundle, String folder) {
    Enumeration<String> paths = bundle.getEntryPaths(folder);
    if (paths == null) {
      return null;
    }
    List<URL> entries = new ArrayList<>();
    for (String path : Collections.list(paths)) {
      URL entry = bundle.getEntry(path);
      if (entry != null && !path.endsWith("/")) {
        entries.add(entry);
      }
    }
    return Collections.enumeration(entries);
  }
}
