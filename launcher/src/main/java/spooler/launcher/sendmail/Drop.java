package spooler.launcher.sendmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Puts a mail into the drop folder of a spooler that is down. Order: the file is written under
 * {@code tmp}, forced, renamed into {@code new}, and that folder forced. A crash before the rename
 * leaves something that nobody reads; after it, the mail is there.
 */
final class Drop {
  private Drop() {}

  static void put(Path folder, Mail mail) throws IOException {
    Path parent = Files.createDirectories(folder.resolve("new"));
    String name = "%d.%s".formatted(System.currentTimeMillis(), UUID.randomUUID());
    Path temporary = Files.createDirectories(folder.resolve("tmp")).resolve(name);
    try (FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer octets = ByteBuffer.wrap(octets(mail));
      while (octets.hasRemaining()) {
        file.write(octets);
      }
      file.force(true);
    }
    Files.move(temporary, parent.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    force(parent);
  }

  private static byte[] octets(Mail mail) throws IOException {
    StringBuilder head = new StringBuilder("SPOOLER-DROP 1\nFROM:<" + mail.sender() + ">\n");
    mail.recipients().forEach(recipient -> head.append("TO:<").append(recipient).append(">\n"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.append('\n').toString().getBytes(UTF_8));
    all.write(mail.letter().octets());
    return all.toByteArray();
  }

  private static void force(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows has no such call; its file system keeps a journal
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
