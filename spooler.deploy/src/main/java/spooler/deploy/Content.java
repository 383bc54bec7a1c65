package spooler.deploy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * What is in a bundle, whether it is in a file or in a framework: its entries, without regard to
 * their order and times. A framework does not give out the file it was given, and may have got it
 * from anywhere.
 */
final class Content {
  private static final String MANIFEST = JarFile.MANIFEST_NAME;

  private Content() {}

  /** CRC-32 of every file in a jar, by name. */
  static Map<String, Long> of(Path jar) throws IOException {
    Map<String, Long> entries = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream in = file.getInputStream(entry)) {
            entries.put(entry.getName(), crc(in));
          }
        }
      }
    }
    return entries;
  }

  /** CRC-32 of every file in an installed bundle, by name. */
  static Map<String, Long> of(Bundle bundle) throws IOException {
    Map<String, Long> entries = new TreeMap<>();
    for (String name : names(bundle)) {
      try (InputStream in = open(bundle, name)) {
        entries.put(name, crc(in));
      }
    }
    return entries;
  }

  /** Writes an installed bundle as a jar. */
  static void write(Bundle bundle, OutputStream target) throws IOException {
    ZipOutputStream jar = new ZipOutputStream(target);
    put(bundle, MANIFEST, jar); // first, where readers of streams expect it
    for (String name : names(bundle)) {
      if (!name.equals(MANIFEST)) {
        put(bundle, name, jar);
      }
    }
    jar.finish();
  }

  private static void put(Bundle bundle, String name, ZipOutputStream jar) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    try (InputStream in = open(bundle, name)) {
      in.transferTo(jar);
    }
    jar.closeEntry();
  }

  private static Set<String> names(Bundle bundle) {
    Set<String> names = new TreeSet<>();
    collect(bundle, "/", names);
    return names;
  }

  private static void collect(Bundle bundle, String folder, Set<String> names) {
    var paths = bundle.getEntryPaths(folder);
    if (paths == null) {
      return; // an empty folder
    }
    for (String path : Collections.list(paths)) {
      if (path.endsWith("/")) {
        collect(bundle, path, names);
      } else {
        names.add(path);
      }
    }
  }

  private static InputStream open(Bundle bundle, String name) throws IOException {
    URL entry = bundle.getEntry(name);
    if (entry == null) {
      throw new IOException("%s of %s cannot be read".formatted(name, bundle));
    }
    return entry.openStream();
  }

  private static long crc(InputStream in) throws IOException {
    CRC32 crc = new CRC32();
    byte[] block = new byte[8_192];
    try (InputStream buffered = new BufferedInputStream(in)) {
      for (int read = buffered.read(block); read >= 0; read = buffered.read(block)) {
        crc.update(block, 0, read);
      }
    }
    return crc.getValue();
  }
}
