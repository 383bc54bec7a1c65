package spooler.inbox.maildir;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.Address;
import spooler.api.inbox.InboundHandler;
import spooler.maildir.kit.Disk;

/** The mailboxes as a service. Ranked low, so that any other inbox goes before it. */
@Component(service = InboundHandler.class, configurationPid = "inbox.maildir")
@ServiceRanking(-1000)
@Designate(ocd = MaildirConfig.class)
public final class MaildirInbox implements InboundHandler {
  private final Mailboxes mailboxes;
  private final LocalDomains localDomains;

  /**
   * Opens the folder, and makes it where it is missing.
   *
   * @throws IOException when it cannot be made or read
   */
  @Activate
  public MaildirInbox(BundleContext context, MaildirConfig config) throws IOException {
    Path folder = folder(context.getProperty("spooler.home"), config.directory());
    this.localDomains = LocalDomains.parse(config.localDomains());
    this.mailboxes = new Mailboxes(folder, Clock.systemUTC(), Disk.REAL);
    mailboxes.sweep();
  }

  static Path folder(@Nullable String home, String directory) {
    if (directory.isBlank()) {
      throw new IllegalArgumentException("inbox.maildir: directory is empty: name a folder");
    }
    try {
      return Path.of(home == null ? "" : home).resolve(directory).toAbsolutePath().normalize();
    } catch (InvalidPathException impossible) {
      throw new IllegalArgumentException(
          "inbox.maildir: directory cannot be a folder's name: " + impossible.getMessage(),
          impossible);
    }
  }

  /** Any address in a local domain, whether its mailbox has been made yet or not. */
  @Override
  public boolean isLocal(Address address) {
    return localDomains.contain(address);
  }

  @Override
  public Delivery open() throws IOException {
    return mailboxes.open();
  }
}
