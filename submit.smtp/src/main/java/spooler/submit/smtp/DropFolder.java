package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mail that programs put down while nobody listened: {@code tmp/} has what is being written, {@code
 * new/} what is complete, {@code bad/} what can never be taken.
 *
 * <p>A file begins with the line {@code SPOOLER-DROP 1}, a line {@code FROM:<address>}, a line
 * {@code TO:<address>} for each recipient, and an empty line; the message follows.
 *
 * <p><b>Durability:</b> the message is forced in the store, then its file is deleted and the folder
 * forced. A crash in between hands it over once more; none is lost. <br>
 * <b>Threads:</b> one at a time. <br>
 * <b>Failure:</b> a full or broken store leaves the files where they are, for the next time. Links
 * are not followed.
 */
final class DropFolder {
  private static final System.Logger LOG = System.getLogger("spooler.submit.smtp");
  private static final String VERSION = "SPOOLER-DROP 1";
  private static final int LONGEST_LINE = 4096;

  private final Path folder;
  private final SubmitSettings settings;
  private final Intake intake;
  private boolean told;

  DropFolder(Path folder, SubmitSettings settings, Intake intake) {
    this.folder = folder;
    this.settings = settings;
    this.intake = intake;
  }

  /** Hands over everything that is complete. */
  void empty() {
    try {
      for (String part : List.of("tmp", "new", "bad")) {
        Files.createDirectories(folder.resolve(part));
      }
      for (Path file : complete()) {
        take(file);
      }
      told = false;
    } catch (IOException broken) {
      if (!told) {
        LOG.log(Level.WARNING, "submit.smtp: mail in {0} has to wait: {1}", folder, broken);
      }
      told = true;
    } catch (RuntimeException defect) {
      LOG.log(Level.ERROR, "submit.smtp: the drop folder broke", defect);
    }
  }

  /** Names begin with the time, so this is the order in which they were written. */
  private List<Path> complete() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      return files.sorted().toList();
    }
  }

  private void take(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
        throw new RefusedException(554, "5.6.0", "it is no file");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file, NOFOLLOW_LINKS))) {
        submit(in);
      }
      Files.delete(file);
    } catch (RefusedException refused) {
      if (refused.reply().code() < 500) {
        throw refused;
      }
      setAside(file, refused);
    }
    force(file.getParent());
  }

  private void submit(InputStream in) throws IOException {
    if (!line(in).equals(VERSION)) {
      throw new RefusedException(554, "5.6.0", "it does not begin with " + VERSION);
    }
    String from = line(in);
    boolean beyondAscii = from.codePoints().anyMatch(c -> c >= 0x80);
    Transaction message = Transaction.of(from + " SMTPUTF8", settings.limits());
    for (String to = line(in); !to.isEmpty(); to = line(in)) {
      beyondAscii |= to.codePoints().anyMatch(c -> c >= 0x80);
      message.add(to);
    }
    if (!message.hasRecipients()) {
      throw new RefusedException(554, "5.5.1", "it has no recipient");
    }
    Origin origin =
        Origin.of(
            "a program on this computer", beyondAscii ? "UTF8SMTP" : "ESMTP", settings.hostName());
    intake.take(
        message.envelope(),
        IncomingBody.read(new FileContent(in), settings.limits(), origin, settings.completed()));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0 || octets.size() > LONGEST_LINE) {
        throw new RefusedException(554, "5.6.0", "its envelope has no end");
      }
      octets.write(octet);
    }
    return octets.toString(UTF_8).strip();
  }

  private void setAside(Path file, RefusedException why) throws IOException {
    Path bad = folder.resolve("bad").resolve(file.getFileName());
    try {
      Files.move(file, bad, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException elsewhere) {
      Files.move(file, bad, StandardCopyOption.REPLACE_EXISTING);
    }
    force(bad.getParent());
    LOG.log(Level.WARNING, "submit.smtp: moved to {0}: {1}", bad, why.getMessage());
  }

  private static void force(@Nullable Path directory) throws IOException {
    if (directory == null || File.separatorChar == '\\') {
      return; // Windows has no such call; its file system keeps a journal
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
