package spooler.launcher.sendmail;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where the spooler takes mail, from its own {@code etc/submit.smtp.cfg}.
 *
 * @param domain of names that have none
 * @param drop its drop folder
 */
record Place(String host, int port, String domain, Path drop) {
  /** Of the spooler that lives there. */
  static Place of(Path home) throws IOException {
    Properties values = new Properties();
    Path file = home.resolve("etc/submit.smtp.cfg");
    if (Files.isReadable(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        values.load(in);
      }
    }
    String host = values.getProperty("address", "127.0.0.1").strip();
    return new Place(
        host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host,
        Integer.parseInt(values.getProperty("port", "2525").strip()),
        values.getProperty("hostName", "localhost").strip(),
        home.resolve(
            values
                .getProperty("dropFolder", "var/drop")
                .replace("${spooler.home}", home.toString())
                .strip()));
  }
}
