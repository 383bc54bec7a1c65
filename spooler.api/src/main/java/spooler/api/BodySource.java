package spooler.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of a message come from. The spooler streams them and never looks inside. */
@FunctionalInterface
public interface BodySource {
  /** Opens the bytes from the start; the spooler closes the stream. */
  InputStream open() throws IOException;

  /** How many bytes are expected; -1 when unknown. A hint only. */
  default long sizeHint() {
    return -1;
  }

  /** These bytes. */
  static BodySource of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new BodySource() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }

      @Override
      public long sizeHint() {
        return copy.length;
      }
    };
  }

  /** A file's bytes, read when the message is submitted. */
  static BodySource of(Path file) {
    return () -> Files.newInputStream(file);
  }
}
