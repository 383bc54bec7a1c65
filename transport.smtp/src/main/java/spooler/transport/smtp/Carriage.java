package spooler.transport.smtp;

/** How the body of a message goes over the wire. */
enum Carriage {
  /** DATA, lines and dots as SMTP wants them (RFC 5321, 4.5.2). */
  DATA,
  /** The same, 8-bit and binary parts encoded for a relay that takes 7 bits only. */
  SEVEN_BIT,
  /** BDAT, lines as SMTP wants them (RFC 3030): a relay may refuse a long message half way. */
  CHUNKS,
  /** BDAT, octet by octet as it is (RFC 3030, BINARYMIME). */
  BINARY;

  /** Bodies longer than this go in chunks where the relay takes them, octets. */
  static final long LARGE = 1024 * 1024;

  boolean isChunked() {
    return this == CHUNKS || this == BINARY;
  }

  /** The parameter of MAIL (RFC 6152, RFC 3030); empty for none. */
  String parameter(Capabilities relay) {
    return switch (this) {
      case BINARY -> " BODY=BINARYMIME";
      case SEVEN_BIT -> "";
      case DATA, CHUNKS -> relay.eightBitMime() ? " BODY=8BITMIME" : "";
    };
  }
}
