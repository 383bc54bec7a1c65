package spooler.transport.quiet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try (InputStream body = message.openBody()) {
      Files.copy(body, folder.resolve(message.id().toString()));
    }
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
