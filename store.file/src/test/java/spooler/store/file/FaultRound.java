package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import spooler.api.store.StoreException;
import spooler.store.file.Trouble.Operation;

/**
 * Two lives of a store on a disk that fails at one operation, or for a while from it on, and is
 * well again; each ends with a message that has to be taken, and a power cut. All of it follows
 * from the seed.
 */
final class FaultRound {
  private static final int LIVES = 2;
  private static final int STEPS = 60;

  private final Random random;
  private final RandomWork work;
  private final Fault fault;
  private SimulatedDisk disk = new SimulatedDisk();
  private int operations;

  /**
   * What goes wrong.
   *
   * @param what the disk says
   * @param at which of these operations is the first to fail, from 0; -1 for none
   * @param times how many fail in a row
   */
  record Fault(Set<Operation> operations, String what, int at, int times) {
    static Fault fullDisk(int at, int times) {
      return new Fault(
          EnumSet.of(Operation.CREATE, Operation.WRITE, Operation.FORCE, Operation.FORCE_FOLDER),
          "No space left on device",
          at,
          times);
    }

    static Fault badForce(int at) {
      return new Fault(
          EnumSet.of(Operation.FORCE, Operation.FORCE_FOLDER), "Input/output error", at, 1);
    }
  }

  FaultRound(long seed, Fault fault) {
    this.random = new Random(seed);
    this.work = new RandomWork(random);
    this.fault = fault;
  }

  /** Runs it; how many operations there were that might have failed. */
  int run() {
    for (int life = 0; life < LIVES; life++) {
      disk.suffer(this::fail);
      live();
      disk = disk.afterPowerCut(random);
    }
    work.open(disk, RandomWork.SIZE, () -> true);
    return operations;
  }

  private void fail(Operation operation, Path file) throws IOException {
    if (fault.operations().contains(operation)) {
      int now = operations++;
      if (fault.at() >= 0 && now >= fault.at() && now < fault.at() + fault.times()) {
        if (file.toString().contains("history")) {
          work.mayForget();
        }
        throw new IOException(fault.what());
      }
    }
  }

  private void live() {
    SegmentStore store = open();
    for (int step = 0; step < STEPS; step++) {
      work.step(store);
    }
    work.writeOut();
    disk.suffer(Trouble.NONE);
    work.takeOne(store);
  }

  /** An opening that fails says where and what to do, and the next one does not. */
  private SegmentStore open() {
    for (; ; ) {
      try {
        return work.open(disk, RandomWork.SIZE, () -> true);
      } catch (StoreException e) {
        String said = e.toString();
        assertTrue(said.contains(fault.what()), said);
        assertTrue(said.contains("cannot use /spool as spool folder"), said);
        assertTrue(said.contains("it must be a folder this user may write to"), said);
      }
    }
  }
}
