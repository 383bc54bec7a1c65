package spooler.transport.modem.line;

import java.io.IOException;

/**
 * An open device: the line before it is connected to anybody, and after. Threads as {@link Line}
 * says; the methods here are called by the writing one.
 */
public interface Port extends Line {
  /** From now on a lost carrier ends the line, where the device can tell. */
  default void watchCarrier() throws IOException {}

  /**
   * Drops DTR, at which a modem hangs up.
   *
   * @return whether the device has such a wire
   */
  default boolean dropDtr() throws IOException {
    return false;
  }
}
