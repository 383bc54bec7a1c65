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
 * <p>Made on a lane's thread; from then on the session's, but for {@link #onItsWay} and {@link
 * #answer}.
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
  private final boolean patient;
  private final CompletableFuture<Sending> onItsWay = new CompletableFuture<>();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private State state = State.WAITING;
  private int ours;
  private long position;
  private boolean allSent;

  private Sending(String command, FileChannel channel, boolean patient) {
    this.command = command;
    this.patient = patient;
    this.channel = channel;
  }

  /**
   * A file that this command announces.
   *
   * @param patient whether to wait for the answer before anything of the file is sent: the far side
   *     may have some of it, or all
   */
  public static Sending of(String command, Path file, boolean patient) throws IOException {
    return new Sending(command, FileChannel.open(file, StandardOpenOption.READ), patient);
  }

  /**
   * Completes when its end is about to leave, as far as that is known, or it is answered; fails
   * when the call ends first.
   */
  public CompletableFuture<Sending> onItsWay() {
    return onItsWay;
  }

  /** What becomes of it; fails when the call ends first. */
  public CompletableFuture<Answer> answer() {
    return answer;
  }

  String command() {
    return command;
  }

  boolean isPatient() {
    return patient;
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

  /** Its end is about to leave. */
  void leaves() {
    onItsWay.complete(this);
  }

  void ended(Answer how) throws IOException {
    state = State.ENDED;
    channel.close();
    onItsWay.complete(this);
    answer.complete(how);
  }

  void failed(IOException why) {
    onItsWay.completeExceptionally(why);
    answer.completeExceptionally(why);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
