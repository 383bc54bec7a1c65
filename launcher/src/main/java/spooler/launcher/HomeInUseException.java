package spooler.launcher;

import java.io.IOException;
import java.nio.file.Path;

/** Another spooler runs on this home. */
public final class HomeInUseException extends IOException {
  private static final long serialVersionUID = 1;

  HomeInUseException(Path root, String owner) {
    super(
        "another spooler runs on %s (process %s): stop it first, or use its own shell"
            .formatted(root, owner));
  }
}
