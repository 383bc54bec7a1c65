package spooler.transport.modem.uucp.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.mail.Shown;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketProtocol;

/**
 * The file that is on its way to the far side: asked for, sent, and confirmed or refused. One at a
 * time; one thread, the session's.
 */
final class Outgoing {
  private final PacketProtocol protocol;
  private final Texts texts;
  private @Nullable Sending sending;
  private int lastChannel;
  private int sent;
  private boolean lineWanted;

  Outgoing(PacketProtocol protocol, Texts texts) {
    this.protocol = protocol;
    this.texts = texts;
  }

  /** This one, as soon as that is possible. */
  void send(Sending next) {
    sending = next;
  }

  boolean isIdle() {
    return sending == null;
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
   * Does what can be done now for the file.
   *
   * @param master whether this side may ask at all, where the protocol has one channel
   * @return whether there is more to do at once
   */
  boolean advance(boolean master) throws IOException {
    Sending file = sending;
    if (file == null) {
      return false;
    }
    boolean mayAsk = master || protocol.channels() > 1;
    if (file.state() == Sending.State.WAITING && mayAsk) {
      lastChannel = protocol.channels() > 1 ? lastChannel % protocol.channels() + 1 : 1;
      file.asked(lastChannel);
      protocol.command(file.command(), lastChannel, 0);
    }
    boolean early =
        file.state() == Sending.State.ASKED && protocol.channels() > 1 && !file.isPatient();
    if ((early || file.state() == Sending.State.GONE_ON_WITH)
        && !file.isAllSent()
        && protocol.maySend()) {
      long position = file.position();
      byte[] octets = file.next(protocol.packetSize());
      protocol.send(octets, 0, octets.length, file.channel(), 0, position);
      return true;
    }
    return false;
  }

  /** Part of an answer to a command of ours, where the protocol tells that. */
  void answered(Packet packet) throws IOException {
    Sending file = sending;
    if (file == null || file.channel() != packet.ours()) {
      return; // of one that is done
    }
    String text = texts.add(-packet.ours(), packet.octets());
    if (text != null) {
      answer(file, text);
    }
  }

  /** Whether that is an answer to the command, where the protocol does not tell; takes it. */
  boolean isAnswered(String text) throws IOException {
    Sending file = sending;
    if (file == null || protocol.channels() > 1 || !isAnswer(file, text)) {
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
    sending = null;
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
    Sending unsent = sending;
    if (unsent != null) {
      sending = null;
      unsent.failed(why);
    }
  }
}
