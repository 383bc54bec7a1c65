package spooler.store.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** The bytes of one simulated file: those that are safe, and what was done since. */
final class SimulatedFile {
  private static final int SECTOR = 512;

  private byte[] safe;
  private byte[] current;

  /** What was not forced yet, sector by sector. */
  private final List<UnaryOperator<byte[]>> pending = new ArrayList<>();

  SimulatedFile(byte[] safe) {
    this.safe = safe;
    this.current = safe;
  }

  byte[] bytes() {
    return current;
  }

  /** Flips one bit, as a bad disk does. */
  void flip(int offset) {
    current = current.clone();
    current[offset] ^= 4;
    safe = current;
    pending.clear();
  }

  void write(int offset, byte[] bytes) {
    current = overwritten(current, offset, bytes);
    for (int from = 0; from < bytes.length; ) {
      int start = offset + from;
      int to = Math.min(bytes.length, from + SECTOR - start % SECTOR);
      byte[] part = Arrays.copyOfRange(bytes, from, to);
      pending.add(file -> overwritten(file, start, part));
      from = to;
    }
  }

  private static byte[] overwritten(byte[] file, int start, byte[] part) {
    byte[] result = Arrays.copyOf(file, Math.max(file.length, start + part.length));
    System.arraycopy(part, 0, result, start, part.length);
    return result;
  }

  void truncate(int size) {
    UnaryOperator<byte[]> cut = file -> Arrays.copyOf(file, Math.min(size, file.length));
    pending.add(cut);
    current = cut.apply(current);
  }

  /** Makes safe what was done since the last force, whether that went well or not. */
  void force() {
    for (UnaryOperator<byte[]> change : pending) {
      safe = change.apply(safe);
    }
    pending.clear();
  }

  /**
   * A force has failed: what was done since the last one is still there to read, but no later force
   * writes it. So does Linux.
   */
  void failForce() {
    pending.clear();
  }

  /** What is left of it without power: what is safe, and of the rest a random half. */
  SimulatedFile afterPowerCut(Random random) {
    byte[] left = safe;
    for (UnaryOperator<byte[]> change : pending) {
      if (random.nextBoolean()) {
        left = change.apply(left);
      }
    }
    return new SimulatedFile(left);
  }
}
