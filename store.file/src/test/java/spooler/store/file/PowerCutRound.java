package spooler.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import spooler.api.store.StoreException;
import spooler.store.file.Trouble.Operation;

/**
 * A few lives of a store on one disk that has passing faults, each ended by a power cut at a random
 * operation of the disk. All of it follows from the seed.
 */
final class PowerCutRound {
  private static final Limits NARROW = new Limits(16 << 10, 12, 0);
  private static final int LIVES = 4;
  private static final int STEPS = 150;

  private final Random random;
  private final RandomWork work;
  private final Map<String, Integer> seen = new TreeMap<>();
  private SimulatedDisk disk = new SimulatedDisk();
  private StoreSize size = RandomWork.SIZE;
  private int operationsLeft;
  private boolean faulty;
  private String sparing = "history";

  PowerCutRound(long seed) {
    this.random = new Random(seed);
    this.work = new RandomWork(random);
  }

  /** Makes it a round on a disk that answers forces without doing them. */
  PowerCutRound lying() {
    disk.lie();
    return this;
  }

  /** Makes it a round in which messages are refused now and then. */
  PowerCutRound narrow() {
    size = RandomWork.SIZE.within(NARROW);
    return this;
  }

  /** Makes it a round in which the files of the history fail like all others. */
  PowerCutRound forgetful() {
    work.mayForget();
    sparing = "nothing";
    return this;
  }

  /** Runs it; how often what was seen. */
  Map<String, Integer> run() {
    for (int life = 0; life < LIVES; life++) {
      operationsLeft = random.nextInt(200);
      disk.suffer(this::endPower);
      live();
      look();
      disk = disk.afterPowerCut(random);
    }
    work.open(disk, size, () -> true);
    seen.put("refusals", work.refusals());
    return seen;
  }

  private void endPower(Operation operation, Path file) throws IOException {
    operationsLeft--;
    if (isDark()) {
      throw new IOException("the power is off");
    }
    if (faulty && !file.toString().contains(sparing) && random.nextInt(25) == 0) {
      throw new IOException("a fault that passes");
    }
    see(operation, file);
  }

  private void see(Operation operation, Path file) {
    String name = String.valueOf(file.getFileName());
    seen.merge(operation + " " + name.substring(name.lastIndexOf('.') + 1), 1, Integer::sum);
  }

  /** Looks for messages that have moved to the end of the log. */
  private void look() {
    for (String name : disk.list(SimulatedRig.FOLDER)) {
      long number = Segment.numberIn(name);
      if (number > 0 && records(number).contains("moved")) {
        seen.merge("moved", 1, Integer::sum);
      }
    }
  }

  private String records(long number) {
    try {
      byte[] bytes = disk.file(Segment.file(SimulatedRig.FOLDER, number)).bytes();
      return Segments.records(number, bytes).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isDark() {
    return operationsLeft < 0;
  }

  private void live() {
    faulty = false; // a store that cannot even be opened is no life
    try {
      SegmentStore store = work.open(disk, size, () -> !isDark());
      faulty = true;
      for (int step = 0; step < STEPS && !isDark(); step++) {
        work.step(store);
      }
    } catch (StoreException e) {
      if (!isDark()) {
        throw e;
      }
    }
  }
}
