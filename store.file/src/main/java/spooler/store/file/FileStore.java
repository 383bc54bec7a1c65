package spooler.store.file;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.store.SpoolStore;

/**
 * The file store as a service. A configuration change makes a new instance over the same folder.
 */
@Component(
    service = {SpoolStore.class, FileStore.class}, // the second for the commands beside it
    configurationPid = "store.file",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = FileStoreConfig.class)
public final class FileStore extends SegmentStore {
  /** Framework property: the folder that relative paths start at. */
  private static final String HOME = "spooler.home";

  /**
   * Opens the folder.
   *
   * @throws spooler.api.store.StoreException when it cannot be used
   */
  @Activate
  public FileStore(BundleContext context, FileStoreConfig config) {
    this(
        folder(context.getProperty(HOME), config.directory()),
        StoreSize.of(segmentBytes(config.segmentMiB()))
            .within(limits(config))
            .keeping(HistoryLimits.of(config.historyDays(), config.historyMiB())));
  }

  /**
   * Opens a folder, without a framework and without limits.
   *
   * @throws spooler.api.store.StoreException when it cannot be used
   */
  public FileStore(Path folder, int segmentMiB) {
    this(folder, StoreSize.of(segmentBytes(segmentMiB)));
  }

  private FileStore(Path folder, StoreSize size) {
    super(StoreFolder.open(folder, size, new LocalDisk(), Clock.systemUTC()), Clock.systemUTC());
  }

  private static Limits limits(FileStoreConfig config) {
    return Limits.of(
        config.maxMiB(), config.maxMessages(), config.leastFreeMiB(), config.segmentMiB());
  }

  static Path folder(@Nullable String home, String directory) {
    if (directory.isBlank()) {
      throw new IllegalArgumentException("directory: name the spool folder, e.g. var/spool");
    }
    return Path.of(home == null ? "" : home).resolve(directory).toAbsolutePath().normalize();
  }

  static long segmentBytes(int mebibytes) {
    if (mebibytes < 1 || mebibytes > 2047) {
      throw new IllegalArgumentException(
          "segmentMiB: %d is not between 1 and 2047, use e.g. 64".formatted(mebibytes));
    }
    return (long) mebibytes << 20;
  }

  /** Closes the folder. */
  @Override
  @Deactivate
  public void close() {
    super.close();
  }
}
