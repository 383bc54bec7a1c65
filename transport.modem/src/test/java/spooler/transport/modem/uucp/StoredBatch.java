package spooler.transport.modem.uucp;

import java.util.Base64;

/** One batch of SMTP commands, as it is and as compress(1) and gzip(1) pack it. */
final class StoredBatch {
  static final String TEXT =
      """
      HELO eve
      MAIL FROM:<carol@example.net>
      RCPT TO:<bob@example.org>
      DATA
      Subject: batch

      hello hello hello
      ..dots
      .
      QUIT
      """;
  static final String RECEIVED =
      "carol@example.net > [bob@example.org]: Subject: batch\r\n\r\nhello hello hello\r\n.dots\r\n";

  private static final String COMPRESSED =
      "H52QSIoweQKijJ0yCpoEScIEhBEpT5ro4DEmjJw3bICUwROmDRw2ZVy4KUPHhwIpQ6BQAUHlyUQxb8Ro5OgR"
          + "pIs3cs6YJBKEShAFU+qIUVNmDB0dIMSEoTMGjQIFaMqwYfMGRNSpVa9SVeDCBZk3dOZwVRClShIqCgA=";
  private static final String GZIPPED =
      "H4sIAAAAAAACA/Nw9fFXSC1L5fJ19PRRcAvy97WySU4sys9xSK1IzC3ISdXLSy2x4wpyDghRCPG3sknKT4LL"
          + "5Bel23G5OIY4cgWXJmWlJpdYKSQlliRncHFlpObk5CsgkVx6ein5JcVcelyBoZ4hXADS6hAwdgAAAA==";

  private StoredBatch() {}

  static byte[] compressed() {
    return Base64.getDecoder().decode(COMPRESSED);
  }

  static byte[] gzipped() {
    return Base64.getDecoder().decode(GZIPPED);
  }
}
