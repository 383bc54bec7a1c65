package spooler.transport.lan;

import java.nio.file.Path;
import java.time.Duration;
import spooler.transport.kit.Setting;

/**
 * {@link DropConfig} after checking, in real types.
 *
 * @param create whether to make the folder where it is missing
 * @param settle how long a file must not have changed before it is taken
 * @param largest message, bytes
 * @param keepDone whether what was taken is kept
 * @param state folder of its own, on a local disk
 */
record DropSettings(
    Path folder,
    boolean create,
    Duration settle,
    Duration poll,
    long largest,
    boolean keepDone,
    Path state) {
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;

  /**
   * Reads a configuration.
   *
   * @param name of the drop folder
   * @param home where relative folders begin
   * @throws IllegalArgumentException in plain words
   */
  static DropSettings of(DropConfig config, String name, Path home) {
    String folder = Settings.text("folder", "var/outgoing", config::folder);
    if (folder.isEmpty()) {
      throw new IllegalArgumentException(
          "folder is missing: name the folder that programs put messages into, e.g. folder ="
              + " var/outgoing");
    }
    return new DropSettings(
        Settings.path("folder", folder, home),
        Setting.read("create", "true", config::create),
        Settings.seconds("settleSeconds", 0, HOUR, config::settleSeconds),
        Settings.seconds("pollSeconds", 1, DAY, config::pollSeconds),
        (1L << 20) * Settings.number("maxMessageMiB", 1, 1 << 20, config::maxMessageMiB),
        Setting.read("keepDone", "true", config::keepDone),
        Settings.path(
                "stateFolder", Settings.text("stateFolder", "var/lan", config::stateFolder), home)
            .resolve("drop-" + Addressing.folder(name)));
  }
}
