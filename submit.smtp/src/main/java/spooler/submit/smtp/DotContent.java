package spooler.submit.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What follows DATA, up to the dot on a line of its own (RFC 5321 section 4.5.2). */
final class DotContent extends Content {
  private final Wire wire;
  private final LineFilter lines;

  DotContent(Wire wire, BareLineEnds policy) {
    this.wire = wire;
    this.lines = new LineFilter(policy, true);
  }

  @Override
  boolean next(ByteBuffer block) throws IOException {
    if (lines.isAtEnd()) {
      return false;
    }
    lines.run(wire.input(), block);
    return true;
  }

  @Override
  void drain() throws IOException {
    ByteBuffer scratch = scratch();
    while (!lines.isAtEnd()) {
      scratch.clear();
      try {
        lines.run(wire.input(), scratch);
      } catch (RefusedException again) {
        // Told once, with the first.
      }
    }
  }
}
