package spooler.transport.modem.uucp.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.mail.Shown;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketProtocol;

/**
 * The files that are on their way to the far side: asked for, sent, and confirmed or refused, one
 * after another. The command of the next follows the end of the one before it, which is confirmed
 * meanwhile. One thread, the session's.
 */
final class Outgoing {
  private static final long BEFORE = Duration.ofMillis(750).toNanos();

  private final PacketProtocol protocol;
  private final Texts texts;
  private final Deque<Sending> files = new ArrayDeque<>();
  private int lastChannel;
  private int sent;
  private boolean lineWanted;

  Outgoing(PacketProtocol protocol, Texts texts) {
    this.protocol = protocol;
    this.texts = texts;
  }

  /** This one, as soon as all before it are on their way. */
  void send(Sending next) {
    files.add(next);
  }

  /** Whether nothing is to be sent, nor waits for an answer. */
  boolean isIdle() {
    return files.isEmpty();
  }

  /** How many were confirmed. */
  int sent() {
    return sent;
  }

  /** Whether the far side has asked for the line (CYM). */
  boolean isLineWanted() {
    return lineWanted;
  }

  /** It gets it now. */
  void lineGiven() {
    lineWanted = false;
  }

  /**
   * Does what can be done now for the file whose turn it is.
   *
   * @param master whether this side may ask at all, where the protocol has one channel
   * @return whether there is more to do at once
   */
  boolean advance(boolean master) throws IOException {
    Sending file = first(each -> !each.isAllSent());
    if (file == null) {
      tellWhatLeaves();
      return false;
    }
    if (file.state() == Sending.State.WAITING && mayAsk(master)) {
      ask(file);
    }
    boolean early =
        file.state() == Sending.State.ASKED && protocol.channels() > 1 && !file.isPatient();
    if ((early || file.state() == Sending.State.GONE_ON_WITH) && protocol.maySend()) {
      long position = file.position();
      byte[] octets = file.next(protocol.packetSize());
      protocol.send(octets, 0, octets.length, file.channel(), 0, position);
      return true;
    }
    return false;
  }

  /** Time enough to have the next file ready, so that the line is never idle between two. */
  private void tellWhatLeaves() {
    if (!files.isEmpty() && protocol.untilLeft() <= BEFORE) {
      files.forEach(Sending::leaves);
    }
  }

  private @Nullable Sending first(Predicate<Sending> which) {
    return files.stream().filter(which).findFirst().orElse(null);
  }

  /** Where the protocol has channels, each file that is not answered yet needs its own. */
  private boolean mayAsk(boolean master) {
    return protocol.channels() > 1 ? files.size() <= protocol.channels() : master;
  }

  private void ask(Sending file) throws IOException {
    int channel = 1;
    if (protocol.channels() > 1) {
      do {
        lastChannel = lastChannel % protocol.channels() + 1;
      } while (on(lastChannel) != null);
      channel = lastChannel;
    }
    file.asked(channel);
    protocol.command(file.command(), channel, 0);
  }

  private @Nullable Sending on(int channel) {
    return first(each -> each.channel() == channel);
  }

  /** Part of an answer to a command of ours, where the protocol tells that. */
  void answered(Packet packet) throws IOException {
    Sending file = on(packet.ours());
    if (file == null) {
      return; // of one that is done
    }
    String text = texts.add(-packet.ours(), packet.octets());
    if (text != null) {
      Sending meant = first(each -> each.channel() == packet.ours() && isAnswer(each, text));
      answer(meant == null ? file : meant, text);
    }
  }

  /** Whether that is an answer to a command, where the protocol does not tell; takes it. */
  boolean isAnswered(String text) throws IOException {
    Sending file = protocol.channels() > 1 ? null : first(each -> isAnswer(each, text));
    if (file == null) {
      return false;
    }
    answer(file, text);
    return true;
  }

  private static boolean isAnswer(Sending file, String text) {
    return switch (file.state()) {
      case ASKED -> text.matches(file.letter() + "[YN].*");
      case CONFIRMING, GONE_ON_WITH -> text.matches("C[YN].*");
      default -> false;
    };
  }

  private void answer(Sending file, String text) throws IOException {
    char letter = file.letter();
    if (file.state() == Sending.State.ASKED && text.startsWith(letter + "Y")) {
      file.agreed(offset(text.substring(2).strip()));
    } else if (file.state() == Sending.State.ASKED && text.startsWith(letter + "N")) {
      if (protocol.channels() > 1 && !file.isAllSent()) {
        protocol.send(new byte[0], 0, 0, file.channel(), 0, file.position());
      }
      ended(file, Answer.refused(text));
    } else if (text.startsWith("CY")) {
      lineWanted |= text.startsWith("CYM");
      sent++;
      ended(file, Answer.done(text));
    } else if (text.startsWith("CN")) {
      ended(file, Answer.refused(text));
    } else {
      throw new IOException("answer \"%s\" to %c".formatted(Shown.of(text), letter));
    }
  }

  private void ended(Sending file, Answer answer) throws IOException {
    files.remove(file);
    file.ended(answer);
  }

  private static long offset(String text) throws IOException {
    try {
      return text.isEmpty() ? 0 : Long.decode(text);
    } catch (NumberFormatException odd) {
      throw new IOException("offset \"%s\" of a file".formatted(Shown.of(text)));
    }
  }

  /** The call has failed. */
  void fail(IOException why) {
    files.forEach(unsent -> unsent.failed(why));
    files.clear();
  }
}
