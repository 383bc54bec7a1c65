package spooler.transport.smtp;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends data in chunks (BDAT, RFC 3030), each announced with its length and answered by itself.
 * Where the relay pipelines, a few chunks are on their way before the first is answered; neither
 * side waits for the other for ever, because the answers are short.
 *
 * <p><b>Threads:</b> one. <br>
 * <b>Failure:</b> as {@link Dialogue} says; a chunk that is refused ends the sending with a {@link
 * ChunkRefusedException} when everything on its way has been answered, or a {@link
 * LeftEarlyException} when that is lost.
 */
final class Chunks extends OutputStream {
  private static final int SIZE = 64 * 1024;
  private static final int MOST_UNANSWERED = 8;

  private final Dialogue dialogue;
  private final int window;
  private final byte[] chunk = new byte[SIZE];
  private int length;
  private int unanswered;
  private @Nullable Reply refusal;

  Chunks(Dialogue dialogue, boolean pipelining) {
    this.dialogue = dialogue;
    this.window = pipelining ? MOST_UNANSWERED : 1;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int count) throws IOException {
    int from = offset;
    while (from < offset + count) {
      if (length == SIZE) {
        send("");
      }
      int some = Math.min(offset + count - from, SIZE - length);
      System.arraycopy(octets, from, chunk, length, some);
      length += some;
      from += some;
    }
  }

  private void send(String last) throws IOException {
    dialogue.checkGoOn();
    while (unanswered >= window) {
      takeAnswer();
    }
    dialogue.put("BDAT " + length + last);
    dialogue.data().write(chunk, 0, length);
    unanswered++;
    length = 0;
  }

  private void takeAnswer() throws IOException {
    note(() -> dialogue.reply("BDAT"));
    if (refusal != null) {
      while (unanswered > 0) {
        note(() -> dialogue.reply("BDAT"));
      }
      throw new ChunkRefusedException(refusal);
    }
  }

  /** Where the next answer comes from. */
  private interface Source {
    Reply read() throws IOException;
  }

  /** Reads an answer. What is lost behind a refusal changes nothing. */
  private Reply note(Source source) throws IOException {
    Reply answer;
    try {
      answer = source.read();
      if (answer.isGoOn()) {
        throw Dialogue.unexpected(answer, "BDAT");
      }
    } catch (IOException lost) {
      throw refusal == null ? lost : new LeftEarlyException(refusal, lost);
    }
    unanswered--;
    if (!answer.isDone() && refusal == null) {
      refusal = answer;
    }
    return answer;
  }

  /** Sends what is left, and says that it was the last. */
  void sendLast() throws IOException {
    send(" LAST");
    dialogue.data().flush();
  }

  /** The answer to the whole message. */
  Reply answer() throws IOException {
    while (unanswered > 1) {
      note(() -> dialogue.reply("BDAT"));
    }
    Reply last = note(dialogue::replyToMessage);
    return refusal == null ? last : refusal;
  }
}
