package spooler.transport.modem.uucp.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/**
 * A file on its way to the far side.
 *
 * <p>Made on the lane's thread; from then on the session's, but for {@link #answer}.
 */
public final class Sending implements Closeable {
  /** How far it is. */
  enum State {
    WAITING,
    ASKED,
    GONE_ON_WITH,
    CONFIRMING,
    ENDED
  }

  private final String command;
  private final FileChannel channel;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private State state = State.WAITING;
  private int ours;
  private long position;
  private boolean allSent;

  private Sending(String command, FileChannel channel) {
    this.command = command;
    this.channel = channel;
  }

  /** A file that this command announces. */
  public static Sending of(String command, Path file) throws IOException {
    return new Sending(command, FileChannel.open(file, StandardOpenOption.READ));
  }

  /** What becomes of it; fails when the call ends first. */
  public CompletableFuture<Answer> answer() {
    return answer;
  }

  String command() {
    return command;
  }

  char letter() {
    return command.charAt(0);
  }

  State state() {
    return state;
  }

  void asked(int channelNumber) {
    state = State.ASKED;
    ours = channelNumber;
  }

  int channel() {
    return ours;
  }

  long position() {
    return position;
  }

  boolean isAllSent() {
    return allSent;
  }

  /** The far side agrees; it has so many octets already. */
  void agreed(long has) throws IOException {
    if (has > position && has <= channel.size()) {
      position = has;
    }
    state = allSent ? State.CONFIRMING : State.GONE_ON_WITH;
  }

  /** The next octets of the file, none at its end. */
  byte[] next(int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, channel.size() - position));
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
      // until it is full
    }
    position += buffer.position();
    if (buffer.position() == 0) {
      allSent = true;
      if (state == State.GONE_ON_WITH) {
        state = State.CONFIRMING;
      }
    }
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }

  void ended(Answer how) throws IOException {
    state = State.ENDED;
    channel.close();
    answer.complete(how);
  }

  void failed(IOException why) {
    answer.completeExceptionally(why);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
