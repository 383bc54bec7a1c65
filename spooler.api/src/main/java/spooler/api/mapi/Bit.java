package spooler.api.mapi;

/**
 * One flag of one MAPI flag word. Each word is an enum of its own, because the same bit means
 * different things in different words.
 */
public interface Bit {
  /** The flag's numeric value, as the MAPI headers give it. */
  int bit();
}
