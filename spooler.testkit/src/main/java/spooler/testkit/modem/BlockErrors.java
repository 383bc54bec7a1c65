package spooler.testkit.modem;

import java.util.Random;

/**
 * Damage as a telephone line does it: one octet changed in as many blocks of 100 octets as asked
 * for. The same seed, the same damage. One thread.
 */
public final class BlockErrors {
  private static final int BLOCK = 100;

  private final double share;
  private final Random luck;
  private long passed;
  private long next;

  /**
   * One way of a line.
   *
   * @param share which part of the blocks is damaged, 0 to 1
   */
  public BlockErrors(double share, long seed) {
    this.share = share;
    luck = new Random(seed);
    next = damageFrom(0);
  }

  /** Damages what passes now. */
  public void pass(byte[] octets, int length) {
    while (next < passed + length) {
      octets[(int) (next - passed)] ^= (byte) (1 + luck.nextInt(255));
      next = damageFrom(next / BLOCK + 1);
    }
    passed += length;
  }

  /** The next octet to be damaged, in that block or a later one. */
  private long damageFrom(long block) {
    if (share == 0) {
      return Long.MAX_VALUE;
    }
    long at = block;
    while (luck.nextDouble() >= share) {
      at++;
    }
    return at * BLOCK + luck.nextInt(BLOCK);
  }
}
