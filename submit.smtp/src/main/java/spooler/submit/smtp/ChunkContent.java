package spooler.submit.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The chunks of BDAT (RFC 3030), one after the other: at the end of one that is not the last it
 * answers, and reads the next command.
 */
final class ChunkContent extends Content {
  private final Wire wire;
  private final CommandReader commands;
  private final LineFilter lines;
  private Chunk chunk;
  private long left;
  private Optional<Line> interruption = Optional.empty();
  private boolean finished;

  ChunkContent(Wire wire, CommandReader commands, BareLineEnds policy, Chunk first) {
    this.wire = wire;
    this.commands = commands;
    this.lines = new LineFilter(policy, false);
    this.chunk = first;
    this.left = first.octets();
  }

  /** What the client sent instead of a further chunk, having given the message up. */
  Optional<Line> interruption() {
    return interruption;
  }

  @Override
  boolean next(ByteBuffer block) throws IOException {
    if (left > 0) {
      take(block);
      return true;
    }
    if (!chunk.last()) {
      nextChunk();
      return true;
    }
    if (!finished) {
      finished = true;
      lines.finish(block);
    }
    return false;
  }

  private void take(ByteBuffer block) throws IOException {
    ByteBuffer in = wire.input();
    int all = in.limit();
    int before = in.position();
    in.limit(before + (int) Math.min(in.remaining(), left));
    try {
      lines.run(in, block);
    } finally {
      left -= in.position() - before;
      in.limit(all);
    }
  }

  private void nextChunk() throws IOException {
    wire.reply(Reply.of(250, "2.0.0", "%d octets taken".formatted(chunk.octets())));
    Line line = commands.next();
    Optional<Chunk> next = line.isFine() ? Chunk.of(Command.of(line.text())) : Optional.empty();
    if (next.isEmpty()) {
      interruption = Optional.of(line);
      throw new RefusedException(503, "5.5.1", "the message was not ended with BDAT LAST");
    }
    chunk = next.get();
    left = chunk.octets();
  }

  /** Of this chunk only: whether another follows is for the client to say. */
  @Override
  void drain() throws IOException {
    skip(wire, left);
    left = 0;
  }

  /** Takes octets off the wire that are no commands. */
  static void skip(Wire wire, long octets) throws IOException {
    long left = octets;
    while (left > 0) {
      ByteBuffer in = wire.input();
      int taken = (int) Math.min(in.remaining(), left);
      in.position(in.position() + taken);
      left -= taken;
    }
  }
}
