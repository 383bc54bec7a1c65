package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import spooler.maildir.kit.Disk;

/** Spoolers at the post office {@code post} of one folder, each with a state of its own there. */
final class Desks implements AutoCloseable {
  private final Path folder;
  private final List<Desk> desks = new ArrayList<>();

  Desks(Path folder) {
    this.folder = folder;
  }

  /** One that was not opened yet. */
  Desk desk(Disk share, String name, Object... keysAndValues) {
    List<Object> all = new ArrayList<>(List.of("stateFolder", folder));
    all.addAll(List.of(keysAndValues));
    LanSettings settings =
        LanSettings.of(Configs.of(Configs.in(folder, all.toArray())), "state-" + name, Path.of(""));
    Desk desk = new Desk(settings, Clock.systemUTC(), share, Disk.REAL);
    desks.add(desk);
    return desk;
  }

  /** A lane of such a one, open. */
  LanMedium medium(Disk share, String name, Object... keysAndValues) throws IOException {
    LanMedium medium = new LanMedium(desk(share, name, keysAndValues), begin -> {});
    medium.open();
    return medium;
  }

  @Override
  public void close() throws IOException {
    for (Desk desk : desks) {
      desk.close();
    }
  }
}
