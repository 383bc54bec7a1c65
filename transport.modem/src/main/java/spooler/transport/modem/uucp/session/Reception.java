package spooler.transport.modem.uucp.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.spool.FileRequest;
import spooler.transport.modem.uucp.spool.IncomingFile;

/** A file that the far side is sending, wanted or not. One thread. */
final class Reception {
  private final FileRequest request;
  private final @Nullable IncomingFile file;
  private final long most;

  private Reception(FileRequest request, @Nullable IncomingFile file, long most) {
    this.request = request;
    this.file = file;
    this.most = most;
  }

  /** One that is kept, up to so many octets. */
  static Reception of(IncomingFile file, long most) {
    long announced = file.request().size();
    long limit = announced >= 0 ? Math.min(announced, most) : most;
    return new Reception(file.request(), file, limit);
  }

  /** One that was refused, but may be on its way already. */
  static Reception unwanted(FileRequest request) {
    return new Reception(request, null, Long.MAX_VALUE);
  }

  FileRequest request() {
    return request;
  }

  @Nullable IncomingFile file() {
    return file;
  }

  /** Takes what has come. */
  void take(Packet packet) throws IOException {
    IncomingFile kept = file;
    if (kept == null) {
      return;
    }
    long position = packet.position() < 0 ? kept.length() : packet.position();
    if (position + packet.octets().length > most) {
      kept.discard();
      throw new IOException(
          "the far side sends more of %s than the %d octets that it may"
              .formatted(request.to(), most));
    }
    kept.write(position, packet.octets());
  }

  /** Whether as much has come as was announced. */
  boolean isWhole() throws IOException {
    IncomingFile kept = file;
    return kept != null && (request.size() < 0 || kept.length() == request.size());
  }

  /** The call ends: what has come is kept for the next. */
  void breakOff() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
