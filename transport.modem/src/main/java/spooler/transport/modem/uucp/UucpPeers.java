package spooler.transport.modem.uucp;

/** Which systems may call. */
@FunctionalInterface
public interface UucpPeers {
  /**
   * What is agreed with that system.
   *
   * @param name as it has named itself; a name, but by whom is not known
   * @throws UucpRefusedException when it may not call, or not now; it is told the reason
   */
  UucpSettings of(String name) throws UucpRefusedException;
}
