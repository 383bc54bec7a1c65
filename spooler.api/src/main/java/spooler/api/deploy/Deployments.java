package spooler.api.deploy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The bundles of transports, and the files of {@code deploy/} and {@code etc/}: which were refused,
 * which bundles are in trouble, and the way back to a version that worked. A service; any thread.
 */
@ProviderType
public interface Deployments {
  /** Files that are not loaded, because others than the spooler's user and root may write them. */
  List<Refused> refused();

  /** Bundles that cannot be installed, or do not start or stop. */
  List<Trouble> troubles();

  /**
   * What {@link #restore} would put back: the version, by the symbolic name of its bundle. Those
   * bundles are not in it of which no other version has worked.
   *
   * @throws IOException when the copies cannot be read
   */
  Map<String, String> restorable() throws IOException;

  /**
   * Puts the last good version of a transport's bundle back: the newest that has logged on and is
   * not the one that is there now. In {@code deploy/} its file is replaced, so that it stays.
   *
   * @param bundle symbolic name, such as {@code transport.smtp}; also a file name of {@code
   *     deploy/}
   * @return what was done, in one line
   * @throws IOException saying why not: no such bundle, no other good version, or it does not let
   *     go
   */
  String restore(String bundle) throws IOException;

  /**
   * A file that is not loaded.
   *
   * @param file its path
   * @param reason what is wrong and what to do, in one line
   */
  record Refused(String file, String reason) {}

  /**
   * A bundle in trouble.
   *
   * @param bundle symbolic name and version, or the file of one that could not be installed
   * @param reason in one line
   */
  record Trouble(String bundle, String reason) {}
}
