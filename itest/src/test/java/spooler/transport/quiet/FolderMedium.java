package spooler.transport.quiet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.transport.kit.Medium;

/**
 * Copies each message into a file that has its id for a name.
 *
 * @param folder made when it is missing
 */
record FolderMedium(Path folder) implements Medium {
  @Override
  public void open() throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    Path part = folder.resolve(message.id() + ".part"); // may be there from a try that was cut off
    try (InputStream body = message.openBody()) {
      Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, folder.resolve(message.id().toString()), StandardCopyOption.REPLACE_EXISTING);
    message
        .recipients()
        .forEach(one -> message.settle(one, new RecipientOutcome.Delivered("copied")));
    return SubmitResult.OK;
  }

  @Override
  public void close() {
    // A folder is not held open.
  }
}
