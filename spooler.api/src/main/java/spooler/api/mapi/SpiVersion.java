package spooler.api.mapi;

/**
 * The version of the provider interface that MAPI passes to XPProviderInit. Here the packages'
 * versions do its work: a transport that asks for another one does not resolve.
 */
public final class SpiVersion {
  /** CURRENT_SPI_VERSION. */
  public static final int CURRENT = 0x00010010;

  private SpiVersion() {}
}
