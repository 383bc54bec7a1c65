package spooler.submit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A message in a file, with the line ends that its writer was used to. */
final class FileContent extends Content {
  private final InputStream file;
  private final LineFilter lines = new LineFilter(BareLineEnds.NORMALISE, false);
  private final ByteBuffer octets = ByteBuffer.allocate(16 * 1024).limit(0);
  private boolean finished;

  /** What follows in that stream. */
  FileContent(InputStream file) {
    this.file = file;
  }

  @Override
  boolean next(ByteBuffer block) throws IOException {
    if (!octets.hasRemaining()) {
      int n = file.read(octets.array());
      if (n < 0) {
        if (!finished) {
          finished = true;
          lines.finish(block);
        }
        return false;
      }
      octets.position(0).limit(n);
    }
    lines.run(octets, block);
    return true;
  }

  @Override
  void drain() {
    octets.limit(0).position(0);
  }
}
