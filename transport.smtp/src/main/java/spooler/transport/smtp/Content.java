package spooler.transport.smtp;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.OutboundMessage;
import spooler.transport.smtp.mime.SevenBit;
import spooler.transport.smtp.mime.UnconvertibleException;

/**
 * What follows DATA or BDAT: the body, and how it goes.
 *
 * @param conversion how it is encoded anew; null when it is not
 */
record Content(Body body, Carriage carriage, @Nullable SevenBit conversion) {
  /** Chooses how the relay can take it. */
  static Content of(OutboundMessage message, Body body, Capabilities relay)
      throws IOException, UnconvertibleException {
    if (body.declaresBinary()) {
      return relay.binaryMime()
          ? new Content(body, Carriage.BINARY, null)
          : converted(message, body);
    }
    if (!relay.eightBitMime() && hasEightBit(message)) {
      return converted(message, body);
    }
    return relay.chunking() && message.size() > Carriage.LARGE
        ? new Content(body, Carriage.CHUNKS, null)
        : asItIs(body);
  }

  static Content asItIs(Body body) {
    return new Content(body, Carriage.DATA, null);
  }

  private static Content converted(OutboundMessage message, Body body)
      throws IOException, UnconvertibleException {
    return new Content(body, Carriage.SEVEN_BIT, SevenBit.plan(() -> new Body(message)));
  }

  private static boolean hasEightBit(OutboundMessage message) throws IOException {
    try (Body whole = new Body(message)) {
      return whole.hasEightBit();
    }
  }

  /** Sends it behind DATA, with the dot that ends it. */
  void sendAsData(Dialogue dialogue) throws IOException {
    DataStream lines = new DataStream(dialogue.data(), true);
    if (conversion != null) {
      conversion.write(body, lines);
    } else {
      copy(lines, dialogue);
    }
    lines.end();
  }

  /** Sends it in chunks, up to the last. */
  void sendAsChunks(Chunks chunks, Dialogue dialogue) throws IOException {
    if (carriage == Carriage.BINARY) {
      copy(chunks, dialogue);
    } else {
      DataStream lines = new DataStream(chunks, false);
      copy(lines, dialogue);
      lines.end();
    }
    chunks.sendLast();
  }

  private void copy(OutputStream to, Dialogue dialogue) throws IOException {
    while (body.passOn(to)) {
      dialogue.checkGoOn();
    }
  }
}
