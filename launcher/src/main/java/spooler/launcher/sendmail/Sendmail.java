package spooler.launcher.sendmail;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hands the message on standard input to the spooler, by its listener or, while that does not take
 * it, by its drop folder. Exit codes are those of sysexits.h; with 0 the message is safe on the
 * disk.
 */
public final class Sendmail {
  private Sendmail() {}

  /** System property {@code spooler.home}: the home of the spooler. */
  public static void main(String[] args) {
    try {
      run(Path.of(System.getProperty("spooler.home", "")).toAbsolutePath(), args);
    } catch (ExitException failure) {
      System.err.println("sendmail: " + failure.getMessage());
      System.exit(failure.code());
    } catch (IOException broken) {
      System.err.println("sendmail: " + broken.getMessage());
      System.exit(ExitException.IO);
    }
  }

  private static void run(Path home, String... args) throws IOException, ExitException {
    Options options = Options.parse(args);
    Place place = Place.of(home);
    if (options.dialogue()) {
      speak(place);
    } else {
      deliver(place, mail(place, options, System.in));
    }
  }

  static void deliver(Place place, Mail mail) throws ExitException {
    try {
      Handover.send(place, mail);
    } catch (IOException down) {
      drop(place, mail, down);
    }
  }

  private static void drop(Place place, Mail mail, IOException why) throws ExitException {
    try {
      Drop.put(place.drop(), mail);
    } catch (IOException neither) {
      throw new ExitException(
          ExitException.TEMPORARY,
          "the spooler takes nothing (%s), and neither does its drop folder: %s"
              .formatted(why.getMessage(), neither));
    }
  }

  static Mail mail(Place place, Options options, InputStream in) throws IOException, ExitException {
    Letter letter = Letter.read(in, options.dotEnds());
    Set<String> recipients = new LinkedHashSet<>();
    for (String address : addresses(options, letter)) {
      recipients.add(Address.complete(address, place.domain()));
    }
    if (recipients.isEmpty()) {
      throw new ExitException(
          ExitException.USAGE, "there is no recipient: name one, or use -t with To in the message");
    }
    String user = System.getProperty("user.name", "nobody");
    String given = options.sender() == null ? user : options.sender().strip();
    boolean nobody = given.isEmpty() || given.equals("<>");
    String sender = nobody ? "" : Address.complete(bare(given), place.domain());
    String from = nobody ? Address.complete(user, place.domain()) : sender;
    return new Mail(sender, List.copyOf(recipients), letter.toBeSent(named(options, from)));
  }

  private static String bare(String sender) {
    return sender.startsWith("<") && sender.endsWith(">")
        ? sender.substring(1, sender.length() - 1)
        : sender;
  }

  private static String named(Options options, String address) {
    String name = options.fullName() == null ? "" : Address.shown(options.fullName());
    return name.isBlank()
        ? address
        : "\"%s\" <%s>".formatted(name.replaceAll("([\"\\\\])", "\\\\$1"), address);
  }

  private static List<String> addresses(Options options, Letter letter) throws ExitException {
    List<String> all = new ArrayList<>();
    for (String argument : options.recipients()) {
      all.addAll(AddressList.of(argument));
    }
    if (options.fromHeader()) {
      for (String field : List.of("To", "Cc", "Bcc")) {
        for (String value : letter.all(field)) {
          all.addAll(AddressList.of(value));
        }
      }
    }
    return all;
  }

  /** {@code -bs}: what the caller says goes to the listener, and back. */
  private static void speak(Place place) throws ExitException {
    try (Socket socket = Handover.connect(place)) {
      Thread there =
          new Thread(
              () -> {
                try {
                  System.in.transferTo(socket.getOutputStream());
                  socket.shutdownOutput();
                } catch (IOException over) {
                  return; // the listener has hung up, which the other direction sees, too
                }
              });
      there.setDaemon(true);
      there.start();
      socket.getInputStream().transferTo(System.out);
    } catch (IOException down) {
      throw new ExitException(
          ExitException.TEMPORARY, "the spooler takes nothing: " + down.getMessage());
    }
  }
}
